"""Young people beside the counsellors who are there; a counsellor of several areas is shared out equally among them."""

from fractions import Fraction


def per_counsellor(people: int, counsellors: Fraction) -> Fraction | None:
    """How many young people there are to each counsellor; none where there is no counsellor."""
    return people / counsellors if counsellors else None


def met_by_one_more(people: int, counsellors: Fraction) -> Fraction:
    """How many a further counsellor would have, if all shared the young people equally."""
    return people / (counsellors + 1)
