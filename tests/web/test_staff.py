"""Anton invites, changes, locks and hands over; nobody else gets near."""

import re
from uuid import uuid4

import pytest

from tests import cast, people
from tests.cast import PASSWORD, area
from tests.web.budget import counted
from tests.web.filling import filled, press
from uu import clock
from uu.domain import access, followups, signin, staff
from uu.models import FollowUp, HousingPlan, StaffUser, Youth
from uu.vocabulary import Role


@pytest.fixture
def anton(app):
    return cast.anton()


@pytest.fixture
def client(signed_in, anton):
    """Anton's browser, in English."""
    StaffUser.update(language="en").where(StaffUser.id == anton.id).execute()
    return signed_in(anton)


def invited(client, **typed):
    words = {"name": "Sara Holm", "username": "sara", "role": "counsellor", "areas": [str(area("Tingbjerg"))]}
    return filled(client, "/staff/new", **words | typed)


def link_on(html: str) -> str:
    found = re.search(r'id="link">https?://[^/]+(/invitations/[^<]+)<', html)
    return found[1] if found else ""


def test_inviting_gives_a_link_that_is_shown_once_and_works(client, app):
    where = invited(client).location
    link = link_on(client.get(where).text)
    assert link_on(client.get(where).text) == ""
    guest = app.test_client()
    assert filled(guest, link, password=PASSWORD).location == "/login"
    sara = signin.try_password("sara", PASSWORD)
    assert sara.name == "Sara Holm"
    assert access.area_ids(sara) == [area("Tingbjerg")]


def test_the_link_leads_to_the_address_people_use_and_not_the_one_asked_for(client, settings):
    page = client.get(invited(client).location)
    assert not settings.base_url.endswith("//localhost")
    assert f'id="link">{settings.base_url}/invitations/' in page.text


def test_the_same_invitation_sent_twice_makes_one_user(client):
    page = client.get("/staff/new")
    words = {"name": "Sara Holm", "username": "sara", "role": "leader"}
    first, second = (press(client, "/staff/new", page, **words) for _ in range(2))
    assert first.location == second.location
    assert StaffUser.select().where(StaffUser.username == "sara").count() == 1


@pytest.mark.parametrize(
    "typed",
    [{"name": ""}, {"name": "x" * 121}, {"name": "Sara\x00"}, {"name": "\u202earaS"}, {"username": "anton"},
     {"username": "sara holm"}, {"username": ""}, {"role": ""}, {"role": "queen"}, {"areas": ["not-an-area"]},
     {"areas": [str(uuid4())]}, {"role": "plan_leader"}, {"id": "7"}],
)  # fmt: skip
def test_an_invitation_that_does_not_do_makes_nobody(client, typed):
    answer = invited(client, **typed)
    assert answer.status_code == 422
    assert StaffUser.select().where(StaffUser.name.startswith("Sara")).count() == 0


def test_an_old_page_keeps_what_was_typed(client):
    answer = invited(client, csrf_token="old")
    assert answer.status_code == 422
    assert 'value="Sara Holm"' in answer.text
    assert StaffUser.select().count() == 1


def test_a_head_of_a_plan_is_given_one(client):
    plan = HousingPlan.get()
    where = invited(client, role="plan_leader", plans=[str(plan.id)]).location
    assert plan.name in client.get(where).text.replace("&amp;", "&")


def test_changing_role_and_areas(client):
    mette = cast.mette()
    answer = filled(client, f"/staff/{mette.id}/edit", areas=[str(area("Tingbjerg"))])
    assert answer.status_code == 303
    assert access.area_ids(mette) == [area("Tingbjerg")]
    assert "Tingbjerg" in client.get(answer.location).text


def test_two_administrators_at_once_both_see_what_differs(client):
    mette = cast.mette()
    page = client.get(f"/staff/{mette.id}/edit")
    filled(client, f"/staff/{mette.id}/edit", name="Mette Berg")
    answer = press(client, f"/staff/{mette.id}/edit", page, name="Mette Lund")
    assert answer.status_code == 409
    assert "Mette Berg" in answer.text
    assert staff.find(mette.id).name == "Mette Berg"
    assert press(client, f"/staff/{mette.id}/edit", answer, name="Mette Lund").status_code == 303
    assert staff.find(mette.id).name == "Mette Lund"


def test_locking_signs_out_and_asks_who_takes_over(client, signed_in):
    mette, karim = cast.mette(), cast.karim()
    sami = people.youth(mette)
    mettes = signed_in(mette)
    answer = press(client, f"/staff/{mette.id}/lock", client.get(f"/staff/{mette.id}"))
    assert "1 young person needs another counsellor." in client.get(answer.location).text
    assert mettes.get("/account").location.startswith("/login")
    filled(client, answer.location, to=str(karim.id))
    assert people.now(sami).counsellor == karim
    assert staff.young_people_of(mette) == 0
    assert client.get(answer.location).status_code == 200


@pytest.mark.parametrize("gone", ["locked", "leader"])
def test_whoever_can_look_after_nobody_any_more_is_shown_with_the_young_people_left(client, gone):
    mette = cast.mette()
    people.youth(mette)
    path, left = f"/staff/{mette.id}", "1 young person needs another counsellor."
    assert left not in client.get(path).text
    if gone == "locked":
        press(client, f"{path}/lock", client.get(path))
    else:
        filled(client, f"{path}/edit", role=gone)
    client.get(path)  # Takes the message that says the same once, after locking.
    page = client.get(path).text
    assert (left in page, f'href="{path}/hand-over"' in page) == (True, True)
    filled(client, f"{path}/hand-over", to=str(cast.karim().id))
    assert left not in client.get(path).text


