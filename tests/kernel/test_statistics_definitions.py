"""What people read about the measures is complete, and every worked example in the manual holds."""

import re
from collections import Counter
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from uuid import UUID

import pytest

from uu.statistics import ages, caseloads, comparisons, deadlines, periods
from uu.statistics.definitions import CAVEAT, MEASURES
from uu.statistics.incidence import Followed, incidence
from uu.statistics.intervals import uncertainty, wilson
from uu.statistics.measures import Counts, Ends, StatusClass, index, index_range
from uu.statistics.movement import Movement, rung
from uu.statistics.presence import Observation, Stay, changes
from uu.statistics.trails import STILL, Crowd, Home, Learned, packed, steps
from uu.statistics.trend import backward

MANUAL = (Path(__file__).parents[2] / "docs" / "measures.md").read_text(encoding="utf-8")
SIGNS = str.maketrans({"÷": "/", "×": "*", "−": "-"})


def rows(first_column: str) -> list[list[str]]:
    """The rows of the manual's table whose first column has this heading."""
    table = re.search(rf"^\| {first_column} \|.*\n\|[-|]+\n((?:\|.*\n?)+)", MANUAL, re.MULTILINE)
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[1].splitlines()]


def by_hand(arithmetic: str) -> Fraction:
    """Work out an arithmetic expression in exact fractions."""
    text = arithmetic.translate(SIGNS)
    assert re.fullmatch(r"[\d.\s()+*/-]+", text), arithmetic
    return eval(re.sub(r"[\d.]+", r"Fraction('\g<0>')", text), {"Fraction": Fraction})


def shown(value: float, like: str) -> str:
    """The value as the manual writes it: a percentage, or a number with as many decimals."""
    if like.endswith(" %"):
        return f"{100 * float(value):.1f} %"
    return f"{float(value):.{len(like.partition('.')[2])}f}"


def the_example() -> Counts:
    model, people, stale = {}, {}, {}
    for code, bucket, kind, outside, n, old in rows("status"):
        model[code] = StatusClass(bucket, kind, outside == "yes")
        people[code], stale[code] = int(n), int(old)
    return Counts.from_statuses(people, model, stale)


@pytest.mark.parametrize(("measure", "arithmetic", "result"), rows("measure"))
def test_the_shares_of_the_manual(measure, arithmetic, result):
    name, _, end = measure.partition(", ")
    value = getattr(the_example(), name)
    value = getattr(value, end.removesuffix(" end")) if end else value
    assert shown(by_hand(arithmetic), result) == shown(value, result) == result


@pytest.mark.parametrize(("n", "reached", "target", "arithmetic", "missing"), rows("registered"))
def test_the_distances_of_the_manual(n, reached, target, arithmetic, missing):
    counts = Counts(reached=int(reached), unknown=int(n) - int(reached))
    assert counts.distance(Fraction(target)) == by_hand(arithmetic) == int(missing)


@pytest.mark.parametrize(("area", "city", "arithmetic", "result"), rows("area's share"))
def test_the_indexes_of_the_manual(area, city, arithmetic, result):
    assert shown(by_hand(arithmetic), result) == shown(index(float(area), float(city)), result) == result


@pytest.mark.parametrize(("area", "city", "low", "high"), rows("reached in the area"))
def test_the_ranges_of_the_index_of_the_manual(area, city, low, high):
    assert index_range(_ends(area), _ends(city)) == pytest.approx((float(by_hand(low)), float(by_hand(high))))


@pytest.mark.parametrize(("successes", "n", "low", "high"), rows("with the property"))
def test_the_intervals_of_the_manual(successes, n, low, high):
    assert [shown(end, low) for end in wilson(int(successes), int(n))] == [low, high]


@pytest.mark.parametrize(("least", "most", "n", "low", "high"), rows("certain"))
def test_the_uncertainty_of_the_ranges_of_the_manual(least, most, n, low, high):
    assert [shown(end, low) for end in uncertainty(Ends(int(least), int(most), int(n)))] == [low, high]


@pytest.mark.parametrize(("birthday", "seen", "months", "stale"), rows("turns 25 on"))
def test_how_old_the_statuses_of_the_manual_were_at_25(birthday, seen, months, stale):
    old = periods.months_old(date.fromisoformat(seen), date.fromisoformat(birthday))
    assert (old, old > 6) == (int(months), stale == "yes")


