"""What a phone fetches: its counsellor's people, and later only those something was done about, none missed."""

import threading
from datetime import date
from uuid import uuid4

import pytest

from tests import cast, people
from tests.field import Phone
from tests.reader import Reader
from uu.domain import audit, caseload, changes, daily, followups, quarantine, recounts, statuses, youths
from uu.domain.errors import StartOverError
from uu.models import AuditEntry, AuditSubject, PersonKey, Youth
from uu.models.database import act, disconnect
from uu.vocabulary import AuditAct, Outcome

READING = {
    AuditAct.SIGN_IN, AuditAct.SIGN_IN_REFUSED, AuditAct.SIGN_OUT, AuditAct.SESSION_REVOKED,
    AuditAct.SECOND_FACTOR_SET, AuditAct.PASSWORD_CHANGED, AuditAct.REFUSED, AuditAct.LIST_READ, AuditAct.SEARCH,
    AuditAct.YOUTH_READ, AuditAct.CPR_REVEALED, AuditAct.ACCESS_GRANTED, AuditAct.OVERVIEW_READ, AuditAct.EXPORTED,
    AuditAct.ZONE_CHANGED, AuditAct.RESOURCE_SET, AuditAct.RESOURCE_REMOVED,
    AuditAct.TARGET_SET, AuditAct.BUCKET_SET, AuditAct.STAFF_INVITED, AuditAct.LINK_ISSUED, AuditAct.STAFF_CHANGED,
    AuditAct.STAFF_LOCKED, AuditAct.STAFF_UNLOCKED, AuditAct.SECOND_FACTOR_RESET, AuditAct.INVITATION_ACCEPTED,
    AuditAct.AREA_CHANGED, AuditAct.FIGURES_IMPORTED, AuditAct.REPORT_MADE, AuditAct.FIGURES_REMOVED,
    AuditAct.SETTING_CHANGED, AuditAct.AUDIT_READ, AuditAct.DEVICE_READY,
    AuditAct.DEVICE_REVOKED, AuditAct.DEVICE_WIPED, AuditAct.SYNCED, AuditAct.OPERATION_QUARANTINED,
    AuditAct.QUARANTINE_APPLIED, AuditAct.QUARANTINE_RETURNED, AuditAct.QUARANTINE_DISCARDED,
}  # fmt: skip


@pytest.fixture
def mette(db):
    return cast.mette()


@pytest.fixture
def noor(mette):
    return cast.staff("Noor", mette.role, ("Mjølnerparken",))


def in_the_database(owner):
    return {youth.id for youth in Youth.select().where((Youth.counsellor == owner) & ~Youth.closed)}


def test_every_act_either_changes_a_young_person_or_does_not():
    assert set(AuditAct) == changes.WRITING | READING
    assert not changes.WRITING & READING


def test_the_whole_caseload_then_nothing_then_what_changed(mette):
    folk = [people.youth(mette, name) for name in ("Sami", "Aisha", "Bilal")]
    reader = Reader(mette)
    assert sorted(reader.fetch()) == sorted(youth.id for youth in folk) == sorted(reader.kept)
    assert reader.fetch() == []
    followups.add_followup(mette, folk[1], uuid4(), "Ring", date(2026, 11, 30))
    assert reader.fetch() == [folk[1].id]
    assert [step.text for step in reader.kept[folk[1].id].followups] == ["Ring"]
    assert reader.fetch() == []


def test_reading_is_no_change(mette):
    sami = people.youth(mette)
    reader = Reader(mette)
    reader.fetch()
    audit.record(AuditAct.YOUTH_READ, mette, youths=[sami.id])
    caseload.read_list(mette, caseload.Wish())
    Reader(mette).fetch()
    assert reader.fetch() == []


def test_others_people_and_closed_ones_are_not_on_the_phone(mette, noor):
    people.youth(noor, "Aisha")
    closed = people.youth(mette, "Bilal")
    statuses.change_status(mette, closed, people.given("FEJ"))
    assert Reader(mette).fetch() == []


def test_who_was_given_is_logged_once_a_page(mette):
    folk = {people.youth(mette, name).id for name in ("Sami", "Aisha", "Bilal")}
    Reader(mette, limit=2).fetch()
    entries = list(AuditEntry.select().where(AuditEntry.act == AuditAct.SYNCED))
    given = [
        subject.youth for entry in entries for subject in AuditSubject.select().where(AuditSubject.entry == entry.seq)
    ]
    assert (len(entries), set(given), len(given)) == (2, folk, 3)


