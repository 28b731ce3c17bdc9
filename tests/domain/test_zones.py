"""Leaders put areas together under a name; the figures of a zone are the sum of its areas'."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import cast
from tests.young_people import ago, young
from uu.domain import ages, outcomes, overview, recounts, zones
from uu.domain.errors import InvalidError, NotVisibleError, StaleError, UsedIdError
from uu.domain.zones import ZoneGiven
from uu.models import AuditEntry, HousingArea, StaffUser, Zone, ZoneArea
from uu.models.database import data
from uu.statistics.measures import Counts
from uu.vocabulary import AuditAct

PLACES = ("Mjølnerparken", "Tingbjerg", "Folehaven", "Lundtoftegade")
NORTH = ZoneGiven("Nord", frozenset({cast.area("Mjølnerparken"), cast.area("Tingbjerg")}))


def acts() -> list[str]:
    found = AuditEntry.select().where(AuditEntry.act == AuditAct.ZONE_CHANGED).order_by(AuditEntry.seq)
    return [entry.detail for entry in found]


def test_a_zone_is_made_once_renamed_and_removed_and_each_act_is_logged(db: None) -> None:
    lone, zone_id = cast.lone(), uuid4()
    for _again in range(2):
        zones.make_zone(lone, zone_id, NORTH)
    assert [(each.name, each.areas) for each in zones.everything()] == [("Nord", ["Mjølnerparken", "Tingbjerg"])]
    given_now = ZoneGiven("Nord og syd", frozenset({cast.area("Tingbjerg"), cast.area("Folehaven")}))
    for _again in range(2):
        zones.edit_zone(lone, zone_id, 1, given_now)
    assert zones.given(zone_id) == given_now
    zones.remove_zone(lone, zone_id)
    assert (Zone.select().count(), ZoneArea.select().count(), acts()) == (0, 0, ["new", "changed", "removed"])


@pytest.mark.parametrize(
    ("field", "wanted"),
    [
        ("name", ZoneGiven(" ", NORTH.areas)), ("name", ZoneGiven("NORD", NORTH.areas)),
        ("name", ZoneGiven("n" * 161, NORTH.areas)), ("areas", ZoneGiven("Syd", frozenset())),
        ("areas", ZoneGiven("Syd", frozenset({uuid4()}))),
    ],
)  # fmt: skip
def test_what_cannot_be_a_zone_is_refused(db: None, field: str, wanted: ZoneGiven) -> None:
    lone = cast.lone()
    zones.make_zone(lone, uuid4(), NORTH)
    with pytest.raises(InvalidError) as said:
        zones.make_zone(lone, uuid4(), wanted)
    assert said.value.field == field


def test_a_colleagues_change_is_not_lost(db: None) -> None:
    lone = cast.lone()
    made = zones.make_zone(lone, uuid4(), NORTH)
    zones.edit_zone(lone, made.id, 1, ZoneGiven("Nordpå", NORTH.areas))
    with pytest.raises(StaleError):
        zones.edit_zone(lone, made.id, 1, ZoneGiven("Nordøst", NORTH.areas))
    with pytest.raises(UsedIdError):
        zones.make_zone(lone, made.id, ZoneGiven("En anden", NORTH.areas))


@pytest.mark.parametrize("act", [zones.zone, zones.given, lambda zone: zones.remove_zone(cast.lone(), zone)])
def test_a_zone_that_does_not_exist_is_not_found(db: None, act) -> None:
    with pytest.raises(NotVisibleError):
        act(uuid4())


LIVES = st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(("GUU", "GYM", "OPV", "UOP"))), max_size=6)
GROUPS = st.lists(st.frozensets(st.sampled_from(PLACES), min_size=1), min_size=1, max_size=3)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lives=LIVES, groups=GROUPS)
def test_a_zone_is_the_sum_of_its_areas_also_where_zones_overlap(db: None, lives: list, groups: list) -> None:
    mette = StaffUser.get_or_none(StaffUser.username == "mette") or cast.mette()
    with data.atomic() as tried:
        for place, status in lives:
            young(mette, place=place, status=status)
        for i, places in enumerate(groups):
            zones.make_zone(mette, uuid4(), ZoneGiven(f"Zone {i}", frozenset(map(cast.area, places))))
        recounts.rebuild(lambda _done: None)
        read = overview.overview("city", "", ago(28), "zone")
        mine = [line for line in read.lines if line.place.level]
        assert [line.figures.counts for line in mine] == [_sum_of(places) for places in groups]
        for line in mine:
            whole = overview.overview("zone", line.place.id, ago(28))
            assert whole.figures == line.figures
            assert sum((each.figures.counts for each in whole.lines), Counts()) == line.figures.counts
            assert ages.ages("zone", line.place.id).whole.counts == line.figures.counts
        tried.rollback()


def _sum_of(places: frozenset[str]) -> Counts:
    read = overview.overview("city", "", ago(28), "area")
    return sum((line.figures.counts for line in read.lines if line.place.name in places), Counts())


def test_the_outcome_counts_an_area_in_each_of_its_zones(db: None) -> None:
    from tests.domain.test_outcomes import journey

    lone, mette = cast.lone(), cast.mette()
    journey(mette, 800, place="Tingbjerg")
    zones.make_zone(lone, uuid4(), NORTH)
    zones.make_zone(lone, uuid4(), ZoneGiven("Tingbjerg alene", frozenset({cast.area("Tingbjerg")})))
    lines = outcomes.outcomes("city", "", "zone").lines
    assert [(line.name, line.group.n) for line in lines if line.group.n] == [("Nord", 1), ("Tingbjerg alene", 1)]


def test_a_closed_area_stays_in_its_zone_with_those_who_live_there(db: None) -> None:
    young(cast.mette(), place="Tingbjerg")
    made = zones.make_zone(cast.lone(), uuid4(), NORTH)
    HousingArea.update(closed_on=ago(10)).where(HousingArea.id == cast.area("Tingbjerg")).execute()
    recounts.rebuild(lambda _done: None)
    read = overview.overview("zone", str(made.id), ago(28))
    assert (read.figures.counts.n, [line.place.closed for line in read.lines]) == (1, [False, True])
