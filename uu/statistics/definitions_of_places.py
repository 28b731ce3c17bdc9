"""The measures that set ages, places and counsellors beside each other, as people read them."""

from uu.statistics.explained import OWN, Measure
from uu.vocabulary import N_

OF_PLACES = (
    Measure(
        "bands",
        N_("Ages"),
        N_("The same shares, of those aged 15–17, 18–20 and 21–24 today"),
        N_(
            "Age in completed years on the day. The three together are all who are counted. Those of the "
            "age whose status is not counted stand beside and are in no share."
        ),
        OWN,
    ),
    Measure(
        "difference",
        N_("Difference between two places"),
        N_("The one share minus the other, from least minus most to most minus least"),
        N_(
            "As both shares are ranges, so is their difference. In people it is the difference times the first place's "
            "young people: how many more or fewer of them have it than with the other place's share. It is called sure "
            "only when the two uncertainties, with chance and the unknown allowed for, do not meet."
        ),
        OWN,
    ),
    Measure(
        "need",
        N_("Need and counsellors"),
        N_("Young people ÷ counsellors; with one counsellor more: young people ÷ (counsellors + 1)"),
        N_(
            "The areas in the order of the people missing to the target, beside the counsellors who are assigned to "
            "them today. A counsellor of several areas is shared out equally among them, so that nobody counts twice. "
            "Where a further counsellor would meet most is where the young people, shared equally by all there and one "
            "more, would be most for each. It says nothing of how much work each of them needs."
        ),
        OWN,
    ),
)
