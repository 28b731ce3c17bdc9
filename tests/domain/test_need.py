"""The areas by need beside their counsellors, as one works it out by hand."""

from datetime import date, timedelta
from fractions import Fraction
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import cast
from tests.young_people import ago, young
from uu import clock
from uu.domain import need, recounts, staff
from uu.domain.errors import NotVisibleError
from uu.models import HousingArea, StaffArea, StaffUser
from uu.models.database import data
from uu.vocabulary import Role

PLACES = ("Mjølnerparken", "Tingbjerg", "Folehaven")


def settle(lives: dict[str, tuple[str, ...]], of: StaffUser) -> None:
    for place, codes in lives.items():
        for code in codes:
            young(of, place=place, status=code)
    recounts.rebuild(lambda _done: None)


def by_name(read: need.Need) -> dict[str, need.Line]:
    return {line.place.name: line for line in read.lines}


LIVES = st.fixed_dictionaries(
    {place: st.lists(st.sampled_from(("GUU", "OPV", "UOP", "GYM")), max_size=4).map(tuple) for place in PLACES}
)
TEAM = st.lists(st.frozensets(st.sampled_from(PLACES)), max_size=3)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lives=LIVES, team=TEAM)
def test_the_need_equals_one_worked_out_slowly(db: None, lives: dict, team: list) -> None:
    with data.atomic() as tried:
        lead = cast.lone()
        people = [cast.staff(f"Name {i}", Role.COUNSELLOR, tuple(sorted(places))) for i, places in enumerate(team)]
        settle(lives, people[0] if people else lead)
        read = need.need("city", "")
        lines = by_name(read)
        for place, codes in lives.items():
            mine = [i for i, places in enumerate(team) if place in places]
            counted = sum((Fraction(1, len(team[i])) for i in mine), Fraction(0))
            line, effort = lines[place], sum(code in {"OPV", "UOP"} for code in codes)
            assert (line.counts.n, line.names) == (len(codes), [f"Name {i}" for i in mine])
            assert (line.counsellors, line.effort) == (counted, effort)
            assert line.per_counsellor == (len(codes) / counted if counted else None)
            assert line.met == len(codes) / (counted + 1)
        distances = [line.distance or 0 for line in read.lines]
        assert distances == sorted(distances, reverse=True)
        best = max(line.met for line in read.lines)
        assert read.most is None if not best else read.most.met == best
        tried.rollback()


def test_who_is_locked_out_no_longer_there_or_in_a_closed_area_counts_nowhere(db: None) -> None:
    mette, karim = cast.mette(), cast.karim()
    settle({"Tingbjerg": ("OPV", "OPV"), "Mjølnerparken": ("GYM",)}, mette)
    HousingArea.update(closed_on=ago(5)).where(HousingArea.id == cast.area("Lundtoftegade")).execute()
    assert by_name(need.need("city", ""))["Mjølnerparken"].counsellors == 1
    StaffArea.update(until=clock.today()).where(StaffArea.staff == karim).execute()
    assert by_name(need.need("city", ""))["Tingbjerg"].names == []
    StaffArea.update(until=clock.today() + timedelta(days=1)).where(StaffArea.staff == karim).execute()
    assert by_name(need.need("city", ""))["Tingbjerg"].names == ["Karim"]
    staff.lock(cast.anton(), karim)
    assert by_name(need.need("city", ""))["Tingbjerg"].per_counsellor is None


def test_a_closed_area_is_shown_with_its_people_and_never_proposed(db: None) -> None:
    mette = cast.mette()
    settle({"Tingbjerg": ("OPV",) * 3, "Folehaven": ("OPV",)}, mette)
    HousingArea.update(closed_on=ago(5)).where(HousingArea.id == cast.area("Tingbjerg")).execute()
    read = need.need("city", "")
    assert (read.lines[0].place.name, read.lines[0].place.closed) == ("Tingbjerg", True)
    assert read.most.place.name == read.most_effort.place.name == "Folehaven"


def test_the_order_may_be_chosen(db: None) -> None:
    settle({"Tingbjerg": ("GUU", "OPV", "OPV"), "Mjølnerparken": ("OPV",), "Folehaven": ("GUU",)}, cast.mette())
    first = {sort: need.need("city", "", sort).lines[0].place.name for sort in need.SORTS}
    assert first == {"distance": "Tingbjerg", "share": "Mjølnerparken", "load": "Tingbjerg", "name": "Akacieparken"}
    assert need.need("city", "", "nonsense").lines == need.need("city", "").lines


def test_an_area_alone_and_an_empty_city(db: None) -> None:
    assert need.need("city", "").most is None
    settle({"Tingbjerg": ("OPV",)}, cast.mette())
    read = need.need("area", str(cast.area("Tingbjerg")))
    assert [line.place.name for line in read.lines] == ["Tingbjerg"]
    with pytest.raises(NotVisibleError):
        need.need("area", str(uuid4()))


def test_assignments_of_another_day_do_not_count(db: None) -> None:
    settle({"Tingbjerg": ("OPV",)}, cast.mette())
    later = cast.staff("Aya", Role.COUNSELLOR)
    StaffArea.create(id=uuid4(), staff=later, area=cast.area("Tingbjerg"), since=date(2027, 1, 1))
    assert by_name(need.need("city", ""))["Tingbjerg"].names == []
