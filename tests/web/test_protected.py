"""An address-protected young person: the own counsellor reads area and address, and nobody else reads anything."""

from dataclasses import replace

import pytest

from tests import cast
from tests.newcomers import sami as newcomer
from uu.domain import cards, youths
from uu.vocabulary import Role

STREET = "Mjølnerstien 7"


@pytest.fixture
def protected(mette):
    youth = youths.register_youth(mette, newcomer(address_protected=True))
    card = cards.of(youth)
    card = replace(card, identity=replace(card.identity, address=STREET))
    return youths.edit_youth(mette, youth, card, youth.version)


def test_the_own_counsellor_reads_both_and_is_told_that_nobody_else_does(phone, protected):
    card = phone.get(f"/youths/{protected.id}").text
    assert STREET in card
    assert "shown to you as the counsellor and to nobody else" in card


def test_nobody_else_finds_name_area_or_address(signed_in, phone, protected):
    noor = cast.staff("Noor", Role.COUNSELLOR, ("Mjølnerparken",))
    for somebody in (noor, cast.karim(), cast.lone(), cast.hanne(), cast.anton(), cast.dorthe()):
        browser = signed_in(somebody)
        for path in ("", "/edit", "/moves/new", "/handover", "/sessions/new"):
            assert browser.get(f"/youths/{protected.id}{path}").status_code in {403, 404}, (somebody.name, path)
    found = signed_in(noor)
    for path in ("/youths", "/youths?q=Abdisalam", "/followups"):
        page = found.get(path).text
        assert "Abdisalam" not in page.replace('value="Abdisalam"', "")
        assert STREET not in page
