"""A year of a demonstration, lived through the real acts with the clock set back: what it shows, the product does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from uu import clock
from uu.domain import daily, demo_resources, demo_roads, demo_staff, followups, forecasting, sessions, statuses, youths
from uu.domain.demo_lives import Happening, Learned, Life, Met, Settled, Talked
from uu.domain.demo_people import People, Person
from uu.domain.demo_texts import Texts
from uu.domain.errors import RefusedError
from uu.domain.statuses import StatusGiven
from uu.domain.youths import NewYouth
from uu.models import FollowUp, StaffUser, Youth, database
from uu.statistics import ages, periods
from uu.vocabulary import N_, FollowUpKind, SessionKind

_AT_ONCE = 500
_LATELY = timedelta(days=30)
# How many of a hundred live in each area, in the order of the counsellors: some areas have few, as real ones do.
_WEIGHTS = (5, 7, 3, 6, 11, 3, 13, 3, 2, 6, 2, 3, 2, 2, 5, 2, 4, 2, 4, 5, 10)

Step = Callable[[int], Any]


@dataclass(frozen=True, slots=True)
class Wish:
    """How many young people, over how many months, from which seed."""

    youths: int = 180
    months: int = 12
    seed: int = 95


@dataclass(slots=True)
class _Told:
    """One young person's happenings, and the record once there is one."""

    person: Person
    area: UUID
    counsellor: StaffUser
    happenings: list[Happening]
    record: Youth | None = field(default=None)


def make(wish: Wish, step: Step) -> None:
    """Accounts without passwords, and young people with their history until yesterday; ``step`` hears how many.

    Raises :class:`RefusedError` where there is anybody already: a demonstration never mixes with real people.
    """
    if Youth.select().exists() or StaffUser.select().exists():
        raise RefusedError(N_("There are people in this database already. Make demo data in an empty one."))
    begins = _first_day(wish.months)
    with clock.frozen(_morning(begins)), _all_at_once():
        works_in = demo_staff.make()
        demo_resources.enter(demo_staff.leader(), begins, clock.today() + timedelta(days=31 * wish.months))
    for first in range(0, wish.youths, _AT_ONCE):
        numbers = range(first, min(first + _AT_ONCE, wish.youths))
        with _all_at_once():
            _live(list(_tell(wish, begins, numbers, works_in)), step)
    daily.run(clock.today())
    forecasting.renew(clock.today())


def _first_day(months: int) -> date:
    return periods.months_back(clock.today(), months)


def _morning(day: date) -> datetime:
    return clock.from_local(datetime(day.year, day.month, day.day, 6))  # noqa: DTZ001 - from_local gives it its zone.


@contextmanager
def _all_at_once() -> Iterator[None]:
    """One transaction in both databases; the keys are safe before the data that needs them."""
    with database.act(), database.keyring.atomic():
        yield


def _tell(wish: Wish, begins: date, numbers: range, works_in: dict[UUID, StaffUser]) -> Iterator[_Told]:
    people, texts, today = People(wish.seed), Texts(), clock.today()
    areas, weights = zip(*zip(works_in, _WEIGHTS, strict=False), strict=True)
    for number in numbers:
        luck = people.luck(number)
        person = people.meet(number, _met_on(begins, today, luck), luck)
        area = luck.choices(areas, weights)[0]
        life = Life(person, luck, texts, today)
        yield _Told(person, area, works_in[area], sorted(life.happenings(), key=lambda happened: happened.at))


def _met_on(begins: date, today: date, luck: Random) -> date:
    """Many are met when the effort starts, the others as time goes on; never at a weekend."""
    days = (today - begins).days
    share = luck.random() ** 2 if luck.random() < 0.6 else luck.random()
    day = begins + timedelta(days=max(1, int(days * share * 0.99)))
    return day - timedelta(days=max(0, day.weekday() - 4)) if day.weekday() > 4 and day > begins else day


def _live(told: list[_Told], step: Step) -> None:
    """Everybody's happenings in the order of time, with the acts of the calendar between them."""
    everything = sorted(
        ((happened.at, one.person.number, order, one, happened) for one in told
         for order, happened in enumerate(one.happenings)),
        key=lambda entry: entry[:3],
    )  # fmt: skip
    calendar = date.min
    for at, _number, _order, one, happened in everything:
        monday = at.date() - timedelta(days=at.date().weekday())
        with clock.frozen(at):
            if monday > calendar:
                calendar = monday
                daily.run(monday)
            _happen(one, happened)
        step(isinstance(happened, Met))


def _happen(one: _Told, happened: Happening) -> None:
    if isinstance(happened, Met):
        one.record = youths.register_youth(one.counsellor, _new(one, happened.status))
    elif one.record is None or one.record.closed:
        return
    elif isinstance(happened, Talked):
        beside = _others(one.record, happened) if happened.session.kind == SessionKind.ACTIVITY else []
        sessions.record_session(one.counsellor, [one.record, *beside], happened.session)
    elif isinstance(happened, Learned):
        statuses.change_status(one.counsellor, one.record, happened.status, happened.replaces)
    else:
        _settle(one.counsellor, happened)


def _others(youth: Youth, talked: Talked) -> list[Youth]:
    """Two to four more of the area who come along to an activity: those who were met last."""
    lately = Youth.last_contact_on >= talked.at.date() - _LATELY
    near = (Youth.area == youth.area_id) & ~Youth.closed & ~Youth.address_protected & lately
    someone_else = near & (Youth.id != youth.id) & Youth.status.not_in(demo_roads.UNKNOWN)
    many = 2 + talked.session.id.int % 3
    return list(Youth.select().where(someone_else).order_by(Youth.last_contact_on.desc(), Youth.id).limit(many))


def _settle(by: StaffUser, settled: Settled) -> None:
    agreed = (FollowUp.session == settled.session) & (FollowUp.kind == FollowUpKind.AGREED)
    followup = FollowUp.get_or_none(agreed)
    if followup is None:
        return
    if settled.moved_to:
        followups.move(by, followup, settled.moved_to)
    else:
        followups.finish(by, followup)


def _new(one: _Told, status: StatusGiven) -> NewYouth:
    person = one.person
    return NewYouth(
        id=person.id,
        identity=person.identity,
        birth_on=None if person.only_says_age else person.birth_on,
        said_age=ages.age_on(person.birth_on, person.met_on) if person.only_says_age else None,
        area=one.area,
        lives_outside=person.lives_outside,
        address_protected=person.address_protected,
        origin=person.origin,
        told=person.told,
        status=status,
    )
