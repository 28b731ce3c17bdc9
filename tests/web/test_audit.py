"""Dorthe reads the log in words, and the log notes that she did."""

import csv
import io

import pytest

from tests import cast, people
from tests.web.budget import counted
from uu.domain import audit, auditlog
from uu.models import AuditEntry, StaffUser
from uu.vocabulary import AuditAct


@pytest.fixture
def world(app):
    """Mette has read Sami's card and seen his number; Anton has locked Karim."""
    mette, karim, anton = cast.mette(), cast.karim(), cast.anton()
    sami = people.youth(mette)
    with audit.origin("192.0.2.7"):
        audit.record(AuditAct.YOUTH_READ, mette, youths=[sami.id])
        audit.record(AuditAct.CPR_REVEALED, mette, youths=[sami.id], purpose="application")
    audit.record(AuditAct.STAFF_LOCKED, anton, about=("staff", karim.id))
    audit.record(AuditAct.SIGN_IN_REFUSED, None, detail="password")
    return {"mette": mette, "sami": sami}


@pytest.fixture
def client(signed_in, world):
    """Dorthe's browser, in English."""
    dorthe = cast.dorthe()
    StaffUser.update(language="en").where(StaffUser.id == dorthe.id).execute()
    return signed_in(dorthe)


def shown(client, **asked):
    return client.get("/audit", query_string=asked).text.partition("</details>")[2]


def last():
    return AuditEntry.select().order_by(AuditEntry.seq.desc()).get()


def test_the_log_reads_as_sentences(client, world):
    html = shown(client)
    assert "<strong>Mette</strong> · Read a card" in html
    assert "<strong>Anton</strong> · Locked a user: Karim" in html
    assert "<strong>Somebody not signed in</strong> · Sign-in refused" in html
    assert auditlog.short_id(world["sami"].id) in html


def test_it_holds_nothing_of_the_young_people_but_the_beginning_of_an_id(client, world):
    html = client.get("/audit").text + client.get("/audit/download.csv").text
    assert world["sami"].id.hex not in html.replace("-", "")
    assert "Sami" not in html
    assert "20 00 00 00" not in html


def test_it_is_filtered(client, world):
    mette = world["mette"]
    assert "Locked a user" not in shown(client, who=str(mette.id))
    assert "Read a card" not in shown(client, act="staff_locked")
    assert "Locked a user" not in shown(client, youth=auditlog.short_id(world["sami"].id))
    assert "Locked a user" not in shown(client, address="192.0.2.7")
    assert "No entry fits" in shown(client, until="2026-11-22")
    assert "Locked a user" in shown(client, since="2026-11-23", until="2026-11-23")


@pytest.mark.parametrize(
    "asked",
    [{"who": "nobody"}, {"act": "dance"}, {"since": "2026-02-30"}, {"youth": "Sami"}, {"youth": "abc"},
     {"address": "x" * 65}, {"address": "a\x00b"}],
)  # fmt: skip
def test_a_filter_that_means_nothing_says_so_and_downloads_nothing(client, asked):
    assert client.get("/audit", query_string=asked).status_code == 422
    download = client.get("/audit/download.csv", query_string=asked)
    assert client.get(download.location).status_code == 422


@pytest.mark.parametrize(
    "asked", [{"before": "x"}, {"before": "-1"}, {"after": "9" * 30}, {"youth": "3fa8-" * 7}, {"before": "٣"}]
)
def test_a_page_that_is_nowhere_is_answered_calmly(client, asked):
    assert client.get("/audit", query_string=asked).status_code == 200


def test_reading_is_logged_with_what_was_looked_for(client, world):
    short = auditlog.short_id(world["sami"].id)
    client.get("/audit", query_string={"youth": short, "address": "192.0.2.7"})
    assert (last().act, last().detail) == (AuditAct.AUDIT_READ, f"youth={short} address")
    client.get("/audit/download.csv")
    assert (last().act, last().detail) == (AuditAct.AUDIT_READ, "csv")


def test_a_long_log_comes_in_pages(client):
    for _ in range(auditlog.PAGE):
        audit.record(AuditAct.SEARCH, None)
    html = client.get("/audit?act=search").text
    assert 'rel="next"' not in html
    audit.record(AuditAct.SEARCH, None)
    html = client.get("/audit?act=search").text
    assert 'rel="next"' in html
    assert "act=search" in html.partition('rel="next" href="')[2].partition('"')[0]


def test_the_download_holds_what_the_filter_lets_through(client, world):
    answer = client.get("/audit/download.csv", query_string={"who": str(world["mette"].id)})
    assert answer.headers["Content-Disposition"] == "attachment; filename=access-log.csv"
    assert answer.headers["Cache-Control"] == "no-store"
    lines = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    kept = [line for line in lines[1:] if len(line) > 1]
    assert {line[2] for line in kept} == {"Mette"}
    assert [line[3] for line in kept][:2] == ["Revealed a CPR number", "Read a card"]


def test_the_log_is_proved_whole(client):
    count = AuditEntry.select().count()
    assert f"All {count} entries are as they were written." in client.get("/audit/verification").text
    assert (last().act, last().detail) == (AuditAct.AUDIT_READ, "verification")


def test_an_entry_that_was_slipped_in_is_found(client):
    newest = last()
    newest.seq, newest.act = newest.seq + 1, AuditAct.YOUTH_READ
    newest.save(force_insert=True)
    assert f"Entry no. {newest.seq} is not as it was written" in client.get("/audit/verification").text


def test_a_page_of_the_log_asks_three_questions(client, world):
    for _ in range(60):
        audit.record(AuditAct.LIST_READ, world["mette"], youths=[world["sami"].id])
    with counted() as statements:
        client.get("/audit")
    assert len(statements.selects("staff_session", "pg_advisory_xact_lock")) <= 3 + 1


def test_what_a_day_did_and_what_was_changed_stand_in_words(client, world):
    audit.record(AuditAct.DAILY_RUN, None, detail="turned_25=2 start_passed=0 turned_18=1")
    audit.record(AuditAct.DAILY_RUN, None, detail="turned_25=0 start_passed=0 turned_18=0")
    audit.record(AuditAct.YOUTH_CHANGED, world["mette"], youths=[world["sami"].id], detail="first_name birth_on")
    html = shown(client)
    assert "turned 25 and closed: 2, turned 18: 1" in html
    assert "it concerned nobody" in html
    assert "First name, Birth date" in html
    assert not [word for word in ("turned_25", "start_passed", "first_name") if word in html]
