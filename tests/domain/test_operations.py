"""What phones send takes effect once, however often it comes and in whatever order; what is refused keeps nothing."""

import threading
from uuid import uuid4

import peewee
import pytest

from tests import cast, people
from tests.field import Phone
from uu.domain import operations, recounts
from uu.domain.errors import InvalidError, RefusedError
from uu.domain.operations import Effect, Given
from uu.models import AuditEntry, FollowUp, GuidanceSession, Operation, StatusEvent, Youth
from uu.models.database import disconnect
from uu.vocabulary import FollowUpState, OperationKind, Outcome

CPR_IN_TEXT = "Hans nummer er 670905-4321"


@pytest.fixture
def mette(db):
    return cast.mette()


@pytest.fixture
def phone(mette):
    return Phone(mette)


@pytest.fixture
def sami(mette):
    return people.youth(mette)


def counts():
    tables = (Youth, GuidanceSession, StatusEvent, FollowUp, Operation, AuditEntry)
    return [table.select().count() for table in tables]


def agree():
    return recounts.differences(lambda _done: None) == []


def test_a_day_in_the_field_arrives(phone, mette):
    youth, session, status, step = uuid4(), uuid4(), uuid4(), uuid4()
    sent = [
        ("register_youth", {"id": youth, "area": cast.area("Mjølnerparken")}),
        ("record_session", {"id": session, "youth": youth, "held_at": "2026-11-23T08:00:00Z"}),
        ("change_status", {"id": status, "youth": youth, "code": "GYM"}),
        ("correct_status", {"id": uuid4(), "youth": youth, "code": "EUG", "replaces": status}),
        ("add_followup", {"id": step, "youth": youth, "text": "Ring til skolen", "due_on": "2026-11-30"}),
        ("finish_followup", {"followup": step}),
        ("record_attempt", {"id": uuid4(), "youth": youth}),
    ]
    results = [phone.send(kind, data) for kind, data in sent]
    assert {result.outcome for result in results} == {Outcome.APPLIED}
    assert {result.youth for result in results} == {youth}
    found = Youth.get_by_id(youth)
    assert (found.status, found.attempts, found.counsellor_id) == ("EUG", 1, mette.id)
    assert FollowUp.get_by_id(step).state == FollowUpState.DONE
    assert agree()


@pytest.mark.parametrize("kind", ["record_session", "change_status", "add_followup"])
def test_the_same_operation_again_changes_nothing(phone, sami, kind):
    data = {"id": uuid4(), "youth": sami.id, "code": "EUG", "text": "Ring", "due_on": "2026-11-30"}
    operation = uuid4()
    first = phone.send(kind, data, operation=operation)
    before = counts()
    again = [phone.send(kind, data, operation=operation) for _ in range(3)]
    assert counts() == before
    assert {(one.outcome, one.first, one.record) for one in again} == {
        (Outcome.ALREADY_APPLIED, Outcome.APPLIED, first.record)
    }


def test_the_same_operation_at_the_same_time_takes_effect_once(phone, sami):
    """Four requests with the same operation overlap; each gets an answer, and one session is there."""
    data, operation, made, answers = {"id": uuid4(), "youth": sami.id}, uuid4(), operations.clock.now(), []

    def send():
        try:
            answers.append(phone.send("record_session", data, operation=operation, made=made).outcome)
        finally:
            disconnect()

    requests = [threading.Thread(target=send) for _ in range(4)]
    for request in requests:
        request.start()
    for request in requests:
        request.join()
    assert sorted(answers) == [Outcome.ALREADY_APPLIED] * 3 + [Outcome.APPLIED]
    assert Operation.get().record is not None
    assert GuidanceSession.select().count() == 1


def test_another_content_under_the_same_id_is_refused_and_the_first_stays(phone, sami):
    operation, session = uuid4(), uuid4()
    phone.send("record_session", {"id": session, "youth": sami.id, "note": "Den første"}, operation=operation)
    other = phone.send("record_session", {"id": session, "youth": sami.id, "note": "En anden"}, operation=operation)
    assert (other.outcome, [fault.field for fault in other.errors]) == (Outcome.REFUSED, ["id"])
    assert Operation.get().outcome == Outcome.APPLIED


