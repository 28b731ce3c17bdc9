"""People and money: the manual's quarter worked out again, what cannot be entered, and what cannot be said."""

from datetime import date, timedelta
from fractions import Fraction
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests import cast, people
from tests.domain.test_activity import held
from tests.kernel.test_statistics_definitions import by_hand, rows, shown
from tests.web.budget import counted
from uu import clock
from uu.domain import resources
from uu.domain.errors import InvalidError, NotVisibleError, StaleError, UsedIdError
from uu.domain.resources import Given
from uu.models import AuditEntry, StaffUser
from uu.models.resources import Financier
from uu.statistics import resources as pure
from uu.statistics.periods import Period
from uu.statistics.resources import Entry
from uu.vocabulary import AuditAct, ResourceKind

FULL_TIME, BUDGET = ResourceKind.FULL_TIME, ResourceKind.BUDGET
QUARTER = Period(date(2026, 4, 1), date(2026, 6, 30))
YEAR = {"first_on": date(2026, 1, 1), "last_on": date(2026, 12, 31)}


@pytest.fixture
def lone(db: None) -> StaffUser:
    return cast.lone()


def entry(row: list[str]) -> Entry:
    """One line of the manual's example."""
    _name, _what, amount, first, last, _days = row
    until = None if last == "none" else date.fromisoformat(last)
    return Entry(round(float(amount) * 100), date.fromisoformat(first), until)


def test_the_quarter_of_the_manual() -> None:
    table = rows("entered")
    full_time, budget = ([entry(row) for row in table if row[1] == kind] for kind in ("full_time", "budget"))
    for row in table:
        assert pure._overlap(entry(row), QUARTER) == int(row[-1])
    average, spent = pure.average(full_time, QUARTER), pure.spent(budget, QUARTER)
    found = {
        "full-time counsellors": average, "sessions each": 120 / average,
        "kroner in the period": spent, "cost for each young person met": spent / 40,
    }  # fmt: skip
    for name, arithmetic, result in rows("figure"):
        assert by_hand(arithmetic) == found[name]
        assert shown(found[name], result) == result


DAYS = some.integers(0, 40)
SPANS = some.lists(some.tuples(some.integers(1, 500), DAYS, some.none() | DAYS), max_size=5)


@given(spans=SPANS, first=DAYS, length=DAYS)
def test_every_figure_is_the_sum_over_the_days(spans: list, first: int, length: int) -> None:
    start = date(2026, 1, 1)
    entries = [
        Entry(amount, start + timedelta(begin), None if days is None else start + timedelta(begin + days))
        for amount, begin, days in spans
    ]
    period = Period(start + timedelta(first), start + timedelta(first + length))
    days = [period.first + timedelta(n) for n in range(length + 1)]
    in_force = [[one for one in entries if one.first <= day <= (one.last or date.max)] for day in days]
    assert pure.days_covered(entries, period) == sum(map(bool, in_force))
    mean = Fraction(sum(one.amount for each in in_force for one in each), 100 * len(days))
    assert pure.average(entries, period) == (mean if all(in_force) else None)
    ending = [one for one in entries if one.last is not None]
    on_each = [[one for one in each if one.last is not None] for each in in_force]
    paid = sum(Fraction(one.amount, 100 * ((one.last - one.first).days + 1)) for each in on_each for one in each)
    assert pure.spent(ending, period) == (paid if all(on_each) else None)


def given_(kind: ResourceKind = FULL_TIME, amount: int = 250, level: str = "city", place: str = "", **more) -> Given:
    days = YEAR | {name: more[name] for name in ("first_on", "last_on") if name in more}
    return Given(kind, more.get("financier", Financier.MUNICIPALITY), level, place, amount, **days)


def entered(by: StaffUser, *told, **more) -> Given:
    made = given_(*told, **more)
    resources.enter(by, uuid4(), made)
    return made


def test_nothing_entered_gives_no_figure_and_the_city_is_there(db: None) -> None:
    figures = resources.load("city", "", QUARTER).figures
    assert (figures.full_time, figures.people_each, figures.sessions_each, figures.cost_each) == (None,) * 4


def test_figures_of_a_place_with_one_young_person(lone: StaffUser) -> None:
    mette = cast.mette()
    youth = people.youth(mette, since=date(2026, 4, 1))
    for day in (date(2026, 5, 4), date(2026, 5, 5)):
        held(mette, youth, day)
    entered(lone, FULL_TIME, 50, "area", str(cast.area("Mjølnerparken")))
    entered(lone, BUDGET, 365_00, "area", str(cast.area("Mjølnerparken")))
    for level, wanted in (("city", ""), ("district", "3"), ("area", str(cast.area("Mjølnerparken")))):
        found = resources.load(level, wanted, QUARTER).figures
        assert (found.full_time, found.people_each, found.sessions_each) == (Fraction(1, 2), 2, 4)
        assert (found.spent, found.cost_each) == (91, 91)
    elsewhere = resources.load("area", str(cast.area("Tingbjerg")), QUARTER).figures
    assert (elsewhere.full_time, elsewhere.cost_each) == (None, None)