def test_the_ten_of_the_manual_who_turn_25():
    ten = Counts(reached=5, on_the_way=2, at_risk=1, unknown=2, stale=1)
    for (_end, arithmetic, result), share in zip(rows("of ten who turn 25"), ten.range, strict=True):
        assert shown(by_hand(arithmetic), result) == shown(share, result) == result
    assert ten.distance(Fraction("0.95")) == 5


def _ends(text):
    least, _to, most, _of, n = text.split()
    return Ends(int(least), int(most), int(n))


@pytest.mark.parametrize("row", rows("the first place"), ids=str)
def test_the_differences_of_the_manual(row):
    one, other = map(_ends, row[:2])
    found = comparisons.difference(one, other)
    assert [pytest.approx(float(by_hand(end))) for end in row[2:4]] == list(found)
    assert comparisons.in_people(one, other) == tuple(int(end.translate(SIGNS)) for end in row[4].split(" to "))
    assert comparisons.verdict(one, other) == row[5]


def test_the_counsellors_of_the_manual():
    for _area, people, effort, _names, counted, per, more, effort_more in rows("area"):
        here = by_hand(counted)
        found = caseloads.per_counsellor(int(people), here)
        assert found == (None if per == "–" else by_hand(per))
        assert caseloads.met_by_one_more(int(people), here) == by_hand(more)
        assert caseloads.met_by_one_more(int(effort), here) == by_hand(effort_more)


def test_aminas_changes():
    places = {"Tingbjerg": UUID(int=1), "Mjølnerparken": UUID(int=2)}
    at = datetime(2026, 3, 10, tzinfo=UTC)
    seen = [
        Observation(date(2026, 3, 2), at, UUID(int=1), "FGU"),
        Observation(date(2026, 3, 6), at, UUID(int=2), "AFB"),
    ]
    homes = [Stay(date(2026, 3, 2), places["Tingbjerg"]), Stay(date(2026, 3, 9), places["Mjølnerparken"])]
    assert changes(seen, homes) == {
        (date.fromisoformat(day), places[area], status): int(n.translate(SIGNS))
        for day, area, status, n in rows("day")
    }


@pytest.mark.parametrize(("born", "told", "begins", "stage", "age"), rows("born on"))
def test_from_when_those_of_the_manual_count(born, told, begins, stage, age):
    birth, seen = date.fromisoformat(born), date.fromisoformat(told)
    known = [Observation(seen, datetime(2026, 11, 1, tzinfo=UTC), UUID(int=2), stage)]
    counted = changes(known, [Stay(date(2026, 11, 1), UUID(int=7))], ages.birthday(birth, ages.YOUNGEST))
    assert counted == {(date.fromisoformat(begins), UUID(int=7), stage): 1}
    assert ages.age_on(birth, date.fromisoformat(begins)) == int(age)


def test_the_outcome_of_the_manual():
    table = rows("day since the first session")
    ten = Followed(*(Counter({int(row[0]): int(row[end]) for row in table if row[end] != "0"}) for end in (2, 3, 4)))
    grown, neither = Fraction(0), Fraction(1)
    for day, followed, reached, left, _last, arithmetic, share, after in table:
        grown += by_hand(arithmetic)
        neither *= 1 - Fraction(int(reached) + int(left), int(followed))
        found = incidence(ten, [int(day)])[0]
        assert (found.at_risk, shown(found.share, share), shown(grown, share)) == (int(followed), share, share)
        assert shown(neither, after) == after


def test_the_uncertainty_of_the_outcome_of_the_manual():
    ten = Followed(Counter([100, 200, 400]), Counter([250]), Counter([150, *[731] * 5]))
    found = incidence(ten, [730])[0]
    variance = sum(by_hand(arithmetic) for _part, arithmetic in rows("part of the variance"))
    assert float(variance) == pytest.approx(found.variance)
    share, rounded, low, high = rows("share of ten")[0]
    assert [shown(found.share, share), shown(found.variance, rounded)] == [share, rounded]
    assert [shown(found.low, low), shown(found.high, high)] == [low, high]


def test_the_past_of_the_manual():
    table = rows("month")
    moved = {date.fromisoformat(f"{m}-01"): {"reached": int(n.translate(SIGNS))} for m, n, _, _ in table}
    past = backward({"reached": 46}, moved, date(2026, 11, 23), len(table))
    assert past == [(date.fromisoformat(day), {"reached": int(n)}) for _, _, n, day in table]


@pytest.mark.parametrize("dates", [row[:3] for row in rows("it happened")], ids=str)
def test_the_deadlines_of_the_manual(dates):
    day, contact, offer = map(date.fromisoformat, dates)
    assert (deadlines.contact_deadline(day), deadlines.offer_deadline(day)) == (contact, offer)


