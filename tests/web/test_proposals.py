"""Two phones registered the same young person: whoever sees both says whether they are one."""

import pytest

from tests import cast, people
from tests.domain.test_proposals import register
from tests.field import Phone
from tests.web.filling import press
from tests.web.test_caseload import logged
from uu.models import DuplicateProposal, Youth
from uu.vocabulary import AuditAct, DuplicateVerdict, Role


@pytest.fixture
def noor(mette):
    return cast.staff("Noor", Role.COUNSELLOR, ("Mjølnerparken",))


@pytest.fixture
def twice(mette, noor, at):
    """Mette's record is the older one."""
    first = register(Phone(mette))
    at("2026-11-23 10:05")
    return first, register(Phone(noor), first_name="Abdi Salam")


@pytest.fixture
def path(twice):
    return f"/proposals/{DuplicateProposal.get().id}"


def test_the_card_says_why_and_leads_to_the_other(phone, twice, path):
    card = phone.get(f"/youths/{twice[0]}").text
    assert "Perhaps registered twice" in card
    assert "same phone" in card
    assert f'href="/youths/{twice[1]}">Abdi Salam Nur</a>' in card
    assert f'href="{path}"' in card


def test_whoever_the_card_names_is_in_the_log(phone, twice):
    phone.get(f"/youths/{twice[0]}")
    assert logged(AuditAct.YOUTH_READ)[1] == set(twice)


def test_the_list_says_it_of_ones_own(phone, twice):
    page = phone.get("/youths").text
    assert "Perhaps registered twice:" in page
    assert f'href="/youths/{twice[0]}">Sami</a>' in page


def test_two_different_people_is_one_tap(phone, twice, path):
    card = phone.get(f"/youths/{twice[0]}")
    press(phone, f"{path}/different", card)
    assert DuplicateProposal.get().settled_as == DuplicateVerdict.DIFFERENT
    assert "Perhaps registered twice" not in phone.get(f"/youths/{twice[0]}").text
    assert Youth.select().where(Youth.closed).count() == 0


def test_both_stand_side_by_side_and_it_is_said_what_becomes_of_them(phone, twice, path):
    page = phone.get(path).text
    assert page.index("Abdisalam Nur, registered") < page.index("Abdi Salam Nur, registered")
    assert "Nothing is deleted or moved" in page


def test_of_the_same_person_one_goes_on_and_the_cards_lead_to_each_other(phone, twice, path):
    first, second = twice
    answer = press(phone, path, phone.get(path), verdict=str(second))
    assert answer.location == f"/youths/{second}"
    kept, closed = phone.get(f"/youths/{second}").text, phone.get(f"/youths/{first}").text
    assert f'href="/youths/{first}"' in kept
    assert "The other registration is closed" in kept
    assert f'href="/youths/{second}"' in closed
    assert "This registration is closed" in closed
    assert people.now(Youth(id=first)).closed


def test_without_a_word_nothing_is_settled(phone, twice, path):
    answer = press(phone, path, phone.get(path))
    assert answer.status_code == 422
    assert "Choose whether they are the same." in answer.text
    assert DuplicateProposal.get().settled_at is None


def test_a_third_person_is_no_answer(phone, twice, path, sami):
    assert press(phone, path, phone.get(path), verdict=str(sami.id)).status_code == 422
    assert not people.now(sami).closed


def test_what_is_settled_stays_settled(phone, twice, path, signed_in, noor):
    page = phone.get(path)
    press(phone, path, page, verdict="different")
    late = press(phone, path, page, verdict=str(twice[0]))
    assert (late.status_code, late.location) == (303, f"/youths/{twice[0]}")
    assert DuplicateProposal.get().settled_as == DuplicateVerdict.DIFFERENT


def test_who_comes_second_reads_what_holds_and_what_to_do(phone, twice, path, signed_in, noor, at):
    page = phone.get(path)
    noors = signed_in(noor)
    at("2026-11-23 11:15")
    press(noors, path, noors.get(path), verdict=str(twice[0]))
    for address in (path, f"{path}/different"):
        card = phone.get(press(phone, address, page, verdict="different").location).text
        assert "Noor settled on 23 Nov 2026, 11:15" in card
        assert "they are the same young person. That holds, and one of the registrations is closed." in card
        assert "It is noted" not in card
    assert [Youth.get_by_id(each).closed for each in twice] == [False, True]


def test_who_finds_them_the_same_after_a_colleague_found_two_reads_what_to_do(phone, twice, path, signed_in, noor):
    page = phone.get(path)
    noors = signed_in(noor)
    press(noors, f"{path}/different", noors.get(f"/youths/{twice[0]}"))
    card = phone.get(press(phone, path, page, verdict=str(twice[0])).location).text
    assert "that they are two different young people. That holds, and both go on." in card
    assert "“Registered in error”" in card


def test_without_the_token_of_the_page_nothing_is_settled(phone, path):
    assert phone.post(f"{path}/different").status_code == 303
    assert DuplicateProposal.get().settled_at is None


def test_who_may_not_see_both_finds_no_page(signed_in, phone, twice, path, noor):
    Youth.update(address_protected=True).where(Youth.id == twice[0]).execute()
    own = phone.get(path)
    assert own.status_code == 200
    for somebody in (noor, cast.karim(), cast.lone()):
        other = signed_in(somebody)
        assert other.get(path).status_code == 404
        assert press(other, f"{path}/different", own).status_code == 404
    assert "Perhaps registered twice" not in signed_in(noor).get(f"/youths/{twice[1]}").text
    assert DuplicateProposal.get().settled_at is None


def test_the_log_says_how_it_was_settled(phone, path, signed_in):
    press(phone, path, phone.get(path), verdict="different")
    dorthe = signed_in(cast.dorthe())
    dorthe.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert "Two different young people" in dorthe.get("/audit?act=duplicate_settled").text
