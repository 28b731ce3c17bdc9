"""Zones in a leader's browser."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from tests import cast
from tests.pages import AuditedClient
from tests.web.filling import filled, press
from tests.young_people import young
from uu.domain import recounts, zones
from uu.domain.zones import ZoneGiven
from uu.models import StaffUser, Zone

SignedIn = Callable[[StaffUser], AuditedClient]
MJOELNER, TINGBJERG = str(cast.area("Mjølnerparken")), str(cast.area("Tingbjerg"))


@pytest.fixture
def lone(signed_in: SignedIn) -> AuditedClient:
    """Lone leads; one young person lives in Mjølnerparken and one in Tingbjerg."""
    mette = cast.mette()
    for place in ("Mjølnerparken", "Tingbjerg"):
        young(mette, place=place)
    recounts.rebuild(lambda _done: None)
    browser = signed_in(cast.lone())
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


def test_a_leader_puts_areas_together_and_sees_their_figures(lone: AuditedClient) -> None:
    assert "There are no zones yet" in lone.get("/zones").text
    assert "There are no zones yet." in lone.get("/overview?by=zone").text
    answer = filled(lone, "/zones/new", name="Nord", areas=[MJOELNER, TINGBJERG])
    assert answer.status_code == 303
    assert "<strong>2</strong> registered" in lone.get(answer.location).text
    assert "Nord" in lone.get("/overview?by=zone").text
    for path in ("/overview/ages", "/outcome", "/radar", "/overview.csv"):
        assert lone.get(f"{path}?{answer.location.partition('?')[2]}").status_code == 200
    assert lone.get("/outcome?by=zone").status_code == 200


def test_a_zone_is_edited_and_removed(lone: AuditedClient) -> None:
    filled(lone, "/zones/new", name="Nord", areas=[MJOELNER, TINGBJERG])
    address = f"/zones/{Zone.get().id}"
    assert filled(lone, address, name="Tingbjerg alene", areas=[TINGBJERG]).status_code == 303
    assert zones.given(Zone.get().id) == ZoneGiven("Tingbjerg alene", frozenset({cast.area("Tingbjerg")}))
    assert filled(lone, address, version="1", name="For sent", areas=[TINGBJERG]).status_code == 409
    assert filled(lone, address, areas=[]).status_code == 422
    assert lone.post(f"{address}/remove").status_code in {303, 400}
    assert Zone.select().count() == 1
    assert press(lone, f"{address}/remove", lone.get(address), only=("csrf_token",)).status_code == 303
    assert (Zone.select().count(), lone.get(address).status_code) == (0, 404)


def test_a_zone_that_does_not_exist_is_404(lone: AuditedClient) -> None:
    assert lone.get(f"/zones/{uuid4()}").status_code == 404
    assert lone.get(f"/overview?level=zone&id={uuid4()}").status_code == 404


def test_a_name_with_markup_is_written_as_it_is(lone: AuditedClient) -> None:
    answer = filled(lone, "/zones/new", name="<b>Nord</b>", areas=[TINGBJERG])
    assert "&lt;b&gt;Nord&lt;/b&gt;" in lone.get(answer.location).text
