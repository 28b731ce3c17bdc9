"""Editing a card: different fields merge, the same field asks, and who may see the person decides who may write."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from tests import cast
from tests.newcomers import SAMI, sami
from uu.domain import cards, identity, keys, youths
from uu.domain.errors import InvalidError, NotVisibleError, StaleError
from uu.domain.revisions import Choice
from uu.models import AuditEntry, SearchToken, Youth, YouthRevision
from uu.vocabulary import AuditAct, CprPurpose, Told


@pytest.fixture
def mette(db):
    return cast.mette()


@pytest.fixture
def noor(mette):
    """A colleague in the same area as Mette."""
    return cast.staff("Noor", mette.role, ("Mjølnerparken",))


@pytest.fixture
def youth(mette):
    return youths.register_youth(mette, sami())


def written(youth, **who):
    card = cards.of(youth)
    return replace(card, identity=replace(card.identity, **who))


def stored(youth):
    fresh = Youth.get_by_id(youth.id)
    return identity.read(fresh.id, fresh.sealed)


def test_an_edit_is_stored_with_its_tokens_its_revision_and_the_log(mette, youth):
    edited = youths.edit_youth(mette, youth, written(youth, phone="31 22 33 44", last_name="Noor"), 1)
    assert (stored(youth).phone, stored(youth).last_name, edited.version) == ("+4531223344", "Noor", 2)
    assert not found_by("20123456")
    assert found_by("31223344") == [youth.id]
    entry = AuditEntry.get(AuditEntry.act == AuditAct.YOUTH_CHANGED)
    assert set(entry.detail.split()) == {"phone", "last_name"}


def found_by(query):
    entries = keys.blind_index().query(query)
    return [row.youth_id for row in SearchToken.select().where(SearchToken.token.in_(entries[0]))]


def test_saving_what_stands_there_changes_nothing(mette, youth):
    youths.edit_youth(mette, youth, cards.of(youth), 1)
    assert (Youth.get().version, YouthRevision.select().count()) == (1, 0)


def test_different_fields_changed_by_two_people_merge(mette, noor, youth):
    mine, theirs = written(youth, phone="31223344"), written(youth, nickname="Samo")
    youths.edit_youth(noor, youth, theirs, 1)
    youths.edit_youth(mette, youth, mine, 1)
    assert stored(youth) == replace(SAMI, phone="+4531223344", nickname="Samo")


def test_the_same_field_changed_by_two_people_shows_both_and_who_wrote_theirs(mette, noor, youth, at):
    mine = written(youth, phone="31223344", last_name="Noor")
    then = at("2026-11-23 12:30")
    youths.edit_youth(noor, youth, written(youth, phone="41424344"), 1)
    with pytest.raises(StaleError) as caught:
        youths.edit_youth(mette, youth, mine, 1)
    (field, clash), *others = caught.value.clashes.items()
    assert (field, others, clash.theirs, clash.mine) == ("phone", [], "+4541424344", "+4531223344")
    assert (clash.by, clash.at, stored(youth).last_name) == ("Noor", then, "Nur")


@pytest.mark.parametrize(("kept", "phone"), [("mine", "+4531223344"), ("theirs", "+4541424344")])
def test_what_is_chosen_is_kept_and_the_rest_merges(mette, noor, youth, kept, phone):
    mine = written(youth, phone="31223344", last_name="Noor")
    youths.edit_youth(noor, youth, written(youth, phone="41424344", nickname="Samo"), 1)
    youths.edit_youth(mette, youth, mine, 1, Choice(2, {"phone": kept}))
    assert stored(youth) == replace(SAMI, phone=phone, last_name="Noor", nickname="Samo")


def test_a_choice_holds_only_for_the_version_one_looked_at(mette, noor, youth):
    mine = written(youth, phone="31223344")
    youths.edit_youth(noor, youth, written(youth, phone="41424344"), 1)
    youths.edit_youth(noor, Youth.get(), written(youth, phone="51525354"), 2)
    with pytest.raises(StaleError):
        youths.edit_youth(mette, youth, mine, 1, Choice(2, {"phone": "mine"}))


def test_two_who_write_the_same_agree(mette, noor, youth):
    for by in (noor, mette):
        youths.edit_youth(by, youth, written(youth, phone="31223344"), 1)
    assert Youth.get().version == 2


def test_a_birth_date_replaces_the_estimate_and_an_untouched_estimate_stays(mette, at):
    youth = youths.register_youth(mette, sami(birth_on=None, said_age=17))
    at("2027-09-01 10:00")
    youths.edit_youth(mette, youth, written(youth, nickname="Samo"), 1)
    assert (Youth.get().said_age, Youth.get().birth_on) == (17, date(2009, 5, 25))
    youth = Youth.get()
    youths.edit_youth(mette, youth, replace(cards.of(youth), birth_on=date(2009, 3, 12)), 2)
    assert (Youth.get().said_age, Youth.get().birth_on) == (None, date(2009, 3, 12))


def test_a_birth_date_must_fit_the_day_of_registration_not_today(mette, youth, at):
    at("2035-01-01 10:00")
    youths.edit_youth(mette, youth, replace(cards.of(youth), birth_on=date(2009, 3, 13)), 1)
    with pytest.raises(InvalidError):
        youths.edit_youth(mette, Youth.get(), replace(cards.of(youth), birth_on=date(2015, 1, 1)), 2)


def test_a_card_outside_ones_areas_cannot_be_written_nor_its_number_read(youth):
    karim = cast.karim()
    for act in (
        lambda: youths.edit_youth(karim, youth, written(youth, phone="31223344"), 1),
        lambda: youths.reveal_cpr(karim, youth, CprPurpose.CHECK),
        lambda: youths.hand_over(karim, youth, karim),
    ):
        with pytest.raises(NotVisibleError):
            act()


def test_revisions_are_unreadable_without_the_persons_key(mette, youth):
    youths.edit_youth(mette, youth, written(youth, phone="31223344"), 1)
    assert b"31223344" not in bytes(YouthRevision.get().sealed_changes)


def test_the_whole_cpr_number_is_given_for_a_purpose_that_the_log_keeps(mette, youth):
    assert youths.reveal_cpr(mette, youth, CprPurpose.APPLICATION) == "720309-4234"
    entry = AuditEntry.get(AuditEntry.act == AuditAct.CPR_REVEALED)
    assert (entry.actor, entry.purpose) == (mette.id, "application")


def test_without_a_number_there_is_nothing_to_reveal(mette):
    youth = youths.register_youth(mette, sami(id=uuid4(), identity=replace(SAMI, cpr="")))
    with pytest.raises(InvalidError):
        youths.reveal_cpr(mette, youth, CprPurpose.CHECK)


def test_at_18_the_contacts_are_asked_for_again_until_confirmed(mette, at):
    youth = youths.register_youth(mette, sami(identity=replace(SAMI, contacts="Mor: Amina, 20 30 40 50")))
    assert not asks(youth)
    at("2027-03-12 10:00")
    assert asks(youth)
    youths.confirm_contacts(mette, youth)
    assert not asks(youth)


def asks(youth):
    return cards.contacts_to_confirm(Youth.get_by_id(youth.id), stored(youth))


def test_confirming_contacts_clashes_with_nobody(mette, noor, youth):
    youths.confirm_contacts(noor, youth)
    youths.edit_youth(mette, youth, written(youth, contacts="Far: Omar"), 1)
    assert stored(youth).contacts == "Far: Omar"


def test_telling_about_the_registration_is_an_edit(mette, youth):
    youths.edit_youth(mette, youth, replace(cards.of(youth), told=Told.YES), 1)
    assert Youth.get().told == Told.YES
