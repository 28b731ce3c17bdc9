"""What a phone may not do any more is set aside, never dropped: somebody applies, gives back or discards it."""

import json
from dataclasses import replace
from uuid import uuid4

import pytest

from tests import cast, people
from tests.field import Phone, doing
from uu import clock
from uu.domain import cards, devices, keys, operations, quarantine, recounts, sessions, staff, tokens, youths
from uu.domain.errors import InvalidError, NotVisibleError, RefusedError
from uu.domain.operations import Given
from uu.models import AuditEntry, Device, GuidanceSession, Operation, PersonKey, Youth, database
from uu.vocabulary import AuditAct, Outcome, Told

NOTE = "Vi gik rundt om søen"
WHY = "Den unge er flyttet"


@pytest.fixture
def karim(db):
    return cast.karim()


@pytest.fixture
def mette(db):
    return cast.mette()


@pytest.fixture
def phone(karim):
    return Phone(karim)


@pytest.fixture
def sami(karim, mette):
    """Karim followed Sami in Mjølnerparken, and has handed him over to Mette."""
    youth = people.youth(karim)
    youths.hand_over(karim, youth, mette)
    return youth


@pytest.fixture
def late(phone, sami, at):
    """What Karim's phone sends on Tuesday about a walk on Monday, when Sami is not his any more."""
    made = clock.now()
    at("2026-11-24 09:00")
    return phone.send("record_session", {"id": uuid4(), "youth": sami.id, "note": NOTE}, made=made)


def kept():
    return Operation.get()


def as_me(by, one):
    """Carry out what is set aside, as the page would."""
    given = Given(one.id, one.kind, one.made_at, one.made_at, one.data, one.base_version)
    return quarantine.apply_as_me(by, one.id, doing(by, given, one.device))


def test_what_comes_after_the_handing_over_is_set_aside_sealed(late, sami):
    assert (late.outcome, late.record, late.youth) == (Outcome.QUARANTINED, None, None)
    assert GuidanceSession.select().count() == 0
    assert NOTE.encode() not in bytes(kept().sealed)
    opened = keys.unseal(keys.key_of(sami.id), sami.id, operations.WHAT, kept().sealed)
    assert json.loads(opened)["data"]["note"] == NOTE
    entry = AuditEntry.get(AuditEntry.act == AuditAct.OPERATION_QUARANTINED)
    assert (entry.object_kind, entry.object_id) == ("operation", str(late.id))


def test_without_the_persons_key_nobody_reads_it(late, mette):
    PersonKey.delete().execute()
    assert [one.data for one in quarantine.listed(mette)] == [None]


def test_it_comes_again_and_is_still_set_aside_once(late, phone, sami):
    same = json.loads(keys.unseal(keys.key_of(sami.id), sami.id, operations.WHAT, kept().sealed))["data"]
    again = phone.send("record_session", same, operation=late.id, made=kept().made_at)
    assert (again.outcome, again.first) == (Outcome.ALREADY_APPLIED, Outcome.QUARANTINED)
    assert Operation.select().count() == 1


def test_who_may_see_the_young_person_reads_it_and_a_leader_knows_of_it(late, mette, karim, sami):
    (one,), (known,) = quarantine.listed(mette), quarantine.listed(cast.lone())
    assert (one.data["note"], one.sender, one.who.first_name, one.readable) == (NOTE, "Karim", "Sami", True)
    assert (known.id, known.data, known.who, known.readable) == (one.id, None, None, False)
    assert quarantine.listed(karim) == quarantine.listed(cast.staff("Ole", karim.role, ("Blågården",))) == []
    with pytest.raises(NotVisibleError):
        quarantine.visible(karim, one.id)


def test_a_colleague_carries_it_out_as_told_on_monday(late, mette, sami):
    one = quarantine.listed(mette)[0]
    as_me(mette, one)
    session = GuidanceSession.get()
    assert (str(session.id), session.recorded_by.name) == (one.data["id"], "Mette")
    assert (session.held_at, clock.local(session.held_at).day) == (one.made_at, 23)
    done = kept()
    assert (done.outcome, done.sealed, done.handled_by.name) == (Outcome.APPLIED, None, "Mette")
    assert quarantine.listed(mette) == []
    assert recounts.differences(lambda _done: None) == []
    with pytest.raises(NotVisibleError):
        as_me(mette, one)


