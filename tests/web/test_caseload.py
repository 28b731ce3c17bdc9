"""Mine unge as a page: what it says, what it asks, and what the access log keeps."""

import re
from uuid import uuid4

import pytest

from tests import cast
from tests.web.budget import counted
from tests.young_people import ago, young
from uu import clock
from uu.domain import followups, policies
from uu.domain.identity import Identity
from uu.models import AuditEntry, AuditSubject, FollowUp
from uu.vocabulary import AuditAct, FollowUpKind, FollowUpState, Told


def words(response):
    """The text of a page as one reads it."""
    main = response.text.split("<main", 1)[1].split("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def logged(act):
    entry = AuditEntry.select().where(AuditEntry.act == act).order_by(AuditEntry.seq.desc()).get()
    return entry, {subject.youth for subject in AuditSubject.select().where(AuditSubject.entry == entry.seq)}


def test_the_start_page_says_the_day_and_how_many_need_one_today(mette, phone):
    followups.add_followup(mette, young(mette, "Emil Skov"), uuid4(), "Send ansøgning", ago(0))
    young(mette, "Amina Holm")
    page = words(phone.get("/youths"))
    assert "Monday 23 November · 1 needs you today" in page
    assert "Emil S." in page
    assert "Today: Send ansøgning" in page
    assert "Amina" not in page


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"last_contact_on": ago}, "Not spoken for 63 days"),
        ({"told": Told.NOT_YET}, "Tell about the registration"),
        ({"said_age": 17}, "The age is an estimate: ask for the birth date"),
        ({"status": "UOP"}, "The status is not known"),
        ({"status_on": ago}, "2 months old"),
    ],
)
def test_each_row_says_why(mette, phone, columns, sentence):
    columns = {name: value(63) if value is ago else value for name, value in columns.items()}
    young(mette, "Yusuf", **columns)
    if "status_on" in columns:
        policies.change_policy(mette, "stale_after_months", 1)
    assert sentence in words(phone.get("/youths?show=all"))


def test_a_statutory_clock_is_told_with_its_deadline(mette, phone):
    sami = young(mette, "Sami", status="AFB")
    FollowUp.create(
        id=uuid4(), youth=sami, kind=FollowUpKind.CONTACT_CLOCK, due_on=ago(-1), state=FollowUpState.OPEN,
        created_at=clock.now(),
    )  # fmt: skip
    followups.refresh_due(sami.id)
    assert "Contact by tomorrow (5 working days)" in words(phone.get("/youths"))


def test_the_name_they_use_comes_first_and_the_phone_logs_its_call(mette, phone):
    sami = young(mette, who=Identity("Abdisalam", "Nur", "Sami", "+4512345678"))
    page = phone.get("/youths?show=all")
    assert "Sami (Abdisalam N.)" in words(page)
    assert 'href="tel:+4512345678"' in page.text
    assert f'data-log-url="/youths/{sami.id}/sessions/new?kind=phone"' in page.text


def test_a_search_finds_and_the_log_keeps_whom_it_showed_not_what_was_written(mette, phone):
    found = young(mette, "Ayşe Demir")
    young(mette, "Bo Holm")
    page = phone.get("/youths?q=ayse")
    assert "1 young person found" in words(page)
    assert 'data-announce="1 young person"' in page.text
    entry, subjects = logged(AuditAct.SEARCH)
    assert subjects == {found.id}
    assert "ayse" not in f"{entry.detail}{entry.purpose}{entry.object_id}{entry.object_kind}"


def test_a_list_is_logged_with_everybody_it_showed(mette, phone):
    shown, hidden = young(mette, last_contact_on=ago(90)), young(mette)
    phone.get("/youths")
    assert logged(AuditAct.LIST_READ)[1] == {shown.id}
    phone.get("/youths?show=all")
    assert logged(AuditAct.LIST_READ)[1] == {shown.id, hidden.id}


@pytest.mark.parametrize(
    "query",
    [
        "?show=none",
        "?whose=everybody",
        "?area=x",
        "?page=-3",
        "?page=99999999999",
        "?sort=%00",
        "?q=%00%E2%80%AE",
        "?q=...",
    ],
)
def test_an_address_with_nonsense_is_a_list_all_the_same(mette, phone, query):
    young(mette)
    assert phone.get(f"/youths{query}").status_code == 200


def test_empty_lists_say_what_to_do(mette, phone):
    assert "No young people yet" in words(phone.get("/youths"))
    assert "Nobody found" in words(phone.get("/youths?q=amina"))
    young(mette)
    assert "Nobody needs you today" in words(phone.get("/youths"))
    assert "Nobody matches the filter" in words(phone.get("/youths?show=at_risk"))
    assert "Nobody here" in words(phone.get("/youths?whose=areas&show=all"))


def test_closed_people_are_found_under_their_own_filter(mette, phone):
    young(mette, "Dina", status="FLY", closed=True)
    assert "Dina" not in words(phone.get("/youths?show=all"))
    assert "Dina" in words(phone.get("/youths?show=closed"))


def test_a_new_session_begins_by_choosing_whom_it_was_with(mette, phone):
    amina = young(mette, "Amina")
    page = phone.get("/youths?for=session")
    assert "Who was it with?" in page.text
    assert f'href="/youths/{amina.id}/sessions/new"' in page.text


def test_a_long_list_stays_light_and_comes_in_pages(mette, phone):
    for number in range(52):
        young(mette, who=Identity(f"Navn{number}", "Efternavn", phone=f"+45123456{number:02}"), last_contact_on=ago(70))
    first, second = phone.get("/youths"), phone.get("/youths?page=2")
    assert first.text.count("person-name") == 50
    assert second.text.count("person-name") == 2
    assert "Page 2 of 2" in words(second)


def test_a_list_costs_as_many_statements_with_many_rows_as_with_one(mette, phone):
    spent = []
    for more in (1, 20):
        for number in range(more):
            young(mette, f"Nr{number}", last_contact_on=ago(70))
        with counted() as statements:
            phone.get("/youths")
        spent.append((len(statements.selects("staff_session", "audit_entry")), len(statements.keyring)))
    assert spent == [(3, 1), (3, 1)]


def test_only_counsellors_and_leaders_have_a_list(db, signed_in):
    for somebody in (cast.hanne(), cast.anton(), cast.dorthe()):
        assert signed_in(somebody).get("/youths").status_code == 403
    assert signed_in(cast.lone()).get("/youths").status_code == 200
