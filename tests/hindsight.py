"""A story in which days pass, and what one reads of it in the raw rows: on any day, as it was known on any day."""

from contextlib import ExitStack
from datetime import date, timedelta
from uuid import UUID, uuid4

from hypothesis import strategies as some

from tests import cast, people
from uu import clock
from uu.domain import buckets, statuses, stays
from uu.models import OUTSIDE, PROTECTED, AreaStay, StatusEvent, Youth
from uu.statistics import ages

PLACES = ("Mjølnerparken", "Lundtoftegade", "Tingbjerg")
CODES = ("OPV", "K10", "GYM", "GUU", "FLY", "UOP")
BUCKETS = ("reached", "on_the_way", "at_risk", "unknown")
WHO, DAYS = some.integers(0, 2), some.integers(0, 40)
ACTS = some.lists(
    some.one_of(
        some.tuples(some.just("observe"), WHO, some.sampled_from(CODES), DAYS),
        some.tuples(some.just("correct"), WHO, some.sampled_from(CODES), DAYS),
        some.tuples(some.just("move"), WHO, some.sampled_from(PLACES), some.booleans(), DAYS),
        some.tuples(some.just("protect"), WHO),
        some.tuples(some.just("count_otherwise"), some.sampled_from(CODES[:3]), some.sampled_from(BUCKETS), DAYS),
        some.tuples(some.just("wait"), some.integers(1, 15)),
    ),
    max_size=12,
)


class Story:
    """Three young people whom Mette registered forty days before the story's first act; days pass in between."""

    def __init__(self) -> None:
        self.mette, self.lone = cast.mette(), cast.lone()
        self.begun, self.days = clock.now() - timedelta(days=40), 40
        with clock.frozen(self.begun):
            # Bo turns 15 five days later.
            births = {"Sami": people.SAMI_BORN, "Aya": people.SAMI_BORN, "Bo": fifteen_years_before(self.day(-5))}
            self.people = [people.youth(self.mette, name, born, "OPV") for name, born in births.items()]

    def tell(self, acts: list) -> None:
        with ExitStack() as later:
            for minute, (name, *told) in enumerate(acts):
                later.enter_context(clock.frozen(self.begun + timedelta(days=self.days, minutes=minute + 1)))
                getattr(self, name)(*told)

    def wait(self, days: int) -> None:
        self.days += days

    def observe(self, who: int, code: str, ago: int) -> None:
        statuses.change_status(self.mette, self.people[who], people.given(code, self.day(ago)))

    def correct(self, who: int, code: str, ago: int) -> None:
        replaced = StatusEvent.select(StatusEvent.replaces).where(StatusEvent.replaces.is_null(False))
        mine = StatusEvent.select().where((StatusEvent.youth == self.people[who]) & StatusEvent.id.not_in(replaced))
        wrong = mine.order_by(StatusEvent.recorded_at).first()
        statuses.change_status(self.mette, self.people[who], people.given(code, self.day(ago)), wrong.id)

    def move(self, who: int, place: str, outside: bool, ago: int) -> None:
        since = max(self.day(ago), self.people[who].registered_on)
        stays.move_youth(self.mette, self.people[who], uuid4(), cast.area(place), outside, since)

    def protect(self, who: int) -> None:
        now = Youth.get_by_id(self.people[who].id)
        stays.set_protection(self.mette, now, not now.address_protected)

    def count_otherwise(self, code: str, bucket: str, ago: int) -> None:
        buckets.set_bucket(self.lone, code, bucket, self.day(ago))

    @staticmethod
    def day(ago: int) -> date:
        return clock.today() - timedelta(days=ago)


class Raw:
    """The rows as they lie in the tables, read once."""

    def __init__(self) -> None:
        self.youths = {youth.id: youth for youth in Youth.select()}
        self.events = list(StatusEvent.select())
        self.stays = sorted(AreaStay.select(), key=lambda stay: (stay.since, stay.recorded_at))

    def cell(self, youth: UUID, day: date, known: date) -> tuple[UUID, str] | None:
        """In which cell somebody was when a day ended, of what had been recorded when another ended."""
        if ages.age_on(self.youths[youth].birth_on, day) < 15:
            return None
        told = [event for event in self.events if event.youth_id == youth and recorded(event) <= known]
        gone = {event.replaces_id for event in told}
        seen = [event for event in told if event.id not in gone and event.observed_on <= day]
        if not seen:
            return None
        event = max(seen, key=lambda event: (event.observed_on, event.recorded_at))
        mine = [stay for stay in self.stays if stay.youth_id == youth]
        lived = [stay for stay in mine if recorded(stay) <= known] or mine[:1]
        first = [stay for stay in lived if stay.since == lived[0].since]
        stay = ([stay for stay in lived if stay.since <= day] or first)[-1]
        hidden = self.youths[youth].address_protected
        return PROTECTED if hidden else OUTSIDE if stay.lives_outside else stay.area_id, event.status_id


def fifteen_years_before(day: date) -> date:
    return day.replace(year=day.year - 15)


def recorded(row: StatusEvent | AreaStay) -> date:
    return row.recorded_at.astimezone(clock.COPENHAGEN).date()
