"""The card: what it shows of a young person, in which order, and to whom."""

from dataclasses import replace
from uuid import uuid4

import pytest

from tests import cast
from tests.web.budget import counted
from tests.young_people import ago, observed, young
from uu import clock
from uu.domain import cards, caseload_card, followups, grants, sessions, youths
from uu.domain.errors import NotVisibleError
from uu.domain.identity import Identity
from uu.domain.sessions import NewSession
from uu.vocabulary import GrantReason, SessionKind


@pytest.fixture
def mette(db):
    return cast.mette()


def talked(by, youth, days_ago=0, note="", kind=SessionKind.WALK_AND_TALK):
    held_at = clock.from_local(clock.local(clock.now()).replace(tzinfo=None, day=23 - days_ago, hour=9))
    return sessions.record_session(by, [youth], NewSession(uuid4(), kind, held_at, 30, note=note))


def test_the_card_says_who_how_old_where_and_whose(mette):
    sami = young(mette, who=Identity("Abdisalam", "Nur", "Sami"), said_age=17)
    card = caseload_card.read_card(mette, sami.id)
    assert (card.who.name, card.age, card.age_is_said, card.area) == ("Sami", 18, True, "Mjølnerparken")
    assert (card.counsellor, card.registered_by, card.status.code) == ("Mette", "Mette", "GYM")
    assert card.opening is None


def test_everything_that_happened_stands_in_one_line_the_newest_first(mette):
    sami = young(mette, status="EUG", status_on=ago(20))
    observed(sami, "AFB", ago(11))
    talked(mette, sami, 1, "Vil gerne se FGU.")
    happened = caseload_card.read_card(mette, sami.id).happened
    assert [one.status.word.code if one.status else one.session.note for one in happened] == [
        "Vil gerne se FGU.",
        "AFB",
        "EUG",
    ]
    assert [one.before.code if one.before else None for one in happened] == [None, "EUG", None]


def test_a_mistake_and_its_correction_are_both_there(mette):
    sami = young(mette, status="EUG", status_on=ago(20))
    wrong = observed(sami, "AFB", ago(11))
    observed(sami, "ORL", ago(10), replaces=wrong.id)
    right, mistake, first = caseload_card.read_card(mette, sami.id).happened
    assert (mistake.status.word.code, mistake.corrected_by.word.code) == ("AFB", "ORL")
    assert (right.status.word.code, right.corrected_by, right.before.code) == ("ORL", None, "EUG")
    assert first.status.word.code == "EUG"


def test_a_withdrawn_session_stays_readable(mette):
    sami = young(mette)
    sessions.withdraw_session(mette, talked(mette, sami, 1))
    assert [one.session.withdrawn for one in caseload_card.read_card(mette, sami.id).happened if one.session] == [True]


def test_what_is_agreed_comes_with_what_is_due_first(mette):
    sami = young(mette)
    for text, due_on in (("Senere", ago(-9)), ("Først", ago(0))):
        followups.add_followup(mette, sami, uuid4(), text, due_on)
    assert [due.text for due in caseload_card.read_card(mette, sami.id).followups] == ["Først", "Senere"]


def test_an_old_status_is_said_to_be_old(mette):
    assert caseload_card.read_card(mette, young(mette, status_on=ago(200)).id).is_stale
    assert not caseload_card.read_card(mette, young(mette, status="GUU", status_on=ago(200)).id).is_stale


def test_changes_of_the_card_are_told_the_newest_first(mette):
    sami = young(mette)
    for version, name in ((1, "Sami"), (2, "Samir")):
        card = cards.of(youths.access.visible_youth(mette, sami.id))
        youths.edit_youth(mette, sami, replace(card, identity=replace(card.identity, first_name=name)), version)
    changes = caseload_card.read_card(mette, sami.id).changes
    assert [(one.field, one.before, one.after, one.by) for one in changes] == [
        ("first_name", "Sami", "Samir", "Mette"),
        ("first_name", "Amina", "Sami", "Mette"),
    ]


def test_a_card_of_another_area_is_no_card(mette):
    sami = young(mette)
    with pytest.raises(NotVisibleError):
        caseload_card.read_card(cast.karim(), sami.id)


def test_a_leader_reads_it_for_a_reason_and_for_a_while(mette, at):
    lone, sami = cast.lone(), young(mette)
    with pytest.raises(NotVisibleError):
        caseload_card.read_card(lone, sami.id)
    grants.request_grant(lone, uuid4(), sami.id, GrantReason.ABSENCE, "Mette er syg i denne uge.")
    at("2026-11-23 10:10")
    grants.request_grant(lone, uuid4(), sami.id, GrantReason.QUALITY, "Stikprøve af notaterne.")
    at("2026-11-23 10:19")
    opening = caseload_card.read_card(lone, sami.id).opening
    assert (opening.reason, opening.minutes_left) == (GrantReason.QUALITY, 51)
    at("2026-11-23 11:10")
    with pytest.raises(NotVisibleError):
        caseload_card.read_card(lone, sami.id)


def test_a_long_history_costs_no_more_statements_than_a_short_one(mette):
    short, long = young(mette), young(mette)
    talked(mette, short, 1)
    followups.add_followup(mette, short, uuid4(), "Ring", ago(-1))
    for days in range(1, 9):
        talked(mette, long, days)
        observed(long, "FGU", ago(days))
        followups.add_followup(mette, long, uuid4(), "Ring", ago(-days))
    spent = []
    for youth in (short, long):
        with counted() as statements:
            caseload_card.read_card(mette, youth.id)
        spent.append((len(statements.data), len(statements.keyring)))
    assert spent[0] == spent[1]
