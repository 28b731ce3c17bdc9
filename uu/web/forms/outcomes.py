"""What a leader chooses on the page of outcomes: the place, and how to divide it."""

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict


@dataclass(frozen=True, slots=True)
class Choice:
    """The page's address, read."""

    level: str
    id: str
    by: str

    def address(self, **changed: str) -> dict[str, str]:
        """The words of the page's address with some of them changed; what is as usual is left out."""
        words = {"level": self.level if self.level != "city" else "", "id": self.id, "by": self.by}
        return {name: word for name, word in (words | changed).items() if word}


def choice(args: "MultiDict[str, str]") -> Choice:
    """What the address asks for."""
    return Choice(args.get("level", "city")[:10], args.get("id", "")[:40], args.get("by", "")[:10])
