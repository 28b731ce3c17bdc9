"""Mette sees her phones, signs one out and wipes a lost one; Anton sees everybody's."""

from uuid import uuid4

import pytest

from tests import cast
from tests.field import Phone
from tests.web.filling import press
from uu.domain import devices, tokens
from uu.domain.errors import DeviceRevokedError
from uu.models import AuditEntry, Device, StaffUser
from uu.vocabulary import AuditAct, Role


@pytest.fixture
def lost(mette):
    """Mette's phone, which last said that it holds three records."""
    phone = Phone(mette)
    devices.heard_from(phone.device, 3, "2026.11.1")
    return phone


def english(browser):
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


@pytest.fixture
def anton(app, signed_in):
    return english(signed_in(cast.anton()))


def test_somebody_without_a_phone_is_led_to_make_one_ready(phone):
    page = phone.get("/devices")
    assert "No phone is ready" in page.text
    assert 'href="/devices/new"' in page.text
    assert 'href="/devices"' in phone.get("/account").text


def test_one_sees_ones_own_phones_and_nobody_elses(phone, lost):
    Phone(cast.karim())
    page = phone.get("/devices")
    assert "Mettes telefon" in page.text
    assert "3 not sent" in page.text
    assert "Karim" not in page.text
    show = phone.get(f"/devices/{lost.id}")
    assert all(words in show.text for words in ("2026.11.1", "Made ready", "Ready", "Last seen"))


def test_a_phone_signed_out_reads_nothing_more_and_keeps_what_lies_on_it(phone, lost):
    path = f"/devices/{lost.id}"
    assert press(phone, f"{path}/sign-out", phone.get(path)).location == path
    page = phone.get(path)
    assert "Has no access" in page.text
    assert "Access ended" in page.text
    assert "/sign-out" not in page.text
    assert devices.standing(lost.id) == "signed_out"


def test_who_wipes_a_phone_is_told_before_what_becomes_of_what_it_holds(phone, lost):
    path = f"/devices/{lost.id}"
    page = phone.get(path)
    assert "The phone last said that 3 records are not sent" in page.text
    assert "If the phone never gets contact, they are lost." in page.text
    press(phone, f"{path}/wipe", page)
    assert devices.standing(lost.id) == "wipe"
    after = phone.get(path)
    assert "set aside for a colleague to look at" in after.text
    assert "/wipe" not in after.text


def test_a_wiped_phone_says_so_and_stands_apart(phone, lost):
    press(phone, f"/devices/{lost.id}/wipe", phone.get(f"/devices/{lost.id}"))
    devices.note_wiped(lost.id)
    assert "The phone has wiped itself" in phone.get(f"/devices/{lost.id}").text
    assert "1 phone that was wiped" in phone.get("/devices").text


def test_what_is_known_of_a_phone_that_was_asked_to_wipe_itself_is_told(phone, lost, at):
    at("2026-11-23 14:00")
    press(phone, f"/devices/{lost.id}/wipe", phone.get(f"/devices/{lost.id}"))
    before = phone.get(f"/devices/{lost.id}").text
    assert "It has not shown itself since it was asked." in before
    at("2026-11-23 14:05")
    with pytest.raises(DeviceRevokedError):
        tokens.refresh(lost.tokens.refresh, uuid4())
    after = phone.get(f"/devices/{lost.id}").text
    assert "The phone has not said that it has wiped itself" in after
    assert "It was in contact after it was asked" in after
    assert "The phone has wiped itself" not in after


def test_without_the_token_of_the_page_nothing_happens(phone, lost):
    for act in ("sign-out", "wipe"):
        assert phone.post(f"/devices/{lost.id}/{act}").status_code == 303
    assert devices.standing(lost.id) == "ready"


@pytest.mark.parametrize("somebody", [cast.karim, cast.lone, cast.dorthe])
def test_somebody_elses_phone_is_not_there(signed_in, phone, lost, somebody):
    other, own = signed_in(somebody()), phone.get(f"/devices/{lost.id}")
    assert other.get(f"/devices/{lost.id}").status_code == 404
    for act in ("sign-out", "wipe"):
        assert press(other, f"/devices/{lost.id}/{act}", own).status_code == 404
    assert devices.standing(lost.id) == "ready"


