"""How one measure is explained to those who read it."""

from dataclasses import dataclass

from uu.vocabulary import N_

OWN = N_("Worked out by this service.")


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of the definitions page. All but `code` are message ids."""

    code: str
    title: str
    formula: str
    meaning: str
    source: str
