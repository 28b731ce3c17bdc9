"""Which two places a leader compares; a place is written as its level and its id with a colon between."""

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

CITY = "city:"


@dataclass(frozen=True, slots=True)
class Choice:
    """The page's address, read; the second place is the city until another is chosen."""

    one: str
    other: str

    @property
    def places(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Both as level and id."""
        return _place(self.one), _place(self.other)


def choice(args: "MultiDict[str, str]") -> Choice:
    """What the address asks for."""
    return Choice(args.get("one", "")[:60], args.get("other", "")[:60] or CITY)


def _place(text: str) -> tuple[str, str]:
    level, _colon, wanted = text.partition(":")
    return level, wanted
