"""Two people who write the same: what does not clash merges, the rest waits for somebody who chooses."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests import cast, people
from tests.field import Phone
from uu import clock
from uu.domain import cards, conflicts, followups, youths
from uu.domain.errors import InvalidError, NotVisibleError
from uu.domain.people import as_json, records
from uu.models import AuditEntry, Conflict, FollowUp, YouthRevision
from uu.vocabulary import AuditAct, Outcome


@pytest.fixture
def mette(db):
    return cast.mette()


@pytest.fixture
def phone(mette):
    return Phone(mette)


@pytest.fixture
def noor(mette):
    """A colleague in the same area as Mette, at a desk."""
    return cast.staff("Noor", mette.role, ("Mjølnerparken",))


@pytest.fixture
def sami(mette):
    return people.youth(mette)


def desk(by, youth, **who):
    """The colleague writes on the page."""
    youth = people.now(youth)
    card = cards.of(youth)
    youths.edit_youth(by, youth, replace(card, identity=replace(card.identity, **who)), youth.version)


def card(youth):
    return cards.of(people.now(youth)).values()


def open_one(youth):
    return conflicts.open_of([youth.id])[youth.id][0]


@pytest.fixture
def clash(phone, noor, sami, at):
    """Mette changes phone and nickname in the basement at ten; Noor has changed the phone on the page by then."""
    at("2026-11-23 10:30")
    desk(noor, sami, phone="41424344")
    at("2026-11-23 14:02")
    made = clock.now() - timedelta(hours=4, minutes=2)
    data = {"youth": sami.id, "phone": "31323334", "nickname": "Samo"}
    return phone.send("edit_card", data, version=1, made=made)


def test_different_fields_merge(phone, noor, sami):
    desk(noor, sami, nickname="Samo")
    result = phone.send("edit_card", {"youth": sami.id, "phone": "31323334"}, version=1)
    assert (result.outcome, card(sami)["phone"], card(sami)["nickname"]) == (Outcome.MERGED, "+4531323334", "Samo")
    assert Conflict.select().count() == 0


def test_nobody_else_no_merge(phone, sami):
    result = phone.send("edit_card", {"youth": sami.id, "informed": "not_yet"}, version=1)
    assert (result.outcome, card(sami)["told"]) == (Outcome.APPLIED, "not_yet")


def test_the_same_value_written_twice_is_no_conflict(phone, noor, sami):
    desk(noor, sami, phone="31323334")
    assert phone.send("edit_card", {"youth": sami.id, "phone": "31 32 33 34"}, version=1).outcome == Outcome.MERGED


def test_the_same_field_is_kept_twice_while_the_other_merges(clash, sami):
    assert clash.outcome == Outcome.CONFLICT
    assert (card(sami)["phone"], card(sami)["nickname"]) == ("+4541424344", "Samo")
    one = open_one(sami)
    assert (one.id, one.subject, one.subject_id, one.made_by) == (clash.id, "card", sami.id, "Mette")
    seen = one.fields["phone"]
    assert (seen.theirs, seen.mine, seen.by) == ("+4541424344", "+4531323334", "Noor")
    assert [clock.local(moment).hour for moment in (seen.at, one.made_at)] == [10, 10]
    assert list(one.fields) == ["phone"]


def test_both_values_lie_sealed(clash):
    sealed = bytes(Conflict.get().sealed)
    assert b"31323334" not in sealed
    assert b"phone" not in sealed


def test_choosing_mine_writes_it_and_closes_the_conflict(clash, phone, sami):
    result = phone.send("resolve_conflict", {"conflict": clash.id, "phone": "mine"})
    assert (result.outcome, card(sami)["phone"], card(sami)["nickname"]) == (Outcome.APPLIED, "+4531323334", "Samo")
    assert conflicts.open_of([sami.id]) == {}
    assert Conflict.get().resolved_by.name == "Mette"


def test_choosing_theirs_changes_nothing_and_closes_it(clash, noor, sami):
    before = YouthRevision.select().count()
    conflicts.resolve(noor, clash.id, {"phone": "theirs"})
    assert (card(sami)["phone"], YouthRevision.select().count()) == ("+4541424344", before)
    assert conflicts.open_of([sami.id]) == {}


def test_the_same_choice_again_changes_nothing_and_another_is_refused(clash, mette, noor, sami):
    conflicts.resolve(mette, clash.id, {"phone": "mine"})
    entries = AuditEntry.select().count()
    conflicts.resolve(noor, clash.id, {"phone": "mine"})
    assert AuditEntry.select().count() == entries
    with pytest.raises(InvalidError, match="chosen already"):
        conflicts.resolve(noor, clash.id, {"phone": "theirs"})


@pytest.mark.parametrize("chosen", [{}, {"phone": "both"}, {"email": "mine"}, {"phone": "mine", "email": "mine"}])
def test_a_choice_without_sense_is_none(clash, mette, chosen):
    with pytest.raises(InvalidError):
        conflicts.resolve(mette, clash.id, chosen)


def test_what_was_changed_once_more_is_not_written_over(clash, phone, noor, sami):
    desk(noor, sami, phone="51525354")
    result = phone.send("resolve_conflict", {"conflict": clash.id, "phone": "mine"})
    assert (result.outcome, card(sami)["phone"]) == (Outcome.CONFLICT, "+4551525354")
    assert open_one(sami).fields["phone"].theirs == "+4551525354"
    assert phone.send("resolve_conflict", {"conflict": clash.id, "phone": "mine"}).outcome == Outcome.APPLIED
    assert card(sami)["phone"] == "+4531323334"


def test_fields_are_chosen_one_by_one(phone, noor, sami, mette):
    desk(noor, sami, phone="41424344", last_name="Demir")
    result = phone.send("edit_card", {"youth": sami.id, "phone": "31323334", "last_name": "Kaya"}, version=1)
    conflicts.resolve(mette, result.id, {"last_name": "mine"})
    assert list(open_one(sami).fields) == ["phone"]
    conflicts.resolve(mette, result.id, {"phone": "theirs"})
    assert conflicts.open_of([sami.id]) == {}
    assert (card(sami)["phone"], card(sami)["last_name"]) == ("+4541424344", "Kaya")


def test_two_edits_of_one_phone_do_not_clash_with_each_other(phone, sami):
    """Both were written without signal, on top of the same version."""
    sent = [
        phone.send("edit_card", {"youth": sami.id, "phone": number}, version=1) for number in ("31323334", "41424344")
    ]
    assert [result.outcome for result in sent] == [Outcome.APPLIED] * 2
    assert card(sami)["phone"] == "+4541424344"


def test_the_same_persons_other_phone_does_clash(phone, sami, mette):
    phone.send("edit_card", {"youth": sami.id, "phone": "31323334"}, version=1)
    other = Phone(mette).send("edit_card", {"youth": sami.id, "phone": "41424344"}, version=1)
    assert (other.outcome, open_one(sami).fields["phone"].by) == (Outcome.CONFLICT, "Mette")


def test_an_edit_that_changed_nothing_does_not_pass_for_having_seen_the_card(phone, noor, sami):
    desk(noor, sami, phone="41424344")
    phone.send("edit_card", {"youth": sami.id, "phone": "41424344"}, version=1)
    assert phone.send("edit_card", {"youth": sami.id, "phone": "31323334"}, version=1).outcome == Outcome.CONFLICT


def test_a_birth_date_and_a_said_age_are_one_matter(phone, noor, sami, mette):
    youth = people.now(sami)
    youths.edit_youth(noor, youth, replace(cards.of(youth), birth_on=date(2008, 5, 1)), 1)
    result = phone.send("edit_card", {"youth": sami.id, "birth_on": "2008-06-01"}, version=1)
    assert result.outcome == Outcome.CONFLICT
    conflicts.resolve(mette, result.id, {"birth_on": "mine"})
    assert people.now(sami).birth_on == date(2008, 6, 1)


def test_a_phone_sees_what_to_choose_but_nothing_it_does_not_carry(phone, noor, sami, mette):
    desk(noor, sami, email="sami@example.org", phone="41424344")
    phone.send("edit_card", {"youth": sami.id, "email": "samo@example.org", "phone": "31323334"}, version=1)
    shown = as_json(records(mette, [sami.id])[0])["conflicts"][0]
    assert set(shown["fields"]) == {"phone"}
    assert set(open_one(sami).fields) == {"phone", "email"}


def test_nobody_chooses_about_people_they_may_not_see(clash):
    karim = cast.karim()
    with pytest.raises(NotVisibleError):
        conflicts.resolve(karim, clash.id, {"phone": "mine"})
    with pytest.raises(NotVisibleError):
        conflicts.visible_conflict(karim, clash.id)
    sent = Phone(karim).send("resolve_conflict", {"conflict": clash.id, "phone": "mine"})
    assert sent.outcome == Outcome.QUARANTINED


def test_the_log_tells_of_the_conflict_and_of_the_choice(clash, mette, sami):
    conflicts.resolve(mette, clash.id, {"phone": "mine"})
    about = [entry.act for entry in AuditEntry.select().where(AuditEntry.object_kind == "conflict")]
    assert about == [AuditAct.CONFLICT_NOTED, AuditAct.CONFLICT_RESOLVED]


@pytest.fixture
def step(mette, sami):
    return followups.add_followup(mette, sami, uuid4(), "Ring til skolen", date(2026, 11, 30))


def test_a_deadline_moved_twice_waits_for_somebody_who_chooses(phone, noor, sami, step, mette):
    followups.move(noor, step, date(2026, 12, 2))
    result = phone.send("move_followup", {"followup": step.id, "due_on": "2026-12-07"}, version=1)
    assert (result.outcome, FollowUp.get().due_on) == (Outcome.CONFLICT, date(2026, 12, 2))
    one = open_one(sami)
    assert (one.subject, one.subject_id, list(one.fields)) == ("followup", step.id, ["due_on"])
    assert (one.fields["due_on"].theirs, one.fields["due_on"].by) == ("2026-12-02", "Noor")
    conflicts.resolve(mette, one.id, {"due_on": "mine"})
    assert FollowUp.get().due_on == date(2026, 12, 7)


def test_a_deadline_chosen_after_it_has_passed_is_still_the_one_that_was_set(phone, noor, sami, step, mette, at):
    followups.move(noor, step, date(2026, 12, 2))
    result = phone.send("move_followup", {"followup": step.id, "due_on": "2026-11-25"}, version=1)
    at("2026-11-27 10:00")
    conflicts.resolve(mette, result.id, {"due_on": "mine"})
    assert FollowUp.get().due_on == date(2026, 11, 25)


def test_a_deadline_moved_to_the_same_day_or_back_is_no_conflict(phone, noor, step):
    followups.move(noor, step, date(2026, 12, 2))
    assert (
        phone.send("move_followup", {"followup": step.id, "due_on": "2026-12-02"}, version=1).outcome == Outcome.APPLIED
    )
    followups.move(noor, step, date(2026, 11, 30))
    assert (
        phone.send("move_followup", {"followup": step.id, "due_on": "2026-12-09"}, version=1).outcome == Outcome.APPLIED
    )


def test_one_phone_moves_a_deadline_twice(phone, step):
    for day in ("2026-12-02", "2026-12-07"):
        assert phone.send("move_followup", {"followup": step.id, "due_on": day}, version=1).outcome == Outcome.APPLIED
    assert FollowUp.get().due_on == date(2026, 12, 7)


def test_a_deadline_moved_once_more_is_not_written_over(phone, noor, sami, step, mette):
    followups.move(noor, step, date(2026, 12, 2))
    result = phone.send("move_followup", {"followup": step.id, "due_on": "2026-12-07"}, version=1)
    followups.move(noor, step, date(2026, 12, 4))
    assert conflicts.resolve(mette, result.id, {"due_on": "mine"}).outcome == Outcome.CONFLICT
    assert (FollowUp.get().due_on, open_one(sami).fields["due_on"].theirs) == (date(2026, 12, 4), "2026-12-04")


def test_a_deadline_put_back_to_where_it_was_first_is_not_written_over(phone, noor, sami, step, mette):
    followups.move(noor, step, date(2026, 12, 2))
    result = phone.send("move_followup", {"followup": step.id, "due_on": "2026-12-07"}, version=1)
    followups.move(noor, FollowUp.get(), date(2026, 11, 30))
    assert conflicts.resolve(mette, result.id, {"due_on": "mine"}).outcome == Outcome.CONFLICT
    assert (FollowUp.get().due_on, open_one(sami).fields["due_on"].theirs) == (date(2026, 11, 30), "2026-11-30")
    assert open_one(sami).fields["due_on"].by == "Noor"


def test_a_choice_holds_against_what_was_shown_and_not_against_what_another_was_asked_since(clash, mette, noor, sami):
    shown = {"phone": open_one(sami).fields["phone"].theirs}
    desk(noor, sami, phone="51525354")
    assert conflicts.resolve(noor, clash.id, {"phone": "mine"}, shown).outcome == Outcome.CONFLICT
    assert conflicts.resolve(mette, clash.id, {"phone": "mine"}, shown).outcome == Outcome.CONFLICT
    assert card(sami)["phone"] == "+4551525354"
    now = {"phone": open_one(sami).fields["phone"].theirs}
    assert conflicts.resolve(mette, clash.id, {"phone": "mine"}, now).outcome == Outcome.APPLIED
    assert card(sami)["phone"] == "+4531323334"


@pytest.mark.parametrize("since", ["51525354", "31323334"])
def test_who_keeps_theirs_is_asked_again_when_theirs_no_longer_stands(clash, mette, noor, sami, since):
    desk(noor, sami, phone=since)
    assert conflicts.resolve(mette, clash.id, {"phone": "theirs"}).outcome == Outcome.CONFLICT
    assert open_one(sami).fields["phone"].theirs == f"+45{since}"


def test_what_is_closed_already_says_so(phone, noor, step):
    followups.finish(noor, step)
    result = phone.send("move_followup", {"followup": step.id, "due_on": "2026-12-07"}, version=1)
    assert (result.outcome, "closed" in result.errors[0].message) == (Outcome.REFUSED, True)
