"""The night's forecasts: what is counted of everybody's history, place by place, and that it is done once a night."""

import json
from collections import Counter
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests import cast
from tests.young_people import ago, observed, young
from uu import clock
from uu.domain import buckets, daily, forecasting, forecasts, histories, status_model
from uu.models import AreaStay, AuditEntry, Forecast, StaffUser, Youth, database
from uu.models.areas import PROTECTED
from uu.models.database import rows
from uu.statistics import ages, forecast, monthly, presence
from uu.statistics.forecast import AGES, COMPLETED, MONTHS, YEAR
from uu.statistics.monthly import LEFT, STEPS
from uu.vocabulary import AuditAct

PLACES = ("Mjølnerparken", "Tingbjerg", "Folehaven")


@pytest.fixture
def mette(db: None) -> StaffUser:
    return cast.mette()


def one(by: StaffUser, *seen: tuple[int, str], age: int = 17, **more) -> Youth:
    """Somebody with a status for each (days ago, code), the oldest first."""
    first = ago(seen[0][0])
    youth = young(by, status=seen[0][1], status_on=first, registered_on=first, birth_on=ago(age * 366), **more)
    for days, code in seen[1:]:
        observed(youth, code, ago(days))
    return youth


def found(*places: str) -> tuple[forecast.Seen, monthly.Ints, int]:
    numbers = forecasting._numbers()
    wanted = [numbers[cast.area(place)] for place in places] or list(numbers.values())
    return forecasting._gathered(clock.today(), numbers).of(wanted)


def counted(seen: forecast.Seen) -> dict[tuple[int, int, int], int]:
    total: Counter = Counter()
    columns = (seen.age, seen.begins, seen.ends, seen.n)
    for age, begins, ends, n in zip(*(each.tolist() for each in columns), strict=True):
        total[age, begins, ends] += n
    return dict(total)


