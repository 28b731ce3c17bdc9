"""The sections about where the young people are: each a plain value of what was read."""

from datetime import date
from itertools import dropwhile

from uu.domain.figures import CITY, COUNTRY
from uu.domain.outcomes import LEAST
from uu.domain.overview import Line
from uu.domain.radar import Signal
from uu.domain.reports_read import Reading, counted, named
from uu.models.figures import FigureUnit
from uu.statistics.measures import Counts, Range, index_range
from uu.statistics.report import (
    Bilingual,
    Block,
    Chart,
    Column,
    Figure,
    Figures,
    Paragraph,
    Percent,
    Section,
    Share,
    Span,
    Table,
    Text,
    Value,
)
from uu.vocabulary import N_

NOBODY = Text(N_("Nobody is registered here yet, so there is no share to give."))
RULES_CHANGED = N_(
    "How some statuses count was changed, last from %(day)s on. Each day counts as it did then, so a difference may be "
    "the rule’s and not the young people’s."
)
BUCKETS = (
    ("reached", N_("Reached")), ("on_the_way", N_("On the way")), ("at_risk", N_("Needs effort")),
    ("unknown", N_("Unknown")),
)  # fmt: skip
_ABOVE = {CITY: N_("The whole city"), COUNTRY: N_("The whole country")}


def where_they_are(reading: Reading) -> Section:
    """How many, how far, and what is not known."""
    read, counts = reading.overview, reading.overview.figures.counts
    blocks: list[Block] = [Figures(_key_figures(reading))]
    if counts.n:
        blocks += [Chart("range", read), _buckets(counts), Chart("trend", read)]
    return Section(Text(N_("Where the young people are")), blocks)


def _key_figures(reading: Reading) -> list[Figure]:
    read, counts = reading.overview, reading.overview.figures.counts
    goal = Share(float(read.goal.share))
    nobody_reached = Text(N_("not possible: nobody in the city has reached the target for certain"))
    no_index = nobody_reached if counts.n else NOBODY
    return [
        Figure(Text(N_("Registered young people")), counts.n, counted("n")),
        Figure(Text(N_("Reached")), span(counts.range), counted("range"), NOBODY),
        Figure(Text(N_("Target: %(label)s"), {"label": Text(read.goal.label)}), goal, Text(N_("Set by the leaders."))),
        Figure(Text(N_("People missing to the target")), read.distance, counted("distance"), NOBODY),
        Figure(Text(N_("Completed or enrolled")), span(counts.completed_or_enrolled_range),
               counted("completed_or_enrolled"), NOBODY),
        Figure(Text(N_("In neither education nor work")), span(counts.neet_range), counted("neet_share"), NOBODY),
        Figure(Text(N_("Coverage: status known")), share(counts.coverage), counted("coverage"), NOBODY),
        Figure(Text(N_("Stale: older than %(n)s months"), {"n": reading.stale_months}), share(counts.stale_share),
               counted("stale_share"), NOBODY),
        Figure(Text(N_("Index: the city is 100")), _index(reading), counted("index"), no_index),
    ]  # fmt: skip


def _index(reading: Reading) -> Value:
    """The city is 100; every other place a range."""
    read = reading.overview
    if read.place.level == "city":
        return 100 if read.city.counts.reached else None
    found = index_range(read.figures.counts.reached_ends(), read.city.counts.reached_ends())
    return Text(N_("%(low)s to %(high)s"), {"low": round(found.low), "high": round(found.high)}) if found else None


def _buckets(counts: Counts) -> Table:
    rows: list[list[Value]] = [
        [Text(label), getattr(counts, name), Share(getattr(counts, name) / counts.n)] for name, label in BUCKETS
    ]
    columns = [Column(Text(N_("Status")), "text"), Column(Text(N_("Young people"))), Column(Text(N_("Share")), "share")]
    return Table(Text(N_("The registered young people by bucket")), columns, rows)


def over_time(reading: Reading, months: int) -> Section:
    """The last months, one line each, the newest first."""
    read = reading.overview
    begun = _begun(read.trend[-months:])
    columns = [Column(Text(N_("Counted on")), "date"), Column(Text(N_("Young people"))),
               *(Column(Text(label)) for _name, label in BUCKETS),
               Column(Text(N_("Reached, range")), "span")]  # fmt: skip
    rows: list[list[Value]] = [
        [end, was.n, *(getattr(was, name) for name, _label in BUCKETS), span(was.range)]
        for end, was in reversed(begun)
    ]
    about = Text(N_("Over time the range holds the unknown, and not how old a status was."))
    rules = _rules(reading, begun[0][0]) if begun else []
    return Section(
        Text(N_("Month by month")),
        [Paragraph(about), Table(Text(N_("At the end of each month")), columns, rows), *rules],
    )


