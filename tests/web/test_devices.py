"""A phone is made ready by whoever is signed in on it, and no script sees a password."""

import re
from uuid import uuid4

import pytest

from tests import cast
from uu.models import Device


@pytest.fixture
def ready(phone):
    """Ask for tokens as the page does, with the token of that page."""
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', phone.get("/account").text)[1]

    def ask(csrf=token, **sent):
        told = {"device_id": str(uuid4()), "device_name": "Telefon"} | sent
        return phone.post("/devices", json=told, headers={"X-CSRF-Token": csrf})

    return ask


def test_the_page_gets_tokens_that_work(ready, client, mette):
    answer = ready()
    assert answer.json["user"]["name"] == "Mette"
    shown = {"Authorization": f"Bearer {answer.json['access']}"}
    assert client.get("/api/v1/reference", headers=shown).status_code == 200
    assert (Device.get().staff, Device.get().name) == (mette, "Telefon")


def test_a_forged_request_makes_no_phone_ready(ready):
    answer = ready(csrf="forged")
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert not Device.select().exists()


@pytest.mark.parametrize("wrong", [{"device_id": "x"}, {"device_id": None}, {"device_name": ""}, {"role": "admin"}])
def test_a_phone_has_an_id_and_a_name(ready, wrong):
    answer = ready(**wrong)
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (422, next(iter(wrong)))


def test_somebody_else_s_phone_is_not_taken_over(ready, signed_in):
    phone_id = str(uuid4())
    Device.create(id=phone_id, staff=cast.karim(), name="K", made_at=cast.clock.now(), last_seen_at=cast.clock.now())
    assert ready(device_id=phone_id).json["errors"][0]["field"] == "device_id"


def test_nobody_is_told_so_and_not_led_to_a_page(client):
    answer = client.post("/devices", json={})
    assert (answer.status_code, answer.json["type"]) == (401, "/problems/signed-out")


@pytest.mark.parametrize("person", [cast.lone, cast.hanne, cast.anton, cast.dorthe])
def test_other_roles_have_no_phone(signed_in, person):
    answer = signed_in(person()).post("/devices", json={"device_id": str(uuid4()), "device_name": "Telefon"})
    assert (answer.status_code, answer.json["type"]) == (403, "/problems/forbidden")