def test_carried_out_it_is_heard_of_by_the_phone_that_sent_it(late, mette, phone, sami):
    one = quarantine.listed(mette)[0]
    as_me(mette, one)
    again = phone.send("record_session", one.data, operation=late.id, made=one.made_at)
    assert (again.first, again.record) == (Outcome.APPLIED, GuidanceSession.get().id)


def test_what_cannot_be_carried_out_stays_set_aside(late, mette):
    one = quarantine.listed(mette)[0]

    def wrong():
        people.statuses.change_status(mette, Youth.get(), people.given("EUG"))
        raise InvalidError("note", "Write less.")

    with pytest.raises(InvalidError):
        quarantine.apply_as_me(mette, one.id, wrong)
    assert (kept().outcome, kept().sealed is None, Youth.get().status) == (Outcome.QUARANTINED, False, "GYM")


def test_what_was_written_anew_since_is_not_carried_out_over_it(phone, karim):
    """Karim's lost phone hands in a walk; from another he has sent another one under its id."""
    sami, session = people.youth(karim), uuid4()
    devices.revoke(karim, phone.device)
    phone.send("record_session", {"id": session, "youth": sami.id, "note": NOTE})
    Phone(karim).send("record_session", {"id": session, "youth": sami.id, "note": "En anden tur"})
    (one,) = quarantine.listed(karim)
    with pytest.raises(InvalidError):
        as_me(karim, one)
    assert quarantine.count(karim) == 1


def test_a_leader_carries_nothing_out_but_gives_back_and_discards(late, mette, phone, sami):
    lone = cast.lone()
    with pytest.raises(RefusedError):
        quarantine.apply_as_me(lone, late.id, lambda: None)
    quarantine.give_back(lone, late.id, f" {WHY} ")
    assert (kept().outcome, kept().handled_reason, kept().sealed is None) == (Outcome.RETURNED, WHY, False)


@pytest.mark.parametrize("end", [devices.revoke, devices.wipe])
def test_what_was_given_back_to_a_phone_that_is_gone_waits_once_more(late, mette, phone, karim, sami, end):
    quarantine.give_back(mette, late.id, WHY)
    assert quarantine.count(mette) == 0
    end(karim, phone.device)
    (one,) = quarantine.listed(mette)
    assert (one.id, one.data["note"], kept().handled_at, kept().handled_reason) == (late.id, NOTE, None, "")
    as_me(mette, one)
    assert [session.note for session in sessions.of_youth(sami)] == [NOTE]


def test_what_was_sent_anew_since_it_was_given_back_waits_no_more(late, mette, phone, karim, sami):
    quarantine.give_back(mette, late.id, WHY)
    youths.hand_over(mette, sami, karim)
    Phone(karim).send("record_session", {"id": kept().record, "youth": sami.id, "note": NOTE})
    devices.wipe(karim, phone.device)
    assert quarantine.count(mette) == 0


def test_to_a_phone_that_is_gone_nothing_is_given_back(late, mette, phone, karim):
    devices.wipe(karim, phone.device)
    with pytest.raises(RefusedError):
        quarantine.give_back(mette, late.id, WHY)
    assert quarantine.count(mette) == 1


def test_what_is_discarded_is_forgotten_and_the_reason_stays(late, mette):
    quarantine.discard(mette, late.id, WHY)
    assert (kept().outcome, kept().handled_reason, kept().sealed) == (Outcome.DISCARDED, WHY, None)
    assert quarantine.listed(mette) == []


@pytest.mark.parametrize("reason", ["", "  ", "Se 670905-4321", "x" * 201])
def test_a_reason_says_why_and_names_nobody(late, mette, reason):
    for act in (quarantine.give_back, quarantine.discard):
        with pytest.raises(InvalidError):
            act(mette, late.id, reason)
    assert kept().outcome == Outcome.QUARANTINED


def test_what_builds_on_something_set_aside_is_set_aside_too(phone, karim, mette):
    youth = uuid4()
    devices.revoke(karim, phone.device)
    first = phone.send("register_youth", {"id": youth, "area": cast.area("Mjølnerparken")})
    phone.tokens = devices.make_ready(karim, phone.id, "Karims telefon")
    second = phone.send("record_session", {"id": uuid4(), "youth": youth, "note": NOTE})
    assert (second.outcome, second.because) == (Outcome.QUARANTINED, first.id)
    as_me(mette, quarantine.visible(mette, first.id))
    as_me(mette, quarantine.visible(mette, second.id))
    assert [one.note for one in sessions.of_youth(Youth.get())] == [NOTE]