def _begun(trend: list[tuple[date, Counts]]) -> list[tuple[date, Counts]]:
    """The months from the first in which anybody was registered."""
    return list(dropwhile(lambda month: not month[1].n, trend))


def change(reading: Reading) -> Section:
    """Then and now."""
    read, now, then = reading.overview, reading.overview.figures.counts, reading.overview.figures.before
    columns = [Column(Text(N_("Counted")), "text"), Column(Text(N_("Then"))), Column(Text(N_("Now"))),
               Column(Text(N_("Difference")))]  # fmt: skip
    parts = (("n", N_("Young people")), *BUCKETS)
    rows: list[list[Value]] = [
        [Text(label), getattr(then, name), getattr(now, name), read.figures.change(name)] for name, label in parts
    ]
    title = Text(N_("Change since %(day)s"), {"day": read.since})
    return Section(Text(N_("What has changed")), [Table(title, columns, rows), *_rules(reading, read.since)])


def _rules(reading: Reading, since: date) -> list[Paragraph]:
    """That a difference since a day may be of how the statuses count, where it may."""
    read = reading.overview
    return [Paragraph(Text(RULES_CHANGED, {"day": read.rules_changed_on}))] if read.rules_changed(since) else []


def places(reading: Reading) -> Section:
    """Where the need is greatest, by people missing to the target."""
    read = reading.overview
    lines = sorted(read.lines, key=lambda line: (not line.place.level, -(line.distance or 0)))
    columns = [
        Column(Text(N_("Place")), "text"), Column(Text(N_("Young people"))), Column(Text(N_("Needs effort"))),
        Column(Text(N_("Unknown"))), Column(Text(N_("Reached, range")), "span"),
        Column(Text(N_("Completed or enrolled")), "span"), Column(Text(N_("To the target"))),
        Column(Text(N_("Reached since"))),
    ]  # fmt: skip
    if not lines:
        return Section(Text(N_("Where the need is greatest")), [Paragraph(Text(N_("There are no places below this.")))])
    table = Table(Text(N_("The places compared")), columns, [_place(line) for line in lines])
    return Section(Text(N_("Where the need is greatest")), [table])


def _place(line: Line) -> list[Value]:
    counts = line.figures.counts
    grown = line.figures.change("reached") if counts.n else None
    return [
        named(line.place), counts.n, counts.at_risk, counts.unknown, span(counts.range),
        span(counts.completed_or_enrolled_range), line.distance, grown,
    ]  # fmt: skip


def effort(reading: Reading) -> Section:
    """The groups the effort is about, beside the city."""
    read, counts = reading.overview, reading.overview.figures.counts
    labels = {
        "tenth_grade": N_("In 10th grade"), "preparatory": N_("In preparatory activities"),
        "outreach": N_("In outreach guidance"),
    }  # fmt: skip
    columns = [Column(Text(N_("Group")), "text"), Column(Text(N_("Young people"))),
               Column(Text(N_("Share")), "share"), Column(Text(N_("The city")), "share")]  # fmt: skip
    rows: list[list[Value]] = [
        [Text(label), read.figures.groups[name], _of(read.figures.groups[name], counts.n),
         _of(read.city.groups[name], read.city.counts.n)] for name, label in labels.items()
    ]  # fmt: skip
    table = Table(Text(N_("The groups beside the whole city")), columns, rows)
    return Section(Text(N_("The effort")), [table])


def under_the_radar(reading: Reading) -> Section:
    """How many need somebody, in which way; never who."""
    concerns = reading.radar.concerns
    columns = [Column(Text(N_("What to look at")), "text"), Column(Text(N_("Young people"))),
               Column(Text(N_("Share of those followed")), "share")]  # fmt: skip
    rows: list[list[Value]] = [
        [Text(signal.label), concerns.signals[signal], _of(concerns.signals[signal], concerns.n)] for signal in Signal
    ]
    rows.append([Text(N_("At least one of these")), concerns.concerned, _of(concerns.concerned, concerns.n)])
    about = Text(N_("One young person may stand on several lines. The names are with the counsellors."))
    return Section(
        Text(N_("Under the radar")), [Paragraph(about), Table(Text(N_("Under the radar today")), columns, rows)]
    )