def test_another_persons_operation_id_tells_nothing(phone, sami):
    operation, data = uuid4(), {"id": uuid4(), "youth": sami.id}
    phone.send("record_session", data, operation=operation)
    other = Phone(cast.karim()).send("record_session", data, operation=operation)
    assert (other.outcome, other.record, other.first) == (Outcome.REFUSED, None, None)


def test_what_is_refused_keeps_nothing_but_the_reason(phone, sami):
    before = counts()
    refused = phone.send("record_session", {"id": uuid4(), "youth": sami.id, "note": CPR_IN_TEXT})
    assert (refused.outcome, [fault.field for fault in refused.errors]) == (Outcome.REFUSED, ["note"])
    assert counts() == [*before[:4], before[4] + 1, before[5]]
    kept = Operation.get()
    assert (kept.sealed, "670905" in kept.errors) == (None, False)


def test_what_was_refused_stays_refused_under_that_id(phone, sami):
    operation, data = uuid4(), {"id": uuid4(), "youth": sami.id, "note": CPR_IN_TEXT}
    phone.send("record_session", data, operation=operation)
    again = phone.send("record_session", data, operation=operation)
    assert (again.outcome, again.first, [fault.field for fault in again.errors]) == (
        Outcome.ALREADY_APPLIED, Outcome.REFUSED, ["note"]
    )  # fmt: skip
    corrected = phone.send("record_session", data | {"note": "Gik en tur"})
    assert corrected.outcome == Outcome.APPLIED


def test_half_an_operation_is_none(phone, sami, mette):
    """The first act of the operation succeeds and the second is refused: neither is there."""

    def do():
        people.statuses.change_status(mette, sami, people.given("EUG"))
        raise RefusedError("Not this one.")

    result = operations.perform(mette, phone.device, given(sami), do)
    assert (result.outcome, result.errors[0].message) == (Outcome.REFUSED, "Not this one.")
    assert StatusEvent.select().count() == 1
    assert agree()


def given(youth, **data):
    now = operations.clock.now()
    return Given(uuid4(), OperationKind.CHANGE_STATUS, now, now, {"youth": str(youth.id), "id": str(uuid4())} | data)


def test_a_database_that_cannot_write_refuses_nothing(phone, sami, mette):
    """The phone tries again, and then it takes effect."""
    one = given(sami)

    def locked():
        raise peewee.OperationalError("database is locked")

    with pytest.raises(peewee.OperationalError):
        operations.perform(mette, phone.device, one, locked)
    assert Operation.select().count() == 0
    assert operations.perform(mette, phone.device, one, lambda: Effect(sami.id, sami.id)).outcome == Outcome.APPLIED


def test_the_outcome_is_stored_with_the_effect_or_neither_is(phone, sami, mette, monkeypatch):
    monkeypatch.setattr(operations, "_keep", lambda *_: (_ for _ in ()).throw(peewee.OperationalError("disk full")))
    with pytest.raises(peewee.OperationalError):
        phone.send("record_session", {"id": uuid4(), "youth": sami.id})
    assert (GuidanceSession.select().count(), Operation.select().count()) == (0, 0)
    assert agree()


def test_what_builds_on_something_refused_is_held_and_let_go_when_that_is_put_right(phone):
    youth, session, area = uuid4(), uuid4(), cast.area("Mjølnerparken")
    refused = phone.send("register_youth", {"id": youth, "area": area, "birth_on": "1990-01-01"})
    waiting = {"kind": "record_session", "data": {"id": session, "youth": youth}, "operation": uuid4()}
    for _ in range(2):
        held = phone.send(**waiting)
        assert (held.outcome, held.because) == (Outcome.HELD, refused.id)
    corrected = phone.send("register_youth", {"id": youth, "area": area})
    assert (refused.outcome, corrected.outcome) == (Outcome.REFUSED, Outcome.APPLIED)
    released = phone.send(**waiting)
    assert (released.outcome, released.record, released.because) == (Outcome.APPLIED, session, None)
    assert agree()


