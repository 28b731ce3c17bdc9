"""What a leader chooses on the weekly control: the place, how to divide it, and the week."""

from dataclasses import dataclass
from datetime import date

from werkzeug.datastructures import MultiDict

from uu import clock
from uu.statistics.periods import week_of
from uu.web.forms.validators import past_day


@dataclass(frozen=True, slots=True)
class Choice:
    """The page's address, read; a day that cannot be used falls back to today and is said to be wrong."""

    level: str
    id: str
    by: str
    day: date
    day_text: str
    day_wrong: bool

    def address(self, **changed: str) -> dict[str, str]:
        """The words of the page's address with some of them changed; what is as usual is left out."""
        words = {
            "level": self.level if self.level != "city" else "",
            "id": self.id,
            "by": self.by,
            "day": self.day.isoformat() if self.day < week_of(clock.today()).first else "",
        }
        return {name: word for name, word in (words | changed).items() if word}


def choice(args: "MultiDict[str, str]") -> Choice:
    """What the address asks for."""
    text = args.get("day", "").strip()[:10]
    day = past_day(text) if text else clock.today()
    used = day or clock.today()
    where = args.get("level", "city")[:10], args.get("id", "")[:40], args.get("by", "")[:10]
    return Choice(*where, used, text if day is None else used.isoformat(), day is None)