def test_a_phone_that_was_never_ready_is_not_there(phone):
    assert phone.get(f"/devices/{uuid4()}").status_code == 404


def test_the_administrator_finds_a_phone_by_its_owner_and_wipes_it(anton, lost):
    Phone(cast.karim())
    everybody = anton.get("/devices/all")
    assert [name in everybody.text for name in ("Mettes telefon", "Karims telefon")] == [True, True]
    found = anton.get("/devices/all?q=mett")
    assert [name in found.text for name in ("Mettes telefon", "Karims telefon")] == [True, False]
    path = f"/devices/{lost.id}"
    press(anton, f"{path}/wipe", anton.get(path))
    assert Device.get_by_id(lost.id).revoked_by.name == "Anton"


@pytest.mark.parametrize(
    ("sort", "first"),
    [("owner", "Karim"), ("-owner", "Mette"), ("unsent", "Karim"), ("-unsent", "Mette"), ("nonsense", "Mette")],
)
def test_the_list_sorts_by_what_one_asks(anton, lost, at, sort, first):
    at("2026-11-20 10:00")
    Phone(cast.karim())
    html = anton.get(f"/devices/all?sort={sort}").text
    places = {name: html.index(f"{name}s telefon") for name in ("Karim", "Mette")}
    assert min(places, key=places.get) == first


def test_nobody_has_a_phone_and_nobody_fits(anton, mette):
    assert "No phone is ready yet" in anton.get("/devices/all").text
    Phone(mette)
    assert "Nobody fits" in anton.get("/devices/all?q=zzz").text


def test_the_page_of_a_user_shows_their_phones(anton, lost, mette):
    page = anton.get(f"/staff/{mette.id}")
    assert f'href="/devices/{lost.id}"' in page.text


@pytest.mark.parametrize("somebody", [cast.lone, cast.hanne, cast.anton, cast.dorthe])
def test_who_does_not_work_in_the_field_is_offered_no_phone(db, signed_in, somebody):
    page = english(signed_in(somebody())).get("/devices")
    assert "No program is signed in" in page.text
    assert "/devices/new" not in page.text


def test_a_leader_sees_the_own_program_and_ends_its_access(signed_in):
    lone = cast.lone()
    program, browser = Phone(lone), english(signed_in(lone))
    assert 'href="/devices"' in browser.get("/account").text
    assert f'href="/devices/{program.id}"' in browser.get("/devices").text
    path = f"/devices/{program.id}"
    page = browser.get(path)
    assert 'href="/devices"' in page.text
    assert "Open the app" not in page.text
    press(browser, f"{path}/sign-out", page)
    assert devices.standing(program.id) == "signed_out"


def test_who_was_a_counsellor_still_ends_what_works_in_their_name(signed_in, lost, mette):
    StaffUser.update(role=Role.PLAN_LEADER).where(StaffUser.id == mette.id).execute()
    browser = english(signed_in(StaffUser.get_by_id(mette.id)))
    assert 'href="/devices"' in browser.get("/account").text
    press(browser, f"/devices/{lost.id}/sign-out", browser.get(f"/devices/{lost.id}"))
    assert devices.standing(lost.id) == "signed_out"


@pytest.mark.parametrize("somebody", [cast.mette, cast.lone, cast.hanne, cast.dorthe])
def test_only_an_administrator_sees_everybodys(db, signed_in, somebody):
    assert signed_in(somebody()).get("/devices/all").status_code == 403


def test_the_log_tells_whose_phone_it_was_and_what_was_asked(phone, lost, signed_in):
    press(phone, f"/devices/{lost.id}/wipe", phone.get(f"/devices/{lost.id}"))
    assert AuditEntry.get(AuditEntry.act == AuditAct.DEVICE_REVOKED).actor == StaffUser.get(name="Mette").id
    dorthe = english(signed_in(cast.dorthe()))
    page = dorthe.get("/audit?act=device_revoked")
    assert all(words in page.text for words in ("Mettes telefon (Mette)", "to be wiped at the next contact"))
    assert "Mettes telefon (Mette)" in dorthe.get("/audit/download.csv?act=device_revoked").text


def test_the_days_offline_are_a_setting(anton):
    page = anton.get("/settings")
    assert "A phone is emptied after (days without contact)" in page.text
    assert 'value="14"' in page.text
