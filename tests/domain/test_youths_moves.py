"""Moving, protection and handing over: the counters and who sees the person follow."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from tests import cast, people
from tests.newcomers import sami, tally
from uu import clock
from uu.domain import access, counters, followups, histories, stays, youths
from uu.domain.errors import InvalidError
from uu.models import (
    OUTSIDE,
    PROTECTED,
    AreaStay,
    AuditEntry,
    AuditSubject,
    FollowUp,
    HousingArea,
    StaffUser,
    TallyChange,
    Youth,
)
from uu.vocabulary import AuditAct

MJOLNERPARKEN, TINGBJERG = cast.area("Mjølnerparken"), cast.area("Tingbjerg")


@pytest.fixture
def mette(db):
    return cast.mette()


@pytest.fixture
def youth(mette, at):
    at("2026-11-02 10:00")
    youth = youths.register_youth(mette, sami())
    at("2026-11-23 10:00")
    return youth


def move(by, youth, area=TINGBJERG, since=date(2026, 11, 16), *, outside=False, stay=None):
    stays.move_youth(by, youth, stay or uuid4(), area, outside, since)


def days(area):
    wanted = (TallyChange.scope == area) & (TallyChange.grain == "day") & (TallyChange.n != 0)
    return {row.starts_on.day: row.n for row in TallyChange.select().where(wanted)}


def recounts():
    return counters.summed(histories.of([youth.id for youth in Youth.select()]), counters.stale_before()).nonzero()


def test_a_move_counts_from_its_own_day(mette, youth):
    move(mette, youth)
    assert (days(MJOLNERPARKEN), days(TINGBJERG)) == ({2: 1, 16: -1}, {16: 1})
    assert Youth.get().area_id == TINGBJERG
    assert counters.stored() == recounts()


def test_a_move_told_afterwards_leaves_the_newest_place_as_it_is(mette, youth, at):
    move(mette, youth, since=date(2026, 11, 20))
    at("2026-11-23 10:01")
    move(mette, youth, cast.area("Lundtoftegade"), date(2026, 11, 10))
    assert Youth.get().area_id == TINGBJERG
    assert days(cast.area("Lundtoftegade")) == {10: 1, 20: -1}


def test_a_wrong_area_is_put_right_from_the_first_day(mette, youth):
    move(mette, youth, since=youth.registered_on)
    assert (days(MJOLNERPARKEN), days(TINGBJERG), Youth.get().area_id) == ({}, {2: 1}, TINGBJERG)


@pytest.mark.parametrize("ids", [(1, 2), (2, 1)])
def test_of_two_moves_in_one_moment_the_card_and_the_figures_show_the_same(mette, youth, ids):
    for stay, place in zip(ids, ("Lundtoftegade", "Tingbjerg"), strict=True):
        move(mette, youth, cast.area(place), stay=UUID(int=stay))
    shown = Youth.get().area_id
    assert (days(shown), stays.history(youth)[0].area) == ({16: 1}, HousingArea.get_by_id(shown).name)
    assert counters.stored() == recounts()


def test_moving_out_of_the_areas_counts_outside(mette, youth):
    move(mette, youth, outside=True)
    assert (days(OUTSIDE), days(TINGBJERG), Youth.get().lives_outside) == ({16: 1}, {}, True)


def test_the_same_move_twice_is_one_move(mette, youth):
    stay = uuid4()
    for _ in range(2):
        move(mette, youth, stay=stay)
    assert AreaStay.select().count() == 2


@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2026, 11, 1)])
def test_nobody_moves_tomorrow_or_before_the_registration(mette, youth, day):
    with pytest.raises(InvalidError) as caught:
        move(mette, youth, since=day)
    assert (caught.value.field, AreaStay.select().count()) == ("since", 1)


def test_the_history_tells_where_and_since_when(mette, youth):
    move(mette, youth)
    found = [(stay.area, stay.since.day, stay.recorded_by) for stay in stays.history(youth)]
    assert found == [("Tingbjerg", 16, "Mette"), ("Mjølnerparken", 2, "Mette")]


def test_protection_hides_the_area_in_all_figures_from_the_first_day_and_back(mette, youth):
    stays.set_protection(mette, youth, protected=True)
    assert (days(MJOLNERPARKEN), days(PROTECTED)) == ({}, {2: 1})
    assert counters.stored() == recounts()
    stays.set_protection(mette, Youth.get(), protected=False)
    assert (days(MJOLNERPARKEN), tally(PROTECTED)) == ({2: 1}, {})


def test_protection_leaves_the_own_counsellor_alone_in_sight_of_the_person(mette, youth):
    noor = cast.staff("Noor", mette.role, ("Mjølnerparken",))
    assert access.visible_youths(noor).exists()
    stays.set_protection(noor, youth, protected=True)
    assert not access.visible_youths(noor).exists()
    assert access.visible_youths(mette).exists()


def test_one_without_a_counsellor_becomes_the_protectors_own(mette, youth):
    Youth.update(counsellor=None).execute()
    stays.set_protection(mette, youth, protected=True)
    assert Youth.get().counsellor == mette


def test_handing_over_gives_the_person_with_the_open_follow_ups(mette, youth):
    karim = cast.karim()
    followups.add_followup(mette, youth, uuid4(), "Ring til skolen", clock.today())
    youths.hand_over(mette, youth, karim)
    assert (Youth.get().counsellor, Youth.get().counsellor_since) == (karim, clock.today())
    assert FollowUp.get().assignee == karim
    assert AuditEntry.get(AuditEntry.act == AuditAct.YOUTH_HANDED_OVER).object_id == str(karim.id)


def test_a_colleagues_own_step_stays_the_colleagues(mette, youth):
    nadia = cast.staff("Nadia", mette.role, ("Mjølnerparken",))
    followups.add_followup(nadia, youth, uuid4(), "Følg med til åbent hus", clock.today())
    youths.hand_over(mette, youth, cast.karim())
    assert FollowUp.get().assignee == nadia


def test_only_another_counsellor_who_can_sign_in_takes_over(mette, youth):
    locked = cast.karim()
    StaffUser.update(locked_at=clock.now()).where(StaffUser.id == locked.id).execute()
    for taker in (mette, cast.lone(), StaffUser.get_by_id(locked.id)):
        with pytest.raises(InvalidError):
            youths.hand_over(mette, youth, taker)
    assert youths.takers(youth) == []


def test_all_of_one_counsellor_go_to_another_with_one_entry_about_each(mette, youth):
    youths.register_youth(mette, sami(id=uuid4(), address_protected=True))
    lone, karim = cast.lone(), cast.karim()
    assert youths.hand_over_all(lone, mette, karim) == 2
    assert {row.counsellor for row in Youth.select()} == {karim}
    assert AuditEntry.select().where(AuditEntry.act == AuditAct.YOUTH_HANDED_OVER).count() == 1


def test_nobody_hands_all_over_to_themselves(mette, youth):
    with pytest.raises(InvalidError, match="not the counsellor already") as refused:
        youths.hand_over_all(cast.lone(), mette, mette)
    assert (refused.value.field, Youth.get().counsellor_since) == ("to", date(2026, 11, 2))
    assert not AuditEntry.select().where(AuditEntry.act == AuditAct.YOUTH_HANDED_OVER).exists()


def test_what_mette_was_to_do_for_others_young_people_goes_along(mette, youth):
    """Mette leaves. She was to ring Aisha, whom Nadia follows, and Bilal, whom Karim may not see."""
    nadia, karim = (cast.staff(name, mette.role, ("Mjølnerparken",)) for name in ("Nadia", "Karim"))
    aisha, bilal = people.youth(nadia, "Aisha"), people.youth(nadia, "Bilal")
    for whose in (youth, aisha, bilal):
        followups.add_followup(mette, whose, uuid4(), f"Ring {whose.id}", clock.today())
    done = followups.add_followup(mette, aisha, uuid4(), "Ring til skolen", clock.today())
    followups.finish(mette, done)
    stays.set_protection(nadia, bilal, protected=True)
    assert youths.hand_over_all(cast.lone(), mette, karim) == 1
    assert {due.youth for due in followups.open_for(karim)} == {youth.id, aisha.id}
    assert {due.youth for due in followups.open_for(nadia)} == {bilal.id}
    assert not followups.open_for(mette)
    assert FollowUp.get_by_id(done.id).assignee == mette
    logged = AuditEntry.get(AuditEntry.act == AuditAct.FOLLOWUP_HANDED_OVER)
    about = {row.youth for row in AuditSubject.select().where(AuditSubject.entry == logged.seq)}
    assert (about, logged.object_id) == ({aisha.id, bilal.id}, str(karim.id))


def test_one_young_person_handed_over_takes_no_other_step_along(mette, youth):
    nadia = cast.staff("Nadia", mette.role, ("Mjølnerparken",))
    aisha = people.youth(nadia, "Aisha")
    followups.add_followup(mette, aisha, uuid4(), "Ring", clock.today())
    youths.hand_over(mette, youth, nadia)
    assert [due.youth for due in followups.open_for(mette)] == [aisha.id]