def test_the_last_delivery_of_a_withdrawn_phone_is_set_aside_and_read_by_who_may(phone, karim, mette, at):
    own, ready = people.youth(karim, "Aisha"), phone.tokens
    staff.lock(cast.anton(), karim)
    at("2026-11-26 10:00")
    bearer = tokens.last_delivery(ready.access)
    assert bearer.device == Device.get()
    sent = [
        phone.send("record_session", {"id": uuid4(), "youth": own.id, "note": NOTE}),
        phone.send("register_youth", {"id": uuid4(), "area": cast.area("Mjølnerparken"), "first_name": "Bilal"}),
    ]
    assert {one.outcome for one in sent} == {Outcome.QUARANTINED}
    assert (GuidanceSession.select().count(), Youth.select().count()) == (0, 1)
    newcomer, walk = sorted(quarantine.listed(mette), key=lambda one: one.area, reverse=True)
    assert (walk.data["note"], newcomer.data["first_name"], newcomer.area) == (NOTE, "Bilal", "Mjølnerparken")
    as_me(mette, newcomer)
    assert Youth.get_by_id(newcomer.youth).counsellor_id == mette.id


def test_one_reads_ones_own_registration_from_a_phone_that_was_lost(phone, karim):
    """Karim lost the phone, withdrew it, and it was found: what it holds he carries out himself."""
    devices.revoke(karim, phone.device)
    for place in ("Tingbjerg", "Mjølnerparken"):
        phone.send("register_youth", {"id": uuid4(), "area": cast.area(place), "first_name": "Bilal"})
    assert [one.data["first_name"] for one in quarantine.listed(karim)] == ["Bilal"] * 2


def test_an_address_protected_newcomer_is_nobody_elses(phone, karim):
    devices.revoke(karim, phone.device)
    data = {"id": uuid4(), "area": cast.area("Tingbjerg"), "address_protected": "y"}
    phone.send("register_youth", data)
    colleague = cast.staff("Ole", karim.role, ("Tingbjerg",))
    assert (len(quarantine.listed(karim)), quarantine.listed(colleague)) == (1, [])
    assert kept().area_id is None


def test_nothing_a_phone_sent_lies_in_the_clear(late, phone, karim, mette):
    """Neither set aside, refused nor written by two: no column of any table spells it."""
    own = people.youth(karim, "Bilal")
    phone.send("record_session", {"id": uuid4(), "youth": own.id, "note": f"{NOTE} 670905-4321"})
    youths.edit_youth(karim, own, replace(cards.of(own), told=Told.NOT_YET), 1)
    youths.hand_over(karim, own, mette)
    phone.send(
        "register_youth",
        {"id": uuid4(), "area": cast.area("Tingbjerg"), "first_name": "Zebulon", "birth_on": "1990-01-01"},
    )
    phone.send("edit_card", {"youth": own.id, "nickname": "Zebulon"}, version=1)
    spelled = rows_of_all_tables()
    assert b"Tingbjerg" in spelled
    for words in (NOTE, "670905-4321", "6709054321", "Zebulon"):
        assert words.encode() not in spelled


def rows_of_all_tables():
    found = []
    for table in database.data.get_tables():
        for row in database.data.execute_sql(f'SELECT * FROM "{table}"'):
            found += [value if isinstance(value, bytes) else str(value).encode() for value in row]
    return b"\n".join(found)


def test_somebody_nobody_knows_is_set_aside_too(phone):
    result = phone.send("finish_followup", {"followup": uuid4()})
    assert (result.outcome, kept().youth, kept().sealed is None) == (Outcome.QUARANTINED, None, False)
    assert keys.keys_of([result.id])


def test_without_the_permission_nothing_is_done(phone, karim, monkeypatch):
    own = people.youth(karim)
    monkeypatch.setitem(operations.access.PERMISSIONS, karim.role, frozenset())
    assert phone.send("record_session", {"id": uuid4(), "youth": own.id}).outcome == Outcome.QUARANTINED
    assert GuidanceSession.select().count() == 0