def test_what_hangs_on_something_held_is_held_too(phone, sami):
    step, area = uuid4(), cast.area("Mjølnerparken")
    refused = phone.send("add_followup", {"id": step, "youth": sami.id, "text": "Ring", "due_on": "2026-11-01"})
    finished = phone.send("finish_followup", {"followup": step})
    newcomer = uuid4()
    phone.send("register_youth", {"id": newcomer, "area": area, "birth_on": "1990-01-01"})
    together = phone.send("record_session", {"id": uuid4(), "youth": sami.id, "more": [newcomer]})
    correction = phone.send("correct_status", {"id": uuid4(), "youth": newcomer, "replaces": uuid4(), "code": "GYM"})
    assert [one.outcome for one in (refused, finished, together, correction)] == [
        Outcome.REFUSED, Outcome.HELD, Outcome.HELD, Outcome.HELD
    ]  # fmt: skip
    assert finished.because == refused.id


def test_a_chain_is_held_link_by_link(phone, sami):
    status = uuid4()
    wrong = phone.send("change_status", {"id": status, "youth": sami.id, "code": "???"})
    second = uuid4()
    held = phone.send("correct_status", {"id": second, "youth": sami.id, "replaces": status, "code": "GYM"})
    third = phone.send("correct_status", {"id": uuid4(), "youth": sami.id, "replaces": second, "code": "EUG"})
    assert [(one.outcome, one.because) for one in (held, third)] == [(Outcome.HELD, wrong.id), (Outcome.HELD, held.id)]


def test_somebody_elses_refusal_holds_nothing(phone, sami, mette):
    status = uuid4()
    phone.send("change_status", {"id": status, "youth": sami.id, "code": "UOP"})
    Operation.delete().execute()
    noor = Phone(cast.staff("Noor", mette.role, ("Mjølnerparken",)))
    taken = noor.send("change_status", {"id": status, "youth": sami.id, "code": "EUG"})
    corrected = phone.send("correct_status", {"id": uuid4(), "youth": sami.id, "replaces": status, "code": "EUG"})
    assert (taken.outcome, corrected.outcome) == (Outcome.REFUSED, Outcome.APPLIED)


def test_the_order_in_which_operations_come_is_the_order_of_their_effect_on_the_day(phone, sami):
    """Statuses of different days arrive newest first; the newest holds all the same."""
    for code, day in (("EUG", "2026-11-22"), ("GYM", "2026-11-20"), ("UOP", "2026-11-21")):
        people_told = {"id": uuid4(), "youth": sami.id, "code": code, "observed_on": day}
        phone.send("change_status", people_told)
    assert agree()
    observed = StatusEvent.select().order_by(StatusEvent.observed_on)
    assert [event.status_id for event in observed] == ["GYM", "UOP", "EUG", "GYM"]


def test_an_operation_without_sense_is_refused_on_its_field(phone, sami):
    for kind, data, field in (
        ("change_status", {"id": uuid4(), "youth": sami.id, "code": "???"}, "code"),
        ("add_followup", {"id": uuid4(), "youth": sami.id, "text": " ", "due_on": "2026-11-30"}, "text"),
    ):
        result = phone.send(kind, data)
        assert (result.outcome, [fault.field for fault in result.errors]) == (Outcome.REFUSED, [field])


def test_everything_that_is_wrong_is_kept(phone, sami, mette):
    from uu.domain.errors import Fault, ManyInvalidError

    def do():
        raise ManyInvalidError(
            [Fault("text", "Write what is to be done.", {}), Fault("due_on", "Up to %(n)d.", {"n": 3})]
        )

    one = given(sami)
    operations.perform(mette, phone.device, one, do)
    again = operations.perform(mette, phone.device, one, do)
    assert [(fault.field, fault.params) for fault in again.errors] == [("text", {}), ("due_on", {"n": 3})]


def test_letters_no_text_can_hold_are_no_fault_of_the_fingerprint(phone, sami):
    def do():
        raise InvalidError("note", "Not these letters.")

    one = given(sami, note="\ud800", more=None, minutes=30)
    first = operations.perform(phone.owner, phone.device, one, do)
    assert first.outcome == Outcome.REFUSED
    assert operations.perform(phone.owner, phone.device, one, do).outcome == Outcome.ALREADY_APPLIED
