"""Areas, plans and dated memberships."""

from datetime import date
from uuid import uuid4

import pytest

from tests import cast
from uu.domain import areas, memberships, reference
from uu.domain.areas import AreaGiven, PlanGiven
from uu.domain.errors import InvalidError, NotVisibleError, StaleError
from uu.domain.memberships import Move
from uu.models import OUTSIDE, AuditEntry
from uu.privacy.names import sort_key
from uu.vocabulary import AuditAct


def test_the_choices_are_the_real_open_areas_in_danish_order(db: None) -> None:
    names = [choice.name for choice in areas.choices()]
    assert len(names) == 21
    assert names == sorted(names, key=sort_key)
    assert names[0] == "Akacieparken"
    assert names[-1] == "AAB afd. 49 Stærevej"


def test_a_moved_area_belongs_to_the_new_plan_from_the_day_on(db: None) -> None:
    anton, tingbjerg = cast.anton(), cast.area("Tingbjerg")
    new = Move(uuid4(), reference.stable_id("plan", "NørreBrobyggerne"), date(2026, 11, 1))
    for _time in range(2):
        memberships.move_area(anton, tingbjerg, 1, new)
    newest, oldest = memberships.of_area(tingbjerg)
    assert (newest.plan_name, newest.until) == ("NørreBrobyggerne", None)
    assert (oldest.plan_name, oldest.until) == ("Tingbjerg-Husum", date(2026, 11, 1))
    assert AuditEntry.select().where(AuditEntry.act == AuditAct.AREA_CHANGED).count() == 1


def test_an_area_leaves_its_plan_once(db: None) -> None:
    anton, tingbjerg = cast.anton(), cast.area("Tingbjerg")
    for _time in range(2):
        memberships.move_area(anton, tingbjerg, 1, Move(uuid4(), None, date(2026, 11, 1)))
    assert [choice.plan for choice in areas.choices() if choice.id == tingbjerg] == [""]
    assert areas.real_area(tingbjerg).version == 2


@pytest.mark.parametrize(
    ("plan", "since", "field"),
    [
        ("NørreBrobyggerne", date(2000, 1, 1), "since"), ("NørreBrobyggerne", date(1900, 1, 1), "since"),
        ("NørreBrobyggerne", date.max, "since"), ("Tingbjerg-Husum", date(2026, 11, 1), "plan"),
    ],
)  # fmt: skip
def test_a_move_that_cannot_be_is_refused(db: None, plan: str, since: date, field: str) -> None:
    with pytest.raises(InvalidError) as error:
        memberships.move_area(
            cast.anton(), cast.area("Tingbjerg"), 1, Move(uuid4(), reference.stable_id("plan", plan), since)
        )
    assert error.value.field == field


def test_what_two_administrators_change_at_once_is_shown_to_the_second(db: None) -> None:
    anton, place = cast.anton(), cast.area("Folehaven")
    areas.edit_area(anton, place, 1, AreaGiven("Folehaven Nord", "5", "3B", "2500"))
    with pytest.raises(StaleError) as error:
        areas.edit_area(anton, place, 1, AreaGiven("Folehaven Syd", "5", "3B", "2500"))
    assert error.value.clashes == {"name": ("Folehaven Nord", "Folehaven Syd")}


def test_a_closed_area_can_no_longer_be_chosen(db: None) -> None:
    areas.edit_area(cast.anton(), cast.area("Folehaven"), 1, AreaGiven("Folehaven", "5", closed_on=date(2026, 11, 23)))
    assert "Folehaven" not in [choice.name for choice in areas.choices()]


def test_a_new_area_and_a_new_plan_are_made_once(db: None) -> None:
    anton, area_id, plan_id = cast.anton(), uuid4(), uuid4()
    for _time in range(2):
        areas.add_area(anton, area_id, AreaGiven("Bellahøj", "7"))
        areas.add_plan(anton, plan_id, PlanGiven("Bellahøjplanen"))
    assert len(areas.choices()) == 22
    assert AuditEntry.select().where(AuditEntry.act == AuditAct.AREA_CHANGED).count() == 2


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (AreaGiven("", "7"), "name"), (AreaGiven("tingbjerg", "7"), "name"), (AreaGiven("Bellahøj", "99"), "district"),
        (AreaGiven("Bellahøj", "7", closed_on=date(2026, 11, 24)), "closed_on"),
    ],
)  # fmt: skip
def test_an_area_that_cannot_be_is_refused(db: None, given: AreaGiven, field: str) -> None:
    with pytest.raises(InvalidError) as error:
        areas.add_area(cast.anton(), uuid4(), given)
    assert error.value.field == field


def test_the_pseudo_areas_cannot_be_edited(db: None) -> None:
    with pytest.raises(NotVisibleError):
        areas.edit_area(cast.anton(), OUTSIDE, 1, AreaGiven("Ude", "1"))