def test_handed_over_they_come_to_one_phone_and_leave_the_other(mette, noor):
    sami, aisha = people.youth(mette), people.youth(mette, "Aisha")
    giver, taker = Reader(mette), Reader(noor)
    giver.fetch()
    taker.fetch()
    youths.hand_over(mette, sami, noor)
    assert (giver.fetch(), taker.fetch()) == ([], [sami.id])
    assert (set(giver.kept), set(taker.kept)) == ({aisha.id}, {sami.id})
    youths.hand_over_all(cast.lone(), noor, mette)
    assert (giver.fetch(), taker.fetch()) == ([sami.id], [])
    assert (set(giver.kept), set(taker.kept)) == ({aisha.id, sami.id}, set())


def test_closed_they_leave_and_open_again_they_come(mette):
    sami = people.youth(mette)
    reader = Reader(mette)
    reader.fetch()
    mistake = statuses.change_status(mette, sami, people.given("FEJ"))
    assert (reader.fetch(), reader.kept) == ([], {})
    statuses.change_status(mette, sami, people.given("GYM"), mistake.id)
    assert (reader.fetch(), set(reader.kept)) == ([sami.id], {sami.id})


def test_who_was_erased_leaves_the_phone(mette):
    sami, aisha = people.youth(mette), people.youth(mette, "Aisha")
    reader = Reader(mette)
    reader.fetch()
    PersonKey.delete().where(PersonKey.youth == aisha.id).execute()
    assert (reader.fetch(), set(reader.kept)) == ([], {sami.id})


def test_the_list_of_ids_comes_only_when_the_phone_has_another(mette):
    people.youth(mette)
    phone = Phone(mette).device
    first = changes.page(mette, phone)
    assert first.ids == list(in_the_database(mette))
    assert changes.page(mette, phone, first.cursor, first.digest).ids is None
    assert changes.page(mette, phone, first.cursor, "another").ids == first.ids


def test_what_the_calendar_and_a_recount_do_comes_too(mette, at):
    older = people.youth(mette, "Aisha", born=date(2002, 1, 15))
    sami = people.youth(mette)
    reader = Reader(mette)
    reader.fetch()
    at("2027-01-20 03:00")
    daily.run(date(2027, 1, 20))
    assert (reader.fetch(), set(reader.kept)) == ([], {sami.id})
    Youth.update(status="UOP").where(Youth.id == sami.id).execute()
    recounts.rebuild(lambda _done: None)
    assert (reader.fetch(), reader.kept[sami.id].code) == ([sami.id], "GYM")
    assert older.id not in reader.kept


@pytest.mark.parametrize("limit", [1, 3, 4, 7])
def test_pages_of_any_size_bring_everybody_once(mette, limit):
    for number in range(7):
        people.youth(mette, f"Nummer {number}")
    reader = Reader(mette, limit)
    came = reader.fetch()
    assert (len(came), set(came)) == (7, in_the_database(mette))
    changed = list(Youth.select().order_by(Youth.id))[::2]
    for youth in changed:
        followups.add_followup(mette, youth, uuid4(), "Ring", date(2026, 11, 30))
    assert reader.fetch() == [youth.id for youth in changed]


def test_paging_while_others_write_ends_with_what_is_there(mette, noor):
    """Between the pages somebody is registered, handed over and changed, whether their page has passed or not."""
    folk = sorted((people.youth(mette, f"Nummer {number}") for number in range(6)), key=lambda youth: youth.id)
    reader, written = Reader(mette, limit=2), []

    def write():
        if not written:
            youths.hand_over(mette, folk[0], noor)
            youths.hand_over(mette, folk[5], noor)
            followups.add_followup(mette, folk[1], uuid4(), "Ring", date(2026, 11, 30))
            written.append(people.youth(mette, "Den nye"))
            audit.record(AuditAct.YOUTH_REGISTERED, mette, youths=[written[0].id])

    came = reader.fetch(write)
    assert len(came) == len(set(came))
    reader.fetch()
    assert set(reader.kept) == in_the_database(mette)
    assert [step.text for step in reader.kept[folk[1].id].followups] == ["Ring"]
    assert reader.fetch() == []


