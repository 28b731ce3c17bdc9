"""A phone in the tests' stories that fetches what has changed."""

from tests.field import Phone
from uu.domain import changes


class Reader:
    """A phone that fetches, keeps what it is given, and forgets who is on its list no more."""

    def __init__(self, owner, limit=200):
        self.phone, self.owner, self.limit = Phone(owner), owner, limit
        self.cursor, self.digest, self.kept, self.outcomes = "", "", {}, []

    def fetch(self, between=lambda: None):
        """All pages there are; the ids in the order they came."""
        came = []
        while True:
            page = changes.page(self.owner, self.phone.device, self.cursor, self.digest, self.limit)
            self.cursor = page.cursor
            came += [person.id for person in page.people]
            self.kept |= {person.id: person for person in page.people}
            self.outcomes += page.outcomes
            if not page.has_more:
                break
            between()
        if page.ids is not None:
            self.kept = {youth: person for youth, person in self.kept.items() if youth in page.ids}
        self.digest = page.digest
        return came
