"""The forecast as a page reads it: a night's rows against today's target, with every number worked out by hand."""

from dataclasses import replace
from datetime import date
from math import ceil
from uuid import uuid4

import pytest

from tests import cast
from tests.nights import kept
from tests.web.budget import counted
from uu import clock
from uu.domain import areas, forecasts, memberships, reference, targets, zones
from uu.domain.areas import AreaGiven
from uu.domain.errors import NotVisibleError
from uu.domain.memberships import Move
from uu.domain.zones import ZoneGiven
from uu.models import Forecast
from uu.statistics.forecast import LEAST, Estimate


def test_before_the_first_night_there_is_nothing(db: None) -> None:
    read = forecasts.forecasts("city", "")
    assert (read.made_on, read.history, read.known, read.coming) == (None, None, None, None)
    assert {line.history for line in read.lines} == {None}


def test_too_little_history_says_how_much_there_is(db: None) -> None:
    kept(suffices=False, people=99)
    read = forecasts.forecasts("city", "")
    assert (read.known, read.coming, read.history) == (None, None, LEAST._replace(people=99))


def test_those_who_are_registered_now_by_age(db: None) -> None:
    kept()
    known = forecasts.forecasts("city", "").known
    assert [(each.age, each.registered, each.completed) for each in known.ages][:3] == [
        (15, 0, 0), (16, 10, 2), (17, 20, 5),
    ]  # fmt: skip
    assert known.ages[0].share is None
    assert known.ages[9].share == pytest.approx(Estimate(0.5, 0.4, 0.6))


@pytest.mark.parametrize(("per_mille", "by_hand"), [(950, (333 - 175) / 5), (1000, 35.0), (500, 0.0), (1, 0.0)])
def test_how_many_more_a_year(db: None, per_mille: int, by_hand: float) -> None:
    """350 turn 25 in the next five years, and 175 of them are expected to have completed."""
    targets.set_target(cast.lone(), targets.Goal(date(2026, 1, 1), per_mille, "Målet"))
    kept()
    coming = forecasts.forecasts("city", "").coming
    assert (coming.registered, coming.needed) == (350, ceil(0.35 * per_mille))
    assert coming.more.value == pytest.approx(by_hand)
    assert coming.more.low <= coming.more.value <= coming.more.high


def test_the_more_who_complete_the_fewer_are_needed(db: None) -> None:
    kept()
    more = forecasts.forecasts("city", "").coming.more
    assert (more.low, more.high) == (pytest.approx((333 - 190) / 5), pytest.approx((333 - 160) / 5))


def test_where_nobody_is_20_to_24_nothing_is_said_of_the_target(db: None) -> None:
    kept(registered=[5] * 5 + [0] * 5)
    assert forecasts.forecasts("city", "").coming is None


def test_places_below_have_their_share_or_none(db: None) -> None:
    area = str(cast.area("Tingbjerg"))
    kept("area", area)
    kept("area", str(cast.area("Folehaven")), suffices=False)
    lines = {line.place.name: line for line in forecasts.forecasts("city", "", "area").lines}
    assert lines["Tingbjerg"].share == Estimate(0.62, 0.57, 0.67)
    assert (lines["Folehaven"].share, lines["Folehaven"].history) == (None, LEAST)
    assert lines["Mjølnerparken"].history is None
    assert forecasts.forecasts("area", area).known


def test_the_period_is_of_whole_years(db: None) -> None:
    back = {11: 2025, 12: 2025, 30: 2024, 37: 2023}
    for marks, year in back.items():
        assert forecasts.period(clock.today(), LEAST._replace(marks=marks)) == (date(year, 11, 23), clock.today())


def test_a_place_that_does_not_exist_is_not_found(db: None) -> None:
    with pytest.raises(NotVisibleError):
        forecasts.forecasts("area", str(uuid4()))


def test_the_statements_do_not_grow_with_the_places(db: None) -> None:
    for name in ("Tingbjerg", "Folehaven", "Mjølnerparken"):
        kept("area", str(cast.area(name)))
    with counted() as statements:
        forecasts.forecasts("city", "", "area")
    assert len(statements.data) == 3, statements.data


def forecast_of() -> set[tuple[str, str]]:
    return {(row.level, row.place) for row in Forecast.select()}


def test_a_zone_of_other_areas_has_no_forecast_until_the_next_night(db: None) -> None:
    lone, zone_id, others = cast.lone(), uuid4(), ("area", str(cast.area("Tingbjerg")))
    both = frozenset(map(cast.area, ("Tingbjerg", "Folehaven")))
    zones.make_zone(lone, zone_id, ZoneGiven("Nord", both))
    kept(*others)
    for act in (
        lambda: zones.edit_zone(lone, zone_id, 2, ZoneGiven("Nordpå", frozenset({cast.area("Tingbjerg")}))),
        lambda: zones.remove_zone(lone, zone_id),
    ):
        kept("zone", str(zone_id))
        zones.edit_zone(lone, zone_id, zones.zone(zone_id).version, replace(zones.given(zone_id), name="Nordpå"))
        assert ("zone", str(zone_id)) in forecast_of()
        act()
        assert forecast_of() == {others}


@pytest.mark.parametrize(("since", "gone"), [(date(2026, 11, 1), True), (date(2026, 12, 1), False)])
def test_plans_that_an_area_moves_between_have_none_until_the_next_night(db: None, since: date, gone: bool) -> None:
    plans = [reference.stable_id("plan", name) for name in ("NørreBrobyggerne", "Tingbjerg-Husum")]
    for plan in plans:
        kept("plan", str(plan))
    kept()
    memberships.move_area(cast.anton(), cast.area("Tingbjerg"), 1, Move(uuid4(), plans[0], since))
    assert len(forecast_of()) == (1 if gone else 3)


def test_districts_that_an_area_moves_between_have_none_until_the_next_night(db: None) -> None:
    place = cast.area("Folehaven")
    now = areas.real_area(place)
    for district in (now.district_id, "3", "1"):
        kept("district", district)
    areas.edit_area(cast.anton(), place, 1, AreaGiven(now.name, "3", now.association, now.postcode))
    assert forecast_of() == {("district", "1")}
