"""Registered already? What a counsellor learns about people they may see, and how little about others."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from tests import cast
from tests.newcomers import SAMI, sami
from uu.domain import youths
from uu.domain.duplicates import likely_duplicates
from uu.domain.identity import Identity

BORN = date(2009, 3, 12)


@pytest.fixture
def mette(db):
    return cast.mette()


@pytest.fixture
def youth(mette):
    return youths.register_youth(mette, sami())


def likely(by, who, born=BORN, *, estimated=False, but=None):
    return likely_duplicates(by, who, born, estimated=estimated, but=but)


def reasons(by, who, born=BORN, **more):
    return [one.reasons for one in likely(by, who, born, **more).seen]


@pytest.mark.parametrize(
    ("who", "why"),
    [
        (Identity("Omar", phone=SAMI.phone), ("phone",)),
        (Identity("Omar", cpr=SAMI.cpr), ("cpr",)),
        (Identity("Abdisalam", "Noor"), ("name",)),
        (Identity("Abdi Salam", "Nur"), ("name",)),
        (Identity("Sami", "Nur"), ("name",)),
        (SAMI, ("phone", "cpr", "name")),
    ],
)
def test_the_same_number_or_a_similar_name_and_birth_date_are_noticed(mette, youth, who, why):
    assert reasons(mette, who) == [why]


def test_a_number_is_noticed_whatever_the_birth_date(mette, youth):
    assert reasons(mette, Identity("Omar", phone=SAMI.phone), date(2002, 1, 1)) == [("phone",)]


OTHERS = [Identity("Omar", "Hassan"), Identity("Fatima", "Nur"), Identity("Omar", phone="+4599999999")]


@pytest.mark.parametrize("who", OTHERS)
def test_others_are_not(mette, youth, who):
    assert reasons(mette, who) == []


@pytest.mark.parametrize(
    ("born", "estimated", "noticed"),
    [
        (date(2009, 12, 3), False, True),
        (date(2009, 4, 2), False, True),
        (date(2009, 9, 1), False, False),
        (date(2009, 9, 1), True, True),
        (date(2006, 9, 1), True, False),
    ],
)
def test_a_name_counts_with_a_birth_date_near_by_or_with_day_and_month_mixed_up(mette, youth, born, estimated, noticed):
    assert bool(reasons(mette, Identity("Sami", "Nur"), born, estimated=estimated)) is noticed


def test_the_record_the_same_form_made_is_no_duplicate(mette, youth):
    assert likely(mette, SAMI, but=youth.id).seen == []
    assert not likely(cast.karim(), SAMI, but=youth.id).elsewhere


def test_of_people_outside_ones_scope_a_number_says_that_there_is_one_and_no_more(mette, youth):
    found = likely(cast.karim(), replace(SAMI, first_name="Omar"))
    assert (found.seen, found.elsewhere) == ([], True)


def test_a_similar_name_outside_ones_scope_says_nothing(mette, youth):
    found = likely(cast.karim(), replace(SAMI, phone="", cpr=""))
    assert (found.seen, found.elsewhere) == ([], False)


def test_a_protected_person_is_never_hinted_at(mette):
    youths.register_youth(mette, sami(id=uuid4(), address_protected=True))
    found = likely(cast.karim(), SAMI)
    assert (found.seen, found.elsewhere) == ([], False)
    assert likely(mette, SAMI).seen


def test_somebody_seen_is_not_also_elsewhere(mette, youth):
    assert not likely(mette, SAMI).elsewhere
