"""Anton looks after areas, plans and settings."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from tests import cast
from tests.pages import AuditedClient
from tests.web.filling import press
from uu.domain import areas, memberships, policies, reference
from uu.domain.errors import InvalidError
from uu.models import AuditEntry, HousingArea, StaffUser, Status
from uu.vocabulary import AuditAct

SignedIn = Callable[[StaffUser], AuditedClient]


@pytest.fixture
def anton(signed_in: SignedIn) -> AuditedClient:
    return signed_in(cast.anton())


def posted(client: AuditedClient, path: str, **typed: str) -> tuple[int, str]:
    """What the form at the path answers when it is sent as it stands, but for what is typed."""
    client.set_cookie("language", "en")
    answer = press(client, path, client.get(path), **typed)
    return answer.status_code, answer.text


def test_anton_makes_an_area_and_puts_it_into_a_plan(anton: AuditedClient) -> None:
    assert posted(anton, "/areas/new", name="Bellahøj", district="7")[0] == 303
    area = HousingArea.get(name="Bellahøj")
    plan = str(reference.stable_id("plan", "Tingbjerg-Husum"))
    assert posted(anton, f"/areas/{area.id}/plan", plan=plan, confirmed="y")[0] == 303
    assert "Bellahøj" in anton.get("/areas").text
    assert [each.confirmed for each in memberships.of_area(area.id)] == [True]


def test_a_second_submit_makes_no_second_area(anton: AuditedClient) -> None:
    form = anton.get("/areas/new")
    sent = [press(anton, "/areas/new", form, name="Bellahøj", district="7") for _time in range(2)]
    assert [answer.status_code for answer in sent] == [303, 303]
    assert len(areas.choices()) == 22


def test_a_stale_version_shows_both_and_saves_when_sent_again(anton: AuditedClient) -> None:
    path = f"/areas/{cast.area('Folehaven')}"
    open_since_before = anton.get(path)
    posted(anton, path, name="Folehaven Nord", district="5")
    answer = press(anton, path, open_since_before, name="Folehaven Syd", district="5")
    assert answer.status_code == 409
    assert "Folehaven Nord" in answer.text
    assert press(anton, path, answer, district="5").status_code == 303
    assert areas.real_area(cast.area("Folehaven")).name == "Folehaven Syd"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Write a name."), ({"name": "x" * 161}, "at most 160"), ({"name": "a\x00b"}, "invisible"),
        ({"name": "\u202egro"}, "invisible"), ({"district": "99"}, "Choose"), ({"name": "TINGBJERG"}, "in use"),
        ({"id": "x"}, "Load the page anew"),
    ],
)  # fmt: skip
def test_bad_input_is_explained_and_nothing_saved(anton: AuditedClient, typed: dict[str, str], sentence: str) -> None:
    code, text = posted(anton, "/areas/new", **({"name": "Bellahøj 🏙️", "district": "7"} | typed))
    assert (code, sentence in text) == (422, True)
    assert len(areas.choices()) == 21


def test_how_one_knows_is_said_in_the_readers_language(anton: AuditedClient) -> None:
    path = f"/areas/{cast.area('Mjølnerparken')}"
    assert "Membership not confirmed by a source" in anton.get(path, headers={"Accept-Language": "en"}).text
    text = anton.get(path, headers={"Accept-Language": "da"}).text
    assert ("confirmed by" in text, "bekræftet" in text) == (False, True)


def test_a_confirmation_from_an_old_page_says_that_it_was_not_kept(anton: AuditedClient) -> None:
    place = cast.area("Mjølnerparken")
    (time,) = memberships.of_area(place)
    answer = anton.post(f"/areas/{place}/plan/{time.id}/confirmed", headers={"Accept-Language": "en"})
    assert not memberships.of_area(place)[0].confirmed
    assert "Press the button again" in anton.get(answer.location).text


def test_anton_confirms_a_membership(anton: AuditedClient) -> None:
    place = cast.area("Mjølnerparken")
    (time,) = memberships.of_area(place)
    form, only = anton.get(f"/areas/{place}"), ("csrf_token",)
    assert press(anton, f"/areas/{place}/plan/{time.id}/confirmed", form, only).status_code == 303
    assert press(anton, f"/areas/{place}/plan/{uuid4()}/confirmed", form, only).status_code == 404
    assert memberships.of_area(place)[0].confirmed


def test_anton_changes_a_setting_within_its_bounds(anton: AuditedClient) -> None:
    assert posted(anton, "/settings", stale_after_months="12")[0] == 303
    assert policies.value("stale_after_months") == 12
    code, text = posted(anton, "/settings", stale_after_months="99")
    assert (code, "from 1 to 36" in text) == (422, True)
    assert AuditEntry.select().where(AuditEntry.act == AuditAct.SETTING_CHANGED).count() == 1


@pytest.mark.usefixtures("db")
def test_settings_are_saved_all_or_none() -> None:
    before = policies.values()
    with pytest.raises(InvalidError):
        policies.change_policies(cast.anton(), before | {"stale_after_months": 12, "grant_minutes": 1})
    assert policies.values() == before


def test_lone_sets_a_target_and_a_bucket(signed_in: SignedIn) -> None:
    lone = signed_in(cast.lone())
    assert posted(lone, "/targets", percent="92,5", label="Målet for 2026")[0] == 303
    assert "92.5 %" in lone.get("/targets").text
    for wrong in ("0", "101", "NaN", "12,34", "halvdelen"):
        assert posted(lone, "/targets", percent=wrong, label="x")[0] == 422
    assert posted(lone, "/targets/buckets/STG", bucket="reached")[0] == 303
    assert posted(lone, "/targets/buckets/STG", bucket="excluded", since="2026-11-23")[0] == 422
    closing = Status.select(Status.code).where(Status.sub == "closed").first().code
    assert lone.get(f"/targets/buckets/{closing}").status_code == 404