def test_what_is_entered_for_the_city_or_a_plan_is_not_an_areas(lone: StaffUser) -> None:
    plan = next(place for place in resources.choices() if place.name == "NørreBrobyggerne")
    entered(lone, amount=300)
    entered(lone, FULL_TIME, 100, "plan", plan.id)
    found = {level: resources.load(level, wanted, QUARTER).figures.full_time for level, wanted in (
        ("city", ""), ("plan", plan.id), ("area", str(cast.area("Mjølnerparken"))))}  # fmt: skip
    assert found == {"city": 4, "plan": 1, "area": None}


def test_nobody_reached_has_no_cost(lone: StaffUser) -> None:
    entered(lone, BUDGET, 1000_00)
    found = resources.load("city", "", QUARTER).figures
    assert (found.spent is not None, found.cost_each) == (True, None)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"amount": 0}, "amount"), ({"amount": -100}, "amount"), ({"amount": 500_01}, "amount"),
        ({"kind": BUDGET, "last_on": None}, "last_on"), ({"last_on": date(2025, 12, 31)}, "last_on"),
        ({"last_on": date(2099, 1, 1)}, "last_on"), ({"first_on": date(1999, 12, 31)}, "first_on"),
        ({"first_on": date(2099, 1, 1), "last_on": None}, "first_on"), ({"place": "x"}, "place"),
        ({"level": "district", "place": "3"}, "place"),
    ],
)  # fmt: skip
def test_what_cannot_be_entered_says_on_which_field(lone: StaffUser, wrong: dict, field: str) -> None:
    with pytest.raises(InvalidError) as refused:
        entered(lone, **wrong)
    assert refused.value.field == field
    assert resources.load("city", "", QUARTER).entered == []


@pytest.mark.parametrize(
    ("days", "overlaps"),
    [
        ((date(2026, 12, 31), date(2027, 6, 1)), True), ((date(2027, 1, 1), None), False),
        ((date(2025, 1, 1), None), True), ((date(2025, 1, 1), date(2025, 12, 31)), False),
    ],
)  # fmt: skip
def test_two_of_the_same_may_not_overlap(lone: StaffUser, days: tuple, overlaps: bool) -> None:
    entered(lone)
    entered(lone, financier=Financier.STATE)
    entered(lone, BUDGET)
    more = given_(first_on=days[0], last_on=days[1])
    if overlaps:
        with pytest.raises(InvalidError, match="same financier"):
            resources.enter(lone, uuid4(), more)
    else:
        resources.enter(lone, uuid4(), more)


def test_the_same_form_twice_is_one_and_a_used_id_is_refused(lone: StaffUser) -> None:
    kept = uuid4()
    for _twice in range(2):
        resources.enter(lone, kept, given_())
    with pytest.raises(UsedIdError):
        resources.enter(lone, kept, given_(amount=300))
    assert len(resources.load("city", "", QUARTER).entered) == 1


def test_it_is_changed_and_removed_and_the_log_knows(lone: StaffUser) -> None:
    kept = uuid4()
    resources.enter(lone, kept, given_())
    resources.change(lone, kept, 1, given_(amount=300))
    with pytest.raises(StaleError):
        resources.change(lone, kept, 1, given_(amount=400))
    assert (resources.entered(kept).version, resources.entered(kept).given.amount) == (2, 300)
    resources.remove(lone, kept)
    with pytest.raises(NotVisibleError):
        resources.entered(kept)
    acts = [AuditAct.RESOURCE_SET, AuditAct.RESOURCE_SET, AuditAct.RESOURCE_REMOVED]
    log = list(AuditEntry.select().where(AuditEntry.act.in_(acts)).order_by(AuditEntry.seq))
    assert [entry_.act for entry_ in log] == acts
    assert log[0].detail == "full_time municipality 2.5 2026-01-01 2026-12-31"


def test_a_future_resource_counts_from_its_day(lone: StaffUser) -> None:
    entered(lone, first_on=clock.today() + timedelta(days=1), last_on=None)
    assert resources.load("city", "", Period(clock.today(), clock.today())).figures.full_time is None


def test_the_statements_do_not_grow_with_what_is_entered(lone: StaffUser) -> None:
    for financier in Financier:
        entered(lone, financier=financier)
    with counted() as statements:
        resources.load("city", "", QUARTER, "area")
    assert len(statements.data) == 5, statements.data