def test_a_leader_finds_from_the_menu_whose_young_people_to_hand_over(signed_in, client):
    mette, karim = cast.mette(), cast.karim()
    sami = people.youth(mette)
    press(client, f"/staff/{mette.id}/lock", client.get(f"/staff/{mette.id}"))
    lone = signed_in(cast.lone())
    assert 'href="/staff/hand-over"' in lone.get("/overview").text
    found = lone.get("/staff/hand-over").text
    assert f'href="/staff/{mette.id}/hand-over"' in found
    assert f'href="/staff/{karim.id}/hand-over"' not in found
    filled(lone, f"/staff/{mette.id}/hand-over", to=str(karim.id))
    assert people.now(sami).counsellor == karim


def test_closed_young_people_and_steps_for_others_are_handed_over_too(client):
    mette, karim, noor = cast.mette(), cast.karim(), cast.staff("Noor", Role.COUNSELLOR, ("Mjølnerparken",))
    sami, amina = people.youth(mette), people.youth(noor, "Amina")
    Youth.update(closed=True).where(Youth.id == sami.id).execute()
    step = followups.add_followup(noor, amina, uuid4(), "Ring til skolen", clock.today())
    FollowUp.update(assignee=mette).where(FollowUp.id == step.id).execute()
    path = f"/staff/{mette.id}"
    assert "Hand over what is left" in client.get(path).text
    page = client.get(f"{path}/hand-over").text
    assert "1 closed young person goes along" in page
    assert "1 open follow-up about a colleague" in page
    filled(client, f"{path}/hand-over", to=str(karim.id))
    assert people.now(sami).counsellor == karim
    assert "Nobody is left to hand over" in client.get(f"{path}/hand-over").text
    assert "Hand over what is left" not in client.get(path).text


@pytest.mark.parametrize("to", ["", "nobody", "00000000-0000-4000-8000-000000000000"])
def test_young_people_are_handed_to_nobody_who_is_no_counsellor(client, anton, to):
    mette = cast.mette()
    sami = people.youth(mette)
    for given in (to, str(anton.id), str(mette.id)):
        assert filled(client, f"/staff/{mette.id}/hand-over", to=given).status_code == 422
    assert people.now(sami).counsellor == mette


def test_unlocking_and_resetting(client, app):
    link = link_on(client.get(invited(client).location).text)
    filled(app.test_client(), link, password=PASSWORD)
    sara = signin.try_password("sara", PASSWORD)
    page = client.get(f"/staff/{sara.id}")
    press(client, f"/staff/{sara.id}/lock", page)
    assert signin.try_password("sara", PASSWORD) is None
    press(client, f"/staff/{sara.id}/unlock", page)
    assert signin.try_password("sara", PASSWORD) == sara
    assert press(client, f"/staff/{sara.id}/second-factor-reset", page).status_code == 303
    renewed = link_on(client.get(press(client, f"/staff/{sara.id}/invitation", page).location).text)
    assert renewed not in ("", link)


def test_the_last_administrator_cannot_go(client, anton):
    page = client.get(f"/staff/{anton.id}")
    answer = press(client, f"/staff/{anton.id}/lock", page)
    assert "the last administrator" in client.get(answer.location).text
    refused = filled(client, f"/staff/{anton.id}/edit", role="leader")
    assert refused.status_code == 422
    assert staff.find(anton.id).role == Role.ADMIN


def test_forged_buttons_do_nothing(client):
    mette = cast.mette()
    for button in ("lock", "invitation", "second-factor-reset"):
        assert client.post(f"/staff/{mette.id}/{button}").status_code == 400
    assert staff.find(mette.id).locked_at is None


def test_the_list_is_searched_filtered_and_sorted(client):
    cast.mette()
    cast.karim()
    cast.staff("Åse", Role.COUNSELLOR)

    def names(query=""):
        return re.findall(r'scope="row"><a [^>]+>([^<]+)', client.get(f"/staff{query}").text)

    assert names() == ["Anton", "Karim", "Mette", "Åse"]
    assert names("?sort=-name") == ["Åse", "Mette", "Karim", "Anton"]
    assert names("?sort=-seen")[0] == "Anton"
    assert names("?role=admin") == ["Anton"]
    assert names("?q=KAR") == ["Karim"]
    assert names("?state=locked") == []
    assert len(names("?sort=nonsense&role=counsellor&state=active")) == 3


def test_the_list_costs_the_same_however_long_it_is(client):
    def cost():
        with counted() as statements:
            client.get("/staff")
        return len(statements.data)

    few = cost()
    for number in range(20):
        cast.staff(f"Kollega {number}", Role.COUNSELLOR, ("Tingbjerg",))
    assert cost() == few


def test_nobody_else_manages_users(signed_in):
    mette, lone = cast.mette(), cast.lone()
    for who in (mette, lone):
        client = signed_in(who)
        assert client.get("/staff").status_code == 403
        assert client.get(f"/staff/{mette.id}").status_code == 404
