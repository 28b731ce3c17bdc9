"""What a leader chooses on the overview: the day to compare with, how to divide, how to sort."""

from dataclasses import dataclass
from datetime import date, timedelta

from werkzeug.datastructures import MultiDict
from wtforms.validators import ValidationError

from uu import clock
from uu.domain.places import LEVELS
from uu.domain.reference import DAWN
from uu.statistics.measures import Counts
from uu.web.forms.fields import ChipsField, DateField, Form, TextField
from uu.web.forms.validators import past_day
from uu.web.language import _, _l

DAYS_BACK = 28
SORTS = ("name", "n", "at_risk", "unknown", "enrolled", "distance", "change")
NEED = "distance"


@dataclass(frozen=True, slots=True)
class Choice:
    """The page's address, read: whatever cannot be used falls back to what most people want."""

    level: str
    id: str
    by: str
    sort: str
    falling: bool
    since: date
    since_text: str
    since_wrong: bool

    def address(self, **changed: str) -> dict[str, str]:
        """The words of the page's address with some of them changed; what is as usual is left out."""
        words = {
            "level": self.level if self.level != "city" else "",
            "id": self.id,
            "by": self.by,
            "sort": self.sort if self.sort != NEED else "",
            "order": "" if self.falling == _usually_falls(self.sort) else ("falling" if self.falling else "rising"),
            "since": self.since.isoformat() if self.since != _usual_day() else "",
        }
        return {name: word for name, word in (words | changed).items() if word}


class OverviewForm(Form):
    """The same choice as a program makes it, which is told of what cannot be used instead of being given the usual."""

    level = ChipsField(_l("What the figures are of"), choices=[(level, level) for level in LEVELS], default=LEVELS[0])
    id = TextField(_l("The id of the place; none for the city"), longest=40)
    since = DateField(_l("The day to compare with; four weeks ago as a rule"))
    by = ChipsField(_l("What the place is divided by"), choices=[(level, level) for level in LEVELS[1:]])

    def validate_since(self, field: DateField) -> None:
        if field.data is not None and not DAWN <= field.data <= clock.today():
            raise ValidationError(_("Choose today or an earlier day, from 2000 on."))

    def day(self) -> date:
        """The day to compare with."""
        found: date | None = self.since.data
        return found or _usual_day()


def choice(args: "MultiDict[str, str]") -> Choice:
    """What the address asks for."""
    sort = args.get("sort", NEED)
    sort = sort if sort in SORTS else NEED
    orders = {"falling": True, "rising": False}
    text = args.get("since", "").strip()[:10]
    day = past_day(text) if text else _usual_day()
    return Choice(
        level=args.get("level", "city")[:10],
        id=args.get("id", "")[:40],
        by=args.get("by", "")[:10],
        sort=sort,
        falling=orders.get(args.get("order", ""), _usually_falls(sort)),
        since=day or _usual_day(),
        since_text=text if day is None else (day.isoformat()),
        since_wrong=day is None,
    )


def other_order(chosen: Choice, sort: str) -> dict[str, str]:
    """The address that sorts by a column, the other way round when it is sorted by it already."""
    falling = not chosen.falling if sort == chosen.sort else _usually_falls(sort)
    order = "" if falling == _usually_falls(sort) else ("falling" if falling else "rising")
    return chosen.address(sort=sort if sort != NEED else "", order=order)


def low_end(counts: Counts) -> float:
    """What a range is sorted by; nobody sorts last."""
    found = counts.completed_or_enrolled_range
    return found.low if found else -1.0


def _usually_falls(sort: str) -> bool:
    return sort not in {"name", "enrolled"}


def _usual_day() -> date:
    return clock.today() - timedelta(days=DAYS_BACK)
