"""What a leader chooses on the page of need: the place, and what the areas are ordered by."""

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from uu.domain.need import SORTS


@dataclass(frozen=True, slots=True)
class Choice:
    """The page's address, read."""

    level: str
    id: str
    sort: str

    def address(self, **changed: str) -> dict[str, str]:
        """The words of the page's address with some of them changed; what is as usual is left out."""
        sort = self.sort if self.sort != SORTS[0] else ""
        words = {"level": self.level if self.level != "city" else "", "id": self.id, "sort": sort} | changed
        return {name: word for name, word in words.items() if word}


def choice(args: "MultiDict[str, str]") -> Choice:
    """What the address asks for; an order that does not exist is the usual one."""
    sort = args.get("sort", "")
    return Choice(args.get("level", "city")[:10], args.get("id", "")[:40], sort if sort in SORTS else SORTS[0])
