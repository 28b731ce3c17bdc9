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
from uu.models import AuditEntry, Resource, StaffUser
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
    assert pure.covers(entries, period) == all(in_force)
    assert pure.average(entries, period) == mean
    ending = [one for one in entries if one.last is not None]
    on_each = [[one for one in each if one.last is not None] for each in in_force]
    paid = sum(Fraction(one.amount, 100 * ((one.last - one.first).days + 1)) for each in on_each for one in each)
    assert pure.spent(ending, period) == paid


def given_(kind: ResourceKind = FULL_TIME, amount: int = 250, level: str = "city", place: str = "", **more) -> Given:
    days = YEAR | {name: more[name] for name in ("first_on", "last_on") if name in more}
    return Given(kind, more.get("financier", Financier.MUNICIPALITY), level, place, amount, **days)


def entered(by: StaffUser, *told, **more) -> Given:
    made = given_(*told, **more)
    resources.enter(by, uuid4(), made)
    return made


def test_nothing_entered_gives_no_figure_and_the_city_is_there(db: None) -> None:
    figures = resources.load("city", "", QUARTER).figures
    assert (figures.full_time.amount, figures.people_each, figures.sessions_each, figures.cost_each) == (None,) * 4


def test_figures_of_a_place_with_one_young_person(lone: StaffUser) -> None:
    mette = cast.mette()
    youth = people.youth(mette, since=date(2026, 4, 1))
    for day in (date(2026, 5, 4), date(2026, 5, 5)):
        held(mette, youth, day)
    entered(lone, FULL_TIME, 50, "area", str(cast.area("Mjølnerparken")))
    entered(lone, BUDGET, 365_00, "area", str(cast.area("Mjølnerparken")))
    for level, wanted in (("city", ""), ("district", "3"), ("area", str(cast.area("Mjølnerparken")))):
        found = resources.load(level, wanted, QUARTER).figures
        assert (found.full_time.amount, found.people_each, found.sessions_each) == (Fraction(1, 2), 2, 4)
        assert (found.spent.amount, found.cost_each) == (91, 91)
    elsewhere = resources.load("area", str(cast.area("Tingbjerg")), QUARTER).figures
    assert (elsewhere.full_time.amount, elsewhere.cost_each) == (None, None)


def test_what_is_entered_for_the_city_or_a_plan_is_not_an_areas(lone: StaffUser) -> None:
    plan = next(place for place in resources.choices() if place.name == "NørreBrobyggerne")
    entered(lone, amount=300)
    entered(lone, FULL_TIME, 100, "plan", plan.id)
    found = {level: resources.load(level, wanted, QUARTER).figures.full_time.amount for level, wanted in (
        ("city", ""), ("plan", plan.id), ("area", str(cast.area("Mjølnerparken"))))}  # fmt: skip
    assert found == {"city": 4, "plan": 1, "area": None}


def test_nobody_reached_has_no_cost(lone: StaffUser) -> None:
    entered(lone, BUDGET, 1000_00)
    found = resources.load("city", "", QUARTER).figures
    assert (found.spent.amount is not None, found.cost_each) == (True, None)


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
    assert resources.load("city", "", Period(clock.today(), clock.today())).figures.full_time.amount is None


def test_the_statements_do_not_grow_with_what_is_entered(lone: StaffUser) -> None:
    for financier in Financier:
        entered(lone, financier=financier)
    with counted() as statements:
        resources.load("city", "", QUARTER, "area")
    assert len(statements.data) == 5, statements.data


def lived_in(*places: str) -> None:
    mette = StaffUser.get_or_none(StaffUser.username == "mette") or cast.mette()
    for place in places:
        held(mette, people.youth(mette, area=cast.area(place), since=date(2026, 4, 1)), date(2026, 5, 4))


def lacking_in(level: str = "city", wanted: str = "") -> tuple[str, ...]:
    figures = resources.load(level, wanted, QUARTER).figures
    assert (figures.full_time.amount is None) == bool(figures.full_time.lacking)
    return figures.full_time.lacking


def test_one_area_does_not_speak_for_its_city(lone: StaffUser) -> None:
    lived_in("Mjølnerparken", "Tingbjerg", "Folehaven")
    entered(lone, FULL_TIME, 100, "area", str(cast.area("Tingbjerg")))
    assert lacking_in() == ("Folehaven", "Mjølnerparken")
    figures = resources.load("city", "", QUARTER).figures
    assert (figures.people_each, figures.sessions_each, figures.spent.lacking) == (
        None, None, ("Folehaven", "Mjølnerparken", "Tingbjerg"))  # fmt: skip
    assert resources.load("area", str(cast.area("Tingbjerg")), QUARTER).figures.sessions_each == 1
    entered(lone, FULL_TIME, 100, "area", str(cast.area("Folehaven")))
    entered(lone, FULL_TIME, 100, "area", str(cast.area("Mjølnerparken")), last_on=date(2026, 6, 29))
    assert lacking_in() == ("Mjølnerparken",)
    entered(lone, FULL_TIME, 50, "area", str(cast.area("Mjølnerparken")), first_on=date(2026, 6, 30))
    assert lacking_in() == ()
    entered(lone, FULL_TIME, 100)
    assert resources.load("city", "", QUARTER).figures.full_time.amount == 3 + Fraction(90 * 100 + 50, 9100)


def test_what_is_entered_for_the_place_itself_suffices(lone: StaffUser) -> None:
    lived_in("Mjølnerparken", "Tingbjerg")
    entered(lone, FULL_TIME, 300)
    assert lacking_in() == ()
    assert lacking_in("area", str(cast.area("Tingbjerg"))) == ("Tingbjerg",)


def test_what_is_entered_for_a_plan_speaks_for_its_areas(lone: StaffUser) -> None:
    lived_in("Mjølnerparken", "Tingbjerg")
    plan = next(place for place in resources.choices() if cast.area("Mjølnerparken") in place.scopes[:1]
                or (place.level == "plan" and cast.area("Mjølnerparken") in place.scopes))  # fmt: skip
    entered(lone, FULL_TIME, 100, plan.level, plan.id)
    assert lacking_in() == ("Tingbjerg",)


def test_what_belongs_to_a_place_that_is_gone_speaks_for_no_area(lone: StaffUser) -> None:
    lived_in("Tingbjerg")
    Resource.create(
        id=uuid4(), kind=FULL_TIME, financier=Financier.STATE, level="plan", place=str(uuid4()), amount=100,
        set_by=lone, set_at=clock.now(), **YEAR,
    )  # fmt: skip
    assert lacking_in() == ("Tingbjerg",)
    assert [where.name for _one, where in resources.load("city", "", QUARTER).entered] == ["A place that is no more"]


def test_by_who_pays(lone: StaffUser) -> None:
    lived_in("Tingbjerg", "Tingbjerg", "Tingbjerg")
    entered(lone, FULL_TIME, 200)
    entered(lone, FULL_TIME, 100, financier=Financier.STATE, first_on=date(2026, 6, 1))
    figures = resources.load("city", "", QUARTER).figures
    paid = {payer: amount for payer, amount in figures.full_time.by_financier.items() if amount}
    assert paid == {Financier.MUNICIPALITY: 2, Financier.STATE: Fraction(30, 91)}
    assert sum(paid.values()) == figures.full_time.amount
    assert figures.people_each == 1
    without = {payer: figures.people_each_without(payer) for payer in paid}
    assert without == {Financier.MUNICIPALITY: 3, Financier.STATE: 1.5}
