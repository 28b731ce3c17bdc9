"""What a leader chooses on the page of the activity: the place, how to divide it, and the first and the last day."""

from dataclasses import dataclass
from datetime import timedelta

from werkzeug.datastructures import MultiDict

from uu import clock
from uu.statistics.periods import Period, months_ahead, week_of
from uu.vocabulary import N_
from uu.web.forms.validators import past_day

WEEKS = 12
LONGEST_MONTHS = 24
_NO_DAY = N_("Choose today or an earlier day, from 2000 on.")
_REVERSED = N_("The last day is before the first. Choose a later last day.")
_TOO_LONG = N_("Choose a period of at most two years.")


@dataclass(frozen=True, slots=True)
class Choice:
    """The page's address, read. A period that cannot be used falls back to the usual one, and ``wrong`` says why.

    ``texts`` are the two days as they were written.
    """

    level: str
    id: str
    by: str
    period: Period
    texts: tuple[str, str]
    wrong: str = ""

    def address(self, **changed: str) -> dict[str, str]:
        """The words of the page's address with some of them changed; what is as usual is left out."""
        words = {"level": self.level if self.level != "city" else "", "id": self.id, "by": self.by}
        if self.period != usual_period():
            words |= {"first": self.period.first.isoformat(), "last": self.period.last.isoformat()}
        return {name: word for name, word in (words | changed).items() if word}


def usual_period() -> Period:
    """This week and the twelve before it, until today."""
    today = clock.today()
    return Period(week_of(today).first - timedelta(weeks=WEEKS), today)


def choice(args: "MultiDict[str, str]") -> Choice:
    """What the address asks for."""
    usual = usual_period()
    written = tuple(args.get(name, "").strip()[:10] for name in ("first", "last"))
    days = [past_day(text) if text else day for text, day in zip(written, usual, strict=True)]
    where = args.get("level", "city")[:10], args.get("id", "")[:40], args.get("by", "")[:10]
    first, last = days
    if first is None or last is None:
        return Choice(*where, usual, _texts(written, usual), _NO_DAY)
    wrong = _REVERSED if last < first else _TOO_LONG if last >= months_ahead(first, LONGEST_MONTHS) else ""
    return Choice(*where, usual if wrong else Period(first, last), (first.isoformat(), last.isoformat()), wrong)


def _texts(written: tuple[str, ...], usual: Period) -> tuple[str, str]:
    first, last = (text or day.isoformat() for text, day in zip(written, usual, strict=True))
    return first, last
