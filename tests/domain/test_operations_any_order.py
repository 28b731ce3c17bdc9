"""Two phones in the same basement: whatever is doubled, answered in vain or comes late is there exactly once."""

from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest

from tests import cast, people
from tests.field import Phone
from uu import clock
from uu.domain import audit, changes, recounts
from uu.models import FollowUp, GuidanceSession, Operation, StatusEvent, Youth
from uu.vocabulary import Outcome

EFFECTIVE = {Outcome.APPLIED, Outcome.MERGED, Outcome.CONFLICT}
DONE = EFFECTIVE | {Outcome.ALREADY_APPLIED}


def days_work(luck, phone, folk):
    """What one counsellor writes in a day, oldest first, each with the moment it was written."""
    written, youth, step = [], uuid4(), uuid4()
    written.append(("register_youth", {"id": youth, "area": cast.area("Mjølnerparken"), "phone": ""}, None))
    written.append(("add_followup", {"id": step, "youth": youth, "text": "Ring", "due_on": "2026-12-01"}, None))
    for _ in range(8):
        whom = luck.choice([youth, *(one.id for one in folk)])
        written += [
            ("record_session", {"id": uuid4(), "youth": whom, "note": "Gik en tur"}, None),
            ("change_status", {"id": uuid4(), "youth": whom, "code": luck.choice(["GYM", "EUG", "LED", "JOB"])}, None),
        ]
    for one in folk:
        changed = luck.choice(["nickname", "last_name"])
        written.append(("edit_card", {"youth": one.id, changed: f"{phone.owner.name}s bud"}, 1))
    written.append(("finish_followup", {"followup": step}, None))
    began = clock.now() - timedelta(hours=8)
    return [
        {"kind": kind, "data": data, "version": version, "operation": uuid4(), "made": began + timedelta(minutes=place)}
        for place, (kind, data, version) in enumerate(written)
    ]


@pytest.mark.parametrize("seed", range(3))
def test_everything_is_there_exactly_once(db, seed):
    luck, mette = Random(seed), cast.mette()
    noor = cast.staff("Noor", mette.role, ("Mjølnerparken",))
    folk = [people.youth(mette, f"Nummer {number}") for number in range(3)]
    phones = [Phone(mette), Phone(noor)]
    waiting = {phone.id: days_work(luck, phone, folk) for phone in phones}
    sent = [(phone, one) for phone in phones for one in waiting[phone.id]]
    answers = {one["operation"]: set() for _phone, one in sent}
    while any(waiting.values()):
        phone = luck.choice([phone for phone in phones if waiting[phone.id]])
        batch = waiting[phone.id][: luck.randint(1, 6)]
        before = [one for whose, one in sent if whose is phone and one not in waiting[phone.id]]
        for one in [*batch, *luck.choices(before or batch, k=2)]:
            answers[one["operation"]].add(phone.send(**one).outcome)
        if luck.random() < 0.7:  # Otherwise the answer is lost, and the phone sends the same again.
            waiting[phone.id] = waiting[phone.id][len(batch) :]
    assert all(outcomes <= DONE and outcomes & EFFECTIVE for outcomes in answers.values())
    assert Operation.select().count() == len(sent)
    kinds = [one["kind"] for _phone, one in sent]
    assert GuidanceSession.select().count() == kinds.count("record_session")
    assert StatusEvent.select().count() == len(folk) + 2 + kinds.count("change_status")
    assert (Youth.select().count(), FollowUp.select().where(FollowUp.sealed_text.is_null(False)).count()) == (5, 2)
    assert recounts.differences(lambda _done: None) == []
    assert audit.verify().broken_at is None
    for phone in phones:
        given = changes.page(phone.owner, phone.device).people
        assert {one.id: one.version for one in given} == {
            one.id: one.version for one in Youth.select().where(Youth.counsellor == phone.owner)
        }
