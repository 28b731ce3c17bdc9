"""Two places beside each other, each as the overview reads it."""

from uuid import uuid4

import pytest

from tests import cast
from tests.young_people import ago, young
from uu.domain import comparisons, overview, recounts, zones
from uu.domain.errors import NotVisibleError
from uu.domain.zones import ZoneGiven
from uu.models import HousingArea

AREA = {name: ("area", str(cast.area(name))) for name in ("Mjølnerparken", "Tingbjerg", "Folehaven")}


def settled() -> None:
    mette = cast.mette()
    for place, codes in {"Mjølnerparken": ("GUU", "GUU", "OPV"), "Tingbjerg": ("AFB", "UOP")}.items():
        for code in codes:
            young(mette, place=place, status=code)
    recounts.rebuild(lambda _done: None)


def test_each_side_is_as_on_its_own_page(db: None) -> None:
    settled()
    read = comparisons.compare(AREA["Mjølnerparken"], AREA["Tingbjerg"])
    for side, place in ((read.one, AREA["Mjølnerparken"]), (read.other, AREA["Tingbjerg"])):
        assert side == overview.overview(*place, ago(28))
    shares = {share.code: share for share in read.shares}
    assert shares["reached_share"].points == pytest.approx((2 / 3 - 1 / 2, 2 / 3))
    assert shares["reached_share"].people == (1, 2)
    assert shares["reached_share"].verdict == "chance"
    assert shares["cohort_25"].points is None
    assert not read.shared


def test_places_that_share_people_say_so(db: None) -> None:
    settled()
    zone = zones.make_zone(cast.lone(), uuid4(), ZoneGiven("Nord", frozenset({cast.area("Tingbjerg")})))
    assert comparisons.compare(AREA["Tingbjerg"], ("city", "")).shared
    assert comparisons.compare(AREA["Tingbjerg"], ("zone", str(zone.id))).shared
    assert not comparisons.compare(AREA["Mjølnerparken"], ("zone", str(zone.id))).shared


def test_a_closed_area_is_compared_with_who_still_lives_there(db: None) -> None:
    settled()
    HousingArea.update(closed_on=ago(10)).where(HousingArea.id == cast.area("Tingbjerg")).execute()
    read = comparisons.compare(AREA["Tingbjerg"], AREA["Folehaven"])
    assert (read.one.place.closed, read.one.figures.counts.n, read.other.figures.counts.n) == (True, 2, 0)
    assert {share.verdict for share in read.shares} == {None}


def test_everything_may_be_chosen(db: None) -> None:
    levels = [place.level for place in comparisons.choices()]
    assert levels[0] == "city"
    assert {"district", "plan", "area"} <= {*levels}


def test_a_place_that_does_not_exist_is_not_found(db: None) -> None:
    with pytest.raises(NotVisibleError):
        comparisons.compare(AREA["Tingbjerg"], ("area", "x"))