@pytest.mark.parametrize(("born", "on", "age", "answer"), rows("born"))
def test_the_ages_of_the_manual(born, on, age, answer):
    birth, day = date.fromisoformat(born), date.fromisoformat(on)
    assert (ages.age_on(birth, day), ages.registration_age(birth, day)) == (int(age), answer)


@pytest.mark.parametrize(("age", "on", "estimate"), rows("age said"))
def test_the_estimated_births_of_the_manual(age, on, estimate):
    assert ages.estimated_birth(int(age), date.fromisoformat(on)) == date.fromisoformat(estimate)


def test_every_measure_is_in_the_manual_and_says_everything():
    codes = [measure.code for measure in MEASURES]
    assert len(set(codes)) == len(codes)
    for measure in MEASURES:
        assert f"`{measure.code}`" in MANUAL or f"| {measure.code} |" in MANUAL, measure.code
        assert all((measure.title, measure.formula, measure.meaning, measure.source))
    assert "registered" in CAVEAT


def test_every_share_that_counts_can_give_is_defined():
    shares = {name for name, kind in vars(Counts).items() if isinstance(kind, property)}
    defined = {measure.code for measure in MEASURES}
    assert shares - {"completed_or_enrolled_range", "neet_range"} <= defined


STATUSES = rows("status")


def the_eleven(place: str) -> Movement:
    """The young people of the example as that place counts them."""
    rungs = {code: rung(StatusClass(bucket, kind, outside == "yes")) for code, bucket, kind, outside, *_n in STATUSES}
    found = Movement()
    for _who, lived, was, lives, now, *said in rows("young person"):
        before, after = rungs.get(was), rungs.get(now)
        here = [place in {"the city", home} for home in (lived, lives)]
        alone = Movement()
        for counted in (found, alone):
            moved = bool(before and after) and lived != lives
            counted.add(before if here[0] else None, after if here[1] else None, 1, elsewhere=moved)
        assert said[place == "the city"] == which_way(alone)
    return found


def which_way(alone: Movement) -> str:
    if not alone.both:
        return "new" if alone.new else "gone"
    return next(way for way in ("closer", "unchanged", "further") if getattr(alone, way).n)


@pytest.mark.parametrize(("place", "figure", "arithmetic", "share", "low", "high"), rows("counted in"))
def test_the_movements_of_the_manual(place, figure, arithmetic, share, low, high):
    found = getattr(the_eleven(place), figure)
    assert (found.n, found.of) == tuple(int(n) for n in arithmetic.split(" ÷ "))
    assert [shown(end, low) for end in (found.share, found.low, found.high)] == [share, low, high]


def test_who_is_not_in_the_shares_of_the_manual():
    here, city = the_eleven("Tingbjerg"), the_eleven("the city")
    assert (here.became_known, here.lost_sight_of, here.known) == (1, 1, 5)
    assert (here.new.total(), here.from_elsewhere, here.gone.total(), here.to_elsewhere) == (2, 1, 2, 1)
    assert (city.new.total(), city.gone.total()) == (1, 1)


@pytest.mark.parametrize(("day", "known", "status"), rows("status on"))
def test_what_was_known_of_amina_in_the_manual(day, known, status):
    told = [("2026-03-02", "2026-03-02", STILL, "FGU"), ("2026-03-06", "2026-03-10", date(2026, 3, 16), "AFB"),
            ("2026-03-06", "2026-03-16", STILL, "ORL")]  # fmt: skip
    learned = [
        Learned(
            Observation(date.fromisoformat(on), datetime(2026, 3, 2, tzinfo=UTC), UUID(int=n), code),
            date.fromisoformat(recorded), until,
        )
        for n, (on, recorded, until, code) in enumerate(told)
    ]  # fmt: skip
    home = Home(Stay(date(2026, 3, 2), UUID(int=7)), date(2026, 3, 2))
    asked = date.fromisoformat(day)
    found = Crowd([packed(steps(learned, [home]))]).flows(asked, asked, date.fromisoformat(known))
    assert [pair[0][1] for pair in found] == ([] if status == "none" else [status])


def test_every_table_of_the_manual_is_found_by_its_first_column():
    headings = re.findall(r"^\| ([^|]+) \|.*\n\|[-|]+\n", MANUAL, re.MULTILINE)
    assert [heading for heading, n in Counter(headings).items() if n > 1] == []