@pytest.mark.parametrize("cursor", ["x", "MS4yLjM", "æøå", "0.0", "=", "LTEuLTEuMDAuYWE", "A" * 500])
def test_a_cursor_from_nowhere_begins_anew(mette, cursor):
    with pytest.raises(StartOverError):
        changes.page(mette, Phone(mette).device, cursor)


def test_a_cursor_of_a_log_that_was_put_back_begins_anew(mette):
    """After a backup was put back the log is shorter, and once it has grown again its entries are others."""
    people.youth(mette)
    phone = Phone(mette).device
    here = changes._come_to(changes.page(mette, phone).cursor)
    with pytest.raises(StartOverError):
        changes.page(mette, phone, changes._spelled(changes.replace(here, since=999, head=999)))
    with pytest.raises(StartOverError):
        changes.page(mette, phone, changes._spelled(changes.replace(here, since=here.head, mark="00000000")))


def test_what_became_of_what_was_set_aside_is_told_to_its_sender(mette, noor):
    sami = people.youth(mette)
    reader, other = Reader(mette), Reader(noor)
    youths.hand_over(mette, sami, noor)
    Youth.update(address_protected=True).where(Youth.id == sami.id).execute()
    reader.fetch()
    other.fetch()
    sent = [reader.phone.send("record_attempt", {"id": uuid4(), "youth": sami.id}) for _ in range(2)]
    assert {one.outcome for one in sent} == {Outcome.QUARANTINED}
    quarantine.give_back(noor, sent[0].id, "Du ser den unge igen fra i morgen")
    quarantine.discard(noor, sent[1].id, "Skrevet to gange")
    anew = Reader(mette)
    for one in (reader, other, anew):
        one.fetch()
    told = {
        (sent[0].id, Outcome.RETURNED, "Du ser den unge igen fra i morgen"),
        (sent[1].id, Outcome.DISCARDED, "Skrevet to gange"),
    }
    # A phone that lost its place, and begins anew, hears of it as well.
    for one in (reader, anew):
        assert {(each.id, each.outcome, each.reason) for each in one.outcomes} == told
    assert other.outcomes == []


def test_what_is_written_while_a_page_is_read_comes_in_the_next_round_alone(mette, monkeypatch):
    """Somebody writes between the moment a page has its place in the sequence and the moment it reads the people."""
    sami = people.youth(mette)
    reader, read = Reader(mette), changes.people.records

    def write():
        followups.add_followup(mette, sami, uuid4(), "Ring", date(2036, 11, 30))
        disconnect()

    def read_late(*given):
        writer = threading.Thread(target=write)
        writer.start()
        writer.join()
        return read(*given)

    monkeypatch.setattr(changes.people, "records", read_late)
    reader.fetch()
    assert reader.kept[sami.id].followups == []
    monkeypatch.setattr(changes.people, "records", read)
    assert (reader.fetch(), len(reader.kept[sami.id].followups)) == ([sami.id], 1)
    assert reader.fetch() == []


def test_writers_that_overlap_are_neither_missed_nor_repeated(mette):
    """Three people write while a phone fetches: every change comes, and each in one round only."""
    folk = [people.youth(mette, f"Nummer {number}") for number in range(3)]
    reader, failures, rounds = Reader(mette), [], []
    reader.fetch()

    def write(youth):
        try:
            for _ in range(6):
                with act():
                    followups.add_followup(mette, youth, uuid4(), "Ring", date(2036, 11, 30))
        except Exception as error:  # noqa: BLE001  # Whatever went wrong in the thread is what the test reports.
            failures.append(error)
        finally:
            disconnect()

    writers = [threading.Thread(target=write, args=(youth,)) for youth in folk]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        rounds.append({youth: len(reader.kept[youth].followups) for youth in reader.fetch()})
    for writer in writers:
        writer.join()
    rounds.append({youth: len(reader.kept[youth].followups) for youth in reader.fetch()})
    assert failures == []
    assert {youth.id: len(reader.kept[youth.id].followups) for youth in folk} == {youth.id: 6 for youth in folk}
    for youth in folk:
        seen = [one[youth.id] for one in rounds if youth.id in one]
        assert seen == sorted(set(seen)), "A round that brings nothing new is a repetition."
    assert reader.fetch() == []
