"""A night's forecast for the tests' stories, put straight into the table so that a test says what stands there."""

import json
from collections.abc import Iterable

from uu import clock
from uu.models import Forecast
from uu.statistics import forecast
from uu.statistics.forecast import AGES, LEAST

TENS = range(0, 100, 10)
NOW = [[n * 0.5, n * 0.4, n * 0.6] for n in TENS]


def kept(
    level: str = "city",
    place: str = "",
    *,
    registered: Iterable[int] = range(0, 100, 10),
    suffices: bool = True,
    **more,
) -> None:
    """A night's row: of each age twice as many are expected to have completed as have, of none to 90 people."""
    figures = {
        "share": [0.62, 0.57, 0.67], "birthdays": [[0.1, 0.2, 0.3, 0.3, 0.1]] * AGES, "registered": list(registered),
        "completed": [n // 4 for n in registered], "now": NOW, "coming": [175.0, 160.0, 190.0],
    }  # fmt: skip
    made = {"level": level, "place": place, "made_on": clock.today(), "method": forecast.METHOD, "seed": forecast.SEED}
    Forecast.create(**made, **LEAST._asdict() | more, figures=json.dumps(figures) if suffices else "")
