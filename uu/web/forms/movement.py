"""What a leader chooses on the page of movement: the place, two days, and the day whose knowledge counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from werkzeug.datastructures import MultiDict

from uu import clock
from uu.domain.movement import Period
from uu.domain.reference import DAWN
from uu.statistics.periods import months_back
from uu.vocabulary import N_
from uu.web.forms.validators import written_day

USUAL_MONTHS = 3
# In months, each with its name.
PRESETS = ((3, N_("3 months")), (6, N_("6 months")), (12, N_("1 year")), (36, N_("3 years")))
DAYS = ("from", "to", "known")
_NO_DAY = N_("Choose a day that exists, from 2000 on.")
_AHEAD = N_("Choose today or an earlier day: of a day to come nothing can be known yet.")
_REVERSED = N_("The first day must lie before the last.")


@dataclass(frozen=True, slots=True)
class Choice:
    """The page's address, read: with a day that cannot be used come its fault and the usual period."""

    level: str
    id: str
    by: str
    period: Period
    texts: Mapping[str, str]
    faults: Mapping[str, str] = field(default_factory=dict)

    def address(self, **changed: str) -> dict[str, str]:
        """The words of the page's address with some of them changed; what is as usual is left out."""
        usual, period = _usual(), self.period
        words = {
            "level": self.level if self.level != "city" else "",
            "id": self.id,
            "by": self.by,
            "from": period.first.isoformat() if period.first != usual.first else "",
            "to": period.last.isoformat() if period.last != usual.last else "",
            "known": period.known.isoformat() if period.known else "",
        }
        return {name: word for name, word in (words | changed).items() if word}


def choice(args: "MultiDict[str, str]") -> Choice:
    """What the address asks for."""
    texts = {name: args.get(name, "").strip()[:10] for name in DAYS}
    days = {name: written_day(text) for name, text in texts.items()}
    faults = {name: fault for name, text in texts.items() if (fault := _fault(text, days[name]))}
    period = _usual() if faults else _period(days)
    if period.first >= period.last:
        faults["from"], period = _REVERSED, _usual()
    shown = {"from": period.first.isoformat(), "to": period.last.isoformat()}
    return Choice(
        args.get("level", "city")[:10], args.get("id", "")[:40], args.get("by", "")[:10], period,
        {name: texts[name] or shown.get(name, "") for name in DAYS}, faults,
    )  # fmt: skip


def since(months: int) -> dict[str, str]:
    """The words of the address for the months until today."""
    first = months_back(clock.today(), months)
    return {"from": first.isoformat() if months != USUAL_MONTHS else "", "to": ""}


def _usual() -> Period:
    return Period(months_back(clock.today(), USUAL_MONTHS), clock.today())


def _period(days: Mapping[str, date | None]) -> Period:
    """The period of days without a fault; what is left out is as usual."""
    last = days["to"] or clock.today()
    return Period(days["from"] or months_back(last, USUAL_MONTHS), last, days["known"])


def _fault(text: str, day: date | None) -> str:
    if text and (day is None or day < DAWN):
        return _NO_DAY
    return _AHEAD if day is not None and day > clock.today() else ""