def published(reading: Reading) -> Section:
    """What others have published, on rows of its own and never among the own figures."""
    care = N_("Counted by others, in other ways and of other people than the registered. Compare with care.")
    if not reading.published:
        none = Text(N_("No published figures are kept for this place."))
        return Section(Text(N_("Published by others")), [Paragraph(none)])
    columns = [Column(Text(title), "text") for title in (
        N_("Published figure"), N_("Place"), N_("Year"), N_("Value"), N_("Counted so"), N_("Source"),
    )]  # fmt: skip
    rows: list[list[Value]] = []
    own = {(each.level, each.id): Text(each.name) for each in [reading.overview.place, *reading.overview.above]}
    for kept in reading.published:
        series, latest = kept.series, kept.latest
        where = Text(_ABOVE[series.level]) if series.level in _ABOVE else own[series.level, series.place]
        is_share = series.unit == FigureUnit.PERCENT
        value: Value = Percent(latest.value) if is_share else int(latest.value)
        name = Bilingual(series.name, series.name_en or series.name)
        definition = Bilingual(series.definition, series.definition_en or series.definition)
        rows.append([name, where, latest.period, value, definition, latest.source])
    return Section(
        Text(N_("Published by others")),
        [Paragraph(Text(care)), Table(Text(N_("Published figures")), columns, rows)],
    )


def outcome(reading: Reading, deep: bool) -> Section:
    """How many come into education or work; with the groups where the report goes deep."""
    read = reading.outcomes
    found, how = read.whole.at_24_months, counted("outcome")
    few = Text(
        N_(
            "Not yet possible: %(n)s began 24 months ago or earlier, and at least %(least)s are needed."
        ),
        {"n": read.whole.ripe, "least": LEAST},
    )
    figures = [
        Figure(Text(N_("In education or work within 24 months")), Share(found.share) if found else None, how, few),
        Figure(Text(N_("Uncertainty of it, 95 per cent")), Span(found.low, found.high) if found else None,
               Text(N_("How far the share could move by chance alone.")), few),
        Figure(Text(N_("To compare with")), Share(read.comparator / 100),
               Text(N_("A neighbouring effort for adults, within two years."))),
        Figure(Text(N_("Young people with a first session")), read.whole.n,
               Text(N_("Who was not in education or work on that day."))),
        Figure(Text(N_("Known to have come into education or work")), read.whole.reached, how),
        Figure(Text(N_("No longer followed, before anything else")), read.whole.left, how),
    ]  # fmt: skip
    blocks: list[Block] = [Figures(figures)]
    if read.curve:
        blocks.append(Chart("curve", read))
        blocks.append(_months(reading))
    if deep:
        blocks += _groups(reading)
    return Section(Text(N_("Do they come into education or work?")), blocks)


def _months(reading: Reading) -> Table:
    columns = [Column(Text(N_("Months since the first session"))), Column(Text(N_("Share")), "share"),
               Column(Text(N_("Uncertainty, 95 per cent")), "span"), Column(Text(N_("Followed")))]  # fmt: skip
    rows: list[list[Value]] = [
        [months, Share(one.share), Span(one.low, one.high), one.at_risk] for months, one in reading.outcomes.months
    ]
    return Table(Text(N_("The curve")), columns, rows)


def _groups(reading: Reading) -> list[Block]:
    read = reading.outcomes
    tables: list[Block] = []
    for title, kind, lines in (
        (N_("By place"), N_("Place"), read.lines), (N_("By age"), N_("Age at the first session"), read.ages),
        (N_("By year"), N_("Year of the first session"), read.years),
    ):  # fmt: skip
        columns = [Column(Text(kind), "text"), Column(Text(N_("Young people"))), Column(Text(N_("24 months ago"))),
                   Column(Text(N_("Known to have reached it"))), Column(Text(N_("Share")), "share"),
                   Column(Text(N_("Uncertainty, 95 per cent")), "span")]  # fmt: skip
        rows: list[list[Value]] = []
        for line in lines:
            found = line.group.at_24_months
            rows.append([named(line.place) if line.place else Text(line.name), line.group.n, line.group.ripe,
                         line.group.reached, Share(found.share) if found else None,
                         Span(found.low, found.high) if found else None])  # fmt: skip
        if rows:
            tables.append(Table(Text(title), columns, rows))
    return tables


def span(found: Range | None) -> Span | None:
    """A range of the measures as a value of the report."""
    return Span(*found) if found else None


def share(found: float | None) -> Share | None:
    """A share of the measures as a value of the report."""
    return None if found is None else Share(found)


def _of(part: int, whole: int) -> Share | None:
    return Share(part / whole) if whole else None
