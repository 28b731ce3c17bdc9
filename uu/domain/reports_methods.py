"""The sections in words: how everything is counted, how sure it is, and what the figures cannot say."""

from uu.domain.reports_read import Reading
from uu.statistics.definitions import CAVEAT, MEASURES
from uu.statistics.report import Column, Paragraph, Section, Table, Text, Value
from uu.vocabulary import N_

_ABOUT = (
    N_("Each young person is counted once, on every day with the status that was the latest then, in the area where "
       "they lived on that day. A status that is corrected or learned of later changes the past as well."),
    N_("Each status counts in one of four buckets: reached, on the way, needs effort or unknown. Which bucket a status "
       "counts in is decided by the leaders and dated; each day is counted by what held then."),
    N_("The outcome follows each young person from their first session until they come into education or work, leave, "
       "or the day of the report. It is the estimate of Aalen and Johansen, in which leaving competes with coming into "
       "education or work, and whoever is still followed counts for the time they have been."),
)  # fmt: skip
_SURE = (
    N_("Two kinds of doubt are kept apart. The range tells what we do not know: its low end is certain, and its high "
       "end holds if every unknown and every old status turned out to be completed."),
    N_("The uncertainty of a share tells what chance does: with other young people in the same situation the share "
       "could have fallen anywhere within it, 95 times of 100. The fewer people, the wider it is."),
    N_("A difference between two places whose uncertainties overlap may be chance alone. A ranking of small places "
       "says little."),
)  # fmt: skip
_LIMITS = (
    N_("Only those are counted whom somebody has registered. Nothing is said about the other young people of an area, "
       "and meeting more of them can make the figures look worse before they look better."),
    N_("Nobody was drawn by lot to get the effort. The figures show what became of the young people, not what would "
       "have become of them without it, so they cannot prove that the effort was the cause."),
    N_("Those whom the counsellors met first may differ from those they met later. Compare years with care."),
    N_("A status is what somebody has seen or been told. Old and unknown statuses are shown, never guessed."),
    N_("Published figures are counted in other ways and of other people. They give a sense of size, not a measure of "
       "the effort."),
    N_("Housing areas are divided among plans and districts as they are today, also when they were another way then."),
)  # fmt: skip

# The figures of which the evaluation speaks; the page of definitions has all.
_SPOKEN_OF = frozenset(
    {
        "n", "reached_share", "range", "completed_or_enrolled", "distance", "coverage", "stale_share", "neet_share",
        "index", "cohort_25", "wilson", "movement", "outcome", "forecast", "activity", "resources",
    }
)  # fmt: skip


def methods(_reading: Reading) -> Section:
    """How the figures come about."""
    caveat = Paragraph(Text(CAVEAT), is_notice=True)
    return Section(Text(N_("How it is counted")), [caveat, *_paragraphs(_ABOUT)])


def uncertainty(_reading: Reading) -> Section:
    """How sure the figures are, in plain words."""
    return Section(Text(N_("How sure the figures are")), _paragraphs(_SURE))


def limits(_reading: Reading) -> Section:
    """What the figures cannot say."""
    return Section(Text(N_("What the figures cannot say")), _paragraphs(_LIMITS))


def definitions(_reading: Reading) -> Section:
    """Every figure of the evaluation with its formula and its source."""
    columns = [Column(Text(title), "text") for title in (N_("Figure"), N_("Formula"), N_("What it says"), N_("Source"))]
    rows: list[list[Value]] = [
        [Text(each.title), Text(each.formula), Text(each.meaning), Text(each.source)]
        for each in MEASURES
        if each.code in _SPOKEN_OF
    ]
    return Section(
        Text(N_("The figures explained")), [Table(Text(N_("The figures explained")), columns, rows)], is_appendix=True
    )


def _paragraphs(texts: tuple[str, ...]) -> list[Paragraph]:
    return [Paragraph(Text(text)) for text in texts]