def slowly(scopes: set | None) -> tuple[dict, dict, dict, int, int]:
    """Mark by mark and person by person, from what :mod:`uu.domain.histories` says of them."""
    states = {code: monthly.state_of(each) for code, each in status_model.classes().items()}
    marks = [monthly.periods.months_back(clock.today(), ago) for ago in range(STEPS, -1, -1)]
    moves, firsts, now, followed, begun = Counter(), Counter(), Counter(), set(), set()
    for person in histories.of([youth for (youth,) in rows(Youth.select(Youth.id))]):
        seen = {day: states[status] for day, status in presence.by_day(person.observations).items()}
        at = [_state(seen, mark) for mark in marks]
        old = [_months(person.born, mark) for mark in marks]
        here = [scopes is None or person.area_on(mark) in scopes for mark in marks]
        for step in range(STEPS):
            inside = here[step] and 0 <= old[step] < MONTHS
            if inside and at[step] not in {None, LEFT, COMPLETED} and at[step + 1] != LEFT:
                moves[step, person.youth, old[step] // YEAR, at[step], at[step + 1]] += 1
                begun.add(step)
        young_at = [i for i in range(STEPS + 1) if 0 <= old[i] < YEAR and here[i] and at[i] not in {None, LEFT}]
        if young_at:
            firsts[old[young_at[0]], at[young_at[0]]] += 1
        if here[-1] and 0 <= old[-1] < MONTHS and at[-1] not in {None, LEFT}:
            now[old[-1], at[-1]] += 1
    length = STEPS - min(begun) + 1 if begun else 0
    window = min(3, max(1, length // YEAR)) * YEAR
    kept = {key: n for key, n in moves.items() if key[0] >= STEPS - window}
    followed = {key[1] for key in kept}
    total: Counter = Counter()
    for (_step, _who, *cell), n in kept.items():
        total[tuple(cell)] += n
    return dict(total), dict(firsts), dict(now), len(followed), length


def _state(seen: dict[date, int], mark: date) -> int | None:
    known = [state for day, state in sorted(seen.items()) if day <= mark]
    if not known or known[-1] == LEFT:
        return LEFT if known else None
    return COMPLETED if COMPLETED in known else known[-1]


def _months(born: date, mark: date) -> int:
    """Whole months since the 15th birthday, counted one after the other."""
    whole = -1
    while _later(born, whole + 1) <= mark:
        whole += 1
    return whole if whole >= 0 else -1


def _later(born: date, months: int) -> date:
    """The day on which somebody is so many months older than 15; the 31st is the 1st where a month has none."""
    number = (born.year + 15) * 12 + born.month - 1 + months
    first = date(number // 12, number % 12 + 1, 1)
    day = first + timedelta(days=born.day - 1)
    return day if day.month == first.month else (first + timedelta(days=32)).replace(day=1)


def test_a_month_counts_by_age_state_and_where_one_lived(mette: StaffUser) -> None:
    one(mette, (100, "OPV"), (70, "GYM"), (10, "GUU"), age=17)
    seen, now, marks = found("Mjølnerparken")
    at_risk, enrolled = forecast.AT_RISK, forecast.ENROLLED
    assert counted(seen) == {(1, at_risk, enrolled): 1, (1, enrolled, enrolled): 1, (1, enrolled, COMPLETED): 1}
    assert (now.sum(), now[:, COMPLETED].sum(), marks, seen.people) == (1, 1, 4, 1)
    assert found("Tingbjerg")[0].people == 0


def test_a_completed_education_does_not_lapse(mette: StaffUser) -> None:
    one(mette, (300, "GYM"), (200, "GUU"), (100, "VUI"), age=20)
    seen, now, _marks = found()
    assert seen.history(0).completed == 1
    assert now[:, COMPLETED].sum() == 1


def test_the_month_of_leaving_is_not_counted_and_who_comes_back_is_counted_again(mette: StaffUser) -> None:
    one(mette, (100, "OPV"), (50, "FLY"), age=20)
    seen, now, _marks = found()
    assert (seen.n.sum(), now.sum()) == (1, 0)
    one(mette, (100, "OPV"), (40, "FLY"), (20, "OPV"), age=20)
    seen, now, _marks = found()
    assert (seen.n.sum(), now.sum()) == (2, 1)


def test_only_whole_years_count_so_that_every_season_counts_alike(mette: StaffUser) -> None:
    one(mette, (620, "OPV"), age=20)
    seen, _now, marks = found()
    assert (marks, seen.n.sum()) == (21, 12)
    one(mette, (1300, "OPV"), age=20)
    seen, _now, marks = found()
    assert (marks, seen.n.sum()) == (37, 36 + 20)


def test_how_a_status_counts_today_holds_for_the_past(mette: StaffUser) -> None:
    one(mette, (300, "STG"), age=20)
    assert found()[1][:, forecast.PREPARING].sum() == 1
    buckets.set_bucket(cast.lone(), "STG", "reached", clock.today())
    assert found()[1][:, COMPLETED].sum() == 1


LIVES = some.lists(
    some.tuples(
        some.integers(14 * 366, 26 * 365), some.sampled_from(PLACES), some.booleans(),
        some.lists(
            some.tuples(
                some.integers(0, 1300), some.sampled_from(["GRS", "GYM", "OPV", "UOP", "GUU", "VUI", "FLY"]),
                some.booleans(),
            ),
            min_size=1, max_size=6,
        ),
        some.lists(some.tuples(some.integers(0, 1300), some.sampled_from(PLACES)), max_size=2),
    ),
    max_size=5,
)  # fmt: skip


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lives=LIVES)
def test_what_is_counted_equals_a_slow_recount(db: None, lives: list[tuple]) -> None:
    with database.data.atomic() as tried:
        mette = StaffUser.get_or_none(StaffUser.username == "mette") or cast.mette()
        for old, place, protected, seen, moves in lives:
            _live(mette, old, place, protected, seen, moves)
        for scopes in (None, {"Tingbjerg"}, {"Mjølnerparken", "Folehaven"}):
            seen, now, length = found(*(scopes or ()))
            ids = {cast.area(place) for place in scopes} if scopes else None
            moves, firsts, registered, people, should_be = slowly(ids)
            assert counted(seen) == moves
            assert Counter(zip(seen.first_month.tolist(), seen.first_state.tolist(), strict=True)) == firsts
            assert {(m, s): n for m, row in enumerate(now.tolist()) for s, n in enumerate(row) if n} == registered
            assert (seen.history(length).people, length) == (people, should_be)
        tried.rollback()


def _live(by: StaffUser, old: int, place: str, protected: bool, seen: list, moves: list) -> None:
    (first, code, _), *others = seen
    youth = young(
        by, place=place, status=code, status_on=ago(first), birth_on=ago(old), address_protected=protected,
        registered_on=ago(first),
    )  # fmt: skip
    for days, other, corrects in others:
        before = observed(youth, "K10", ago(days)) if corrects else None
        observed(youth, other, ago(days), replaces=before.id if before else None)
    for days, elsewhere in moves:
        AreaStay.create(
            id=uuid4(), youth=youth, area=cast.area(elsewhere), lives_outside=False, since=ago(days),
            recorded_at=clock.now(), recorded_by=by,
        )  # fmt: skip


def test_who_is_protected_counts_in_the_city_alone(mette: StaffUser) -> None:
    one(mette, (100, "OPV"), address_protected=True)
    assert found()[0].people == 1
    assert found("Mjølnerparken")[0].people == 0
    numbers = forecasting._numbers()
    assert forecasting._gathered(clock.today(), numbers).of([numbers[PROTECTED]])[0].people == 1


def test_an_empty_service_has_a_row_without_figures_for_every_place(db: None) -> None:
    assert forecasting.renew(clock.today()) == 0
    city = Forecast.get(Forecast.level == "city")
    assert (city.figures, city.people, city.marks, city.made_on) == ("", 0, 0, clock.today())
    assert Forecast.select().where(Forecast.level == "area").exists()


def test_one_person_and_only_closed_people_are_too_little(mette: StaffUser) -> None:
    one(mette, (800, "GYM"), (400, "FLY"))
    assert forecasting.renew(clock.today()) == 0
    one(mette, (800, "GYM"), (400, "GUU"))
    Forecast.delete().execute()
    assert forecasting.renew(clock.today()) == 0
    city = Forecast.get(Forecast.level == "city")
    assert (city.people, city.completed) == (2, 1)


def test_it_is_done_once_a_day_and_by_a_new_method_again(mette: StaffUser, at) -> None:
    one(mette, (100, "OPV"))
    assert forecasting.renew(clock.today()) == 0
    assert forecasting.renew(clock.today()) is None
    Forecast.update(method=forecast.METHOD - 1).execute()
    assert forecasting.renew(clock.today()) == 0
    at("2026-11-24 06:00")
    assert forecasting.renew(clock.today()) == 0
    assert {row.made_on for row in Forecast.select()} == {date(2026, 11, 24)}
    entries = [entry.detail for entry in AuditEntry.select().where(AuditEntry.act == AuditAct.DAILY_RUN)]
    assert entries == ["forecasts=0"] * 3


def test_who_turned_25_last_night_is_counted_to_the_last_month(mette: StaffUser) -> None:
    youth = one(mette, (200, "GYM"), (100, "OPV"), age=24)
    Youth.update(birth_on=ages.birthday(clock.today(), -25)).where(Youth.id == youth.id).execute()
    daily.run(clock.today())
    seen, now, _marks = found()
    assert now.sum() == 0
    assert set(seen.age.tolist()) == {AGES - 1}


def test_everybody_unknown_is_too_little(mette: StaffUser) -> None:
    for age in (15, 18, 22):
        one(mette, (1000, "UOP"), age=age + 1)
    assert forecasting.renew(clock.today()) == 0
    city = Forecast.get(Forecast.level == "city")
    assert (city.people, city.completed, city.figures) == (3, 0, "")


def test_where_there_is_enough_the_night_keeps_what_the_kernel_says(mette: StaffUser) -> None:
    """A hundred people and ten of all ages, of whom every second completes."""
    for number in range(110):
        one(mette, (400, "GYM"), *([(10 + number, "GUU")] if number % 2 else []), age=16.5 + number % 9)
    assert forecasting.renew(clock.today()) == 4
    seen, now, marks = found()
    kept = json.loads(Forecast.get(Forecast.level == "city").figures)
    should_be = forecast.forecast(seen, now)
    assert seen.history(marks).suffices
    assert (tuple(kept["share"]), kept["coming"]) == (should_be.share, list(should_be.coming))
    assert sum(kept["registered"]) == int(now.sum())
    assert sum(kept["completed"]) == int(now[:, COMPLETED].sum())
    read = forecasts.forecasts("area", str(cast.area("Mjølnerparken")))
    assert read.known.share == should_be.share
    assert read.coming.registered == sum(kept["registered"][-5:])
