"""What somebody tries who knows ids, has an old form, or has had the password: it leads nowhere, or is in the log."""

import re
from uuid import uuid4

import pytest

from tests import cast, people
from tests.cast import PASSWORD
from tests.web.filling import filled
from uu.domain import invitations, passwords, staff
from uu.models import AuditEntry, AuditSubject, SessionParticipant, StaffSession
from uu.vocabulary import AuditAct


def token_on(client, path="/account"):
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(path).text)[1]


def logged_about(act, youth):
    """How often the act stands in the log about this person."""
    entries = AuditEntry.select(AuditEntry.seq).where(AuditEntry.act == act)
    return AuditSubject.select().where(AuditSubject.entry.in_(entries) & (AuditSubject.youth == youth.id)).count()


@pytest.mark.parametrize("form", ["edit", "handover", "cpr", "moves/new", "protection"])
def test_a_form_that_comes_back_with_the_name_on_it_is_a_reading(signed_in, mette, form):
    sami, client = people.youth(mette), signed_in(mette)
    answer = client.post(f"/youths/{sami.id}/{form}", data={})
    assert "Sami" in answer.text
    assert logged_about(AuditAct.YOUTH_READ, sami) == 1


def test_a_forged_companion_of_a_session_is_nobody_or_a_reading(signed_in, mette):
    sami, aisha = people.youth(mette), people.youth(mette, "Aisha")
    far = people.youth(cast.karim(), "Olga", area=cast.area("Tingbjerg"))
    client = signed_in(mette)
    words = {
        "csrf_token": token_on(client),
        "id": str(uuid4()),
        "more": [str(aisha.id), str(far.id)],
        "note": "CPR 010165-1234",
    }
    answer = client.post(f"/youths/{sami.id}/sessions/new", data=words)
    assert "Aisha" in answer.text
    assert "Olga" not in answer.text
    assert logged_about(AuditAct.YOUTH_READ, aisha) == 1
    assert not SessionParticipant.select().where(SessionParticipant.youth == far.id).exists()


def test_the_cookie_which_is_signed_and_not_sealed_holds_nothing_about_anybody(signed_in, mette):
    sami, karim, client = people.youth(mette), cast.karim(), signed_in(mette)
    filled(client, f"/youths/{sami.id}/edit", last_name="Nur", cpr="")
    filled(client, f"/youths/{sami.id}/sessions/new", note="Gik en tur", place="Superkilen")
    filled(client, f"/youths/{sami.id}/handover", to=str(karim.id))
    with client.session_transaction() as session:
        assert set(session) == {"token", "csrf_token", "_flashes"}
        assert not [word for word in ("Sami", "Nur", "Gik", "Superkilen", "Karim") if word in str(session)]


def test_a_refusal_says_about_whom(signed_in, mette):
    far = people.youth(cast.karim(), area=cast.area("Tingbjerg"))
    assert signed_in(mette).get(f"/youths/{far.id}").status_code == 404
    assert signed_in(cast.anton()).get(f"/youths/{far.id}").status_code == 404
    assert logged_about(AuditAct.REFUSED, far) == 2


def test_words_searched_by_are_not_carried_through_the_sign_in(client):
    assert client.get("/youths?q=Amina&show=all").headers["Location"] == "/login?next=/youths"


def test_a_version_of_a_thousand_digits_is_an_old_form(signed_in, mette):
    sami, client = people.youth(mette), signed_in(mette)
    words = {"csrf_token": token_on(client), "first_name": "Sami", "birth_on": "2009-06-01", "origin": "street",
             "informed": "yes", "version": "9" * 30}  # fmt: skip
    assert client.post(f"/youths/{sami.id}/edit", data=words).status_code == 422


def test_who_gave_an_old_password_is_halfway_no_more(app, client, mette):
    mette.password_hash = passwords.hash_of(PASSWORD)
    mette.save()
    client.post("/login", data={"csrf_token": token_on(client, "/login"), "username": "mette", "password": PASSWORD})
    assert client.get("/login/second-factor").status_code == 200
    invitations.accept(invitations.issue(cast.anton(), mette), "en helt anden vej hjem")
    staff.reset_second_factor(cast.lone(), mette)
    assert client.get("/login/second-factor").headers["Location"] == "/login"
    assert not StaffSession.select().exists()


def test_a_guess_at_the_present_password_is_in_the_log(signed_in, mette):
    client = signed_in(mette)
    words = {"csrf_token": token_on(client), "present": "forkert kodeord", "new": "en helt anden vej hjem"}
    client.post("/account/password", data={**words, "again": words["new"]})
    guessed = AuditEntry.get(AuditEntry.act == AuditAct.SIGN_IN_REFUSED)
    assert (guessed.actor, guessed.detail) == (mette.id, "password")


def test_a_static_file_is_read_as_what_it_is_and_by_us_alone(client):
    sheet = re.search(r'href="(/static/[^"]+/app.css)"', client.get("/login").text)[1]
    with client.get(sheet) as response:
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "Access-Control-Allow-Origin" not in response.headers
