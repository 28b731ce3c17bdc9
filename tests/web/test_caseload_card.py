"""The card as a page: everything a counsellor needs in the stairwell, and no more than the reader may see."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from tests import cast
from tests.pages import without_chance
from tests.web.test_caseload import logged, words
from tests.young_people import ago, observed, young
from uu import clock
from uu.domain import cards, followups, grants, sessions, youths
from uu.domain.identity import Identity
from uu.domain.sessions import NewSession
from uu.models import FollowUp
from uu.vocabulary import AuditAct, FollowUpKind, FollowUpState, GrantReason, SessionKind, Told, Topic

WHO = Identity("Abdisalam", "Nur", "Sami", "+4512345678", "sami@example.org", "6711084321", contacts="Mor: Hodan")


@pytest.fixture
def sami(mette):
    return young(mette, who=WHO, status="EUG", counsellor_since=ago(250))


def card_of(client, youth):
    return client.get(f"/youths/{youth.id}")


def test_the_top_says_who_and_how_it_stands(mette, phone, sami):
    page = words(card_of(phone, sami))
    assert "Sami (Abdisalam Nur) 18 years · Mjølnerparken · yours since March 2026" in page
    assert "Vocational, basic course · 3 November" in page


def test_one_tap_calls_texts_and_starts_a_session(phone, sami):
    page = card_of(phone, sami).text
    for address in ("tel:+4512345678", "sms:+4512345678", f"/youths/{sami.id}/sessions/new"):
        assert f'href="{address}"' in page
    assert page.count(f'data-log-url="/youths/{sami.id}/sessions/new?kind=phone"') == 2


def test_the_cpr_number_is_masked(phone, sami):
    page = card_of(phone, sami).text
    assert "671108-••••" in page
    assert "4321" not in without_chance(page)


def test_the_next_step_can_be_done_moved_and_dropped(mette, phone, sami):
    step = followups.add_followup(mette, sami, uuid4(), "Send ansøgning", ago(-1))
    page = card_of(phone, sami)
    assert "Send ansøgning Tomorrow" in words(page)
    for verb in ("finish", "move", "drop"):
        assert re.search(rf'(href|action)="[^"]*{step.id}/{verb}"', page.text)


def test_a_statutory_clock_is_a_help_and_cannot_be_moved(phone, sami):
    running = FollowUp.create(
        id=uuid4(), youth=sami, kind=FollowUpKind.CONTACT_CLOCK, due_on=ago(-1), state=FollowUpState.OPEN,
        created_at=clock.now(),
    )  # fmt: skip
    page = card_of(phone, sami)
    assert "Contact by tomorrow (5 working days) Help to remember, no decision" in words(page)
    assert f"{running.id}/move" not in page.text


def test_what_has_happened_tells_sessions_and_statuses(mette, phone, sami):
    observed(sami, "AFB", ago(11))
    talk = NewSession(
        uuid4(), SessionKind.WALK_AND_TALK, clock.now(), 30, (Topic.CHOICE, Topic.CV), "Utterslev Mose", "Vil være kok."
    )
    sessions.record_session(mette, [sami], talk)
    page = words(card_of(phone, sami))
    assert "Walk & talk" in page.replace("&amp;", "&")
    assert "30 min · today Choice of education, CV · Utterslev Mose · Mette Vil være kok." in page
    assert "Dropped out · 12 November The young person says so · Mette before: Vocational, basic course" in page


def test_a_mistake_is_struck_through_and_its_correction_stands(phone, sami):
    wrong = observed(sami, "AFB", ago(11))
    right = observed(sami, "ORL", ago(11), replaces=wrong.id)
    page = card_of(phone, sami)
    assert "A mistake, corrected today by Mette" in words(page)
    assert page.text.count("entry-replaced") == 1
    assert f"{right.id}" in page.text
    assert f"{wrong.id}" not in page.text


def test_a_withdrawn_session_is_struck_through(mette, phone, sami):
    held = sessions.record_session(mette, [sami], NewSession(uuid4(), SessionKind.TALK, clock.now(), note="Forkert"))
    sessions.withdraw_session(mette, held)
    page = card_of(phone, sami)
    assert "Withdrawn: recorded by mistake" in words(page)
    assert "Forkert" in page.text


def test_what_is_missing_is_asked_for(mette, phone):
    unsure = young(mette, "Bo", said_age=17, told=Told.NOT_YET, status_on=ago(220))
    page = words(card_of(phone, unsure))
    for said in ("about 18, said so", "Tell about the registration", "Ask for the birth date", "7 months old"):
        assert said in page


def test_reading_a_card_is_logged(phone, sami):
    card_of(phone, sami)
    assert logged(AuditAct.YOUTH_READ)[1] == {sami.id}


def test_another_areas_card_is_no_page_and_its_name_nowhere(sami, signed_in):
    page = card_of(signed_in(cast.karim()), sami)
    assert page.status_code == 404
    assert "Sami" not in page.text


def test_a_leader_reads_for_a_stated_reason_and_changes_nothing(sami, signed_in):
    lone = cast.lone()
    client = signed_in(lone)
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert card_of(client, sami).status_code == 404
    grants.request_grant(lone, uuid4(), sami.id, GrantReason.ABSENCE, "Mette er syg i denne uge.")
    page = card_of(client, sami)
    assert "The counsellor is away · 60 minutes left" in words(page)
    main = page.text.split("<main")[1]
    assert "<form" not in main
    assert not re.search(r'href="(tel:|sms:|/youths/[^"]+/|/statuses|/sessions)', main)


def test_markup_in_a_name_or_a_note_is_text(mette, phone):
    nasty = young(mette, who=Identity("<b>Bo</b>", "& Søn", contacts="<script>alert(1)</script>"))
    sessions.record_session(mette, [nasty], NewSession(uuid4(), SessionKind.TALK, clock.now(), note="<i>nej</i>"))
    page = card_of(phone, nasty).text
    assert "&lt;b&gt;Bo&lt;/b&gt;" in page
    assert "<script>alert" not in page
    assert "<i>nej" not in page


def test_only_ones_own_session_can_be_withdrawn_and_only_once(mette, phone, sami):
    bo = cast.staff("Bo", mette.role, ("Mjølnerparken",))
    mine, his = (
        sessions.record_session(by, [sami], NewSession(uuid4(), SessionKind.TALK, clock.now())) for by in (mette, bo)
    )
    page = card_of(phone, sami).text
    assert f"/sessions/{mine.id}/withdraw" in page
    assert f"/sessions/{his.id}/withdraw" not in page
    sessions.withdraw_session(mette, mine)
    assert f"/sessions/{mine.id}/withdraw" not in card_of(phone, sami).text


def test_not_reached_is_one_tap_on_the_card(phone, sami):
    form = card_of(phone, sami).text.split(f'action="/youths/{sami.id}/attempts"')[1].split("</form>")[0]
    sent = dict(re.findall(r'name="(\w+)"[^>]*value="([^"]+)"', form))
    answer = phone.post(f"/youths/{sami.id}/attempts", data=sent, follow_redirects=True)
    assert "Attempted contact · today" in words(answer)


def test_changes_of_the_card_are_told_and_never_the_number(mette, phone, sami):
    before = cards.of(sami)
    changed = replace(before.identity, phone="+4587654321", cpr="6711084322")
    youths.edit_youth(mette, sami, replace(before, identity=changed, told=Told.NOT_YET), 1)
    page = words(card_of(phone, sami))
    assert "Phone: 12 34 56 78 → 87 65 43 21" in page
    assert "Told about the registration: Yes → Not yet" in page
    assert "CPR number changed" in page
    assert "4322" not in page


def test_contacts_of_somebody_of_age_are_asked_about(mette, phone):
    grown = young(mette, who=WHO, registered_at=clock.now() - timedelta(days=700))
    assert "Ask about the contacts" in words(card_of(phone, grown))
