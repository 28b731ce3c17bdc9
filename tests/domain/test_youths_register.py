"""Registering: who may be, what is kept, who stands for the person, and that a form makes one record."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from tests import cast
from tests.newcomers import SAMI, dropped_out, sami, tally
from uu.domain import access, admission, counters, histories, identity, keys, youths
from uu.domain.errors import InvalidError
from uu.models import CITY, OUTSIDE, PROTECTED, AreaStay, AuditEntry, SearchToken, StatusEvent, Youth
from uu.vocabulary import AuditAct, Told


@pytest.fixture
def mette(db):
    return cast.mette()


def refusal(by, new):
    with pytest.raises(InvalidError) as caught:
        youths.register_youth(by, new)
    return caught.value.field, caught.value.message % caught.value.params


def test_the_registering_counsellor_becomes_the_named_one_and_the_counters_follow(mette):
    youth = youths.register_youth(mette, sami())
    stored = access.visible_youth(mette, youth.id)
    assert (stored.counsellor, stored.counsellor_since) == (mette, date(2026, 11, 23))
    assert (stored.status, stored.status_on, stored.told) == ("UOP", date(2026, 11, 23), Told.NOT_YET)
    assert AreaStay.get(youth=youth).since == date(2026, 11, 23)
    assert tally(CITY) == tally(cast.area("Mjølnerparken")) == {"UOP": 1}
    assert AuditEntry.select().where(AuditEntry.act == AuditAct.YOUTH_REGISTERED).count() == 1


def test_the_identity_is_sealed_and_found_by_its_tokens(mette):
    youth = youths.register_youth(mette, sami(identity=replace(SAMI, phone="20 12 34 56", cpr="720309-4234")))
    assert identity.read(youth.id, youth.sealed) == SAMI
    for query in ("sami", "abdisa", "20123456", "720309-4234"):
        tokens = [token for entry in keys.blind_index().query(query) for token in entry]
        assert SearchToken.select().where(SearchToken.token.in_(tokens)).exists(), query


def test_a_second_submit_of_the_same_form_makes_one_record(mette):
    new = sami()
    assert youths.register_youth(mette, new) == youths.register_youth(mette, new)
    assert (Youth.select().count(), StatusEvent.select().count(), tally(CITY)) == (1, 1, {"UOP": 1})


def test_the_id_of_a_colleagues_record_opens_nothing(mette):
    new = sami()
    youths.register_youth(cast.karim(), new)
    assert refusal(mette, new)[0] == "id"


@pytest.mark.parametrize(
    ("born", "says"),
    [
        (date(2012, 1, 10), "The young person is 14 and turns 15 on 10-01-2027."),
        (date(2013, 11, 24), "The young person is 12."),
        (date(2001, 11, 23), "The young person has turned 25."),
        (date(1996, 5, 1), "The young person is 30."),
        (date(2027, 1, 1), "The birth date lies in the future"),
    ],
)
def test_who_is_not_15_to_24_gets_an_answer_of_their_own(mette, born, says):
    field, text = refusal(mette, sami(birth_on=born))
    assert (field, Youth.select().count()) == ("birth_on", 0)
    assert text.startswith(says)


def test_on_the_street_the_said_age_is_enough_and_is_kept_as_an_estimate(mette):
    youth = youths.register_youth(mette, sami(birth_on=None, said_age=17))
    assert (youth.said_age, youth.birth_on) == (17, date(2009, 5, 25))


def test_a_birth_date_makes_the_said_age_superfluous(mette):
    assert youths.register_youth(mette, sami(said_age=19)).said_age is None


@pytest.mark.parametrize(("age", "field"), [(None, "birth_on"), (12, "said_age"), (25, "said_age"), (400, "said_age")])
def test_without_birth_date_a_fitting_age_is_needed(mette, age, field):
    assert refusal(mette, sami(birth_on=None, said_age=age))[0] == field


def test_one_who_lives_outside_counts_outside_with_the_nearest_area_kept(mette):
    youth = youths.register_youth(mette, sami(lives_outside=True))
    assert (youth.area_id, tally(OUTSIDE), tally(youth.area_id)) == (cast.area("Mjølnerparken"), {"UOP": 1}, {})


def test_one_who_is_protected_counts_in_no_area_and_is_seen_by_the_own_counsellor_alone(mette):
    youth = youths.register_youth(cast.karim(), sami(address_protected=True))
    assert (tally(PROTECTED), tally(youth.area_id)) == ({"UOP": 1}, {})
    assert not access.visible_youths(mette).exists()


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("first_name", {"identity": replace(SAMI, first_name="  ")}),
        ("phone", {"identity": replace(SAMI, phone="123")}),
        ("cpr", {"identity": replace(SAMI, cpr="12345")}),
        ("contacts", {"identity": replace(SAMI, contacts="mor 120385-1234")}),
        ("last_name", {"identity": replace(SAMI, last_name="x" * 81)}),
        ("area", {"area": OUTSIDE}),
        ("area", {"area": uuid4()}),
    ],
)
def test_what_cannot_be_used_is_refused_on_its_field_and_nothing_is_half_written(mette, field, change):
    assert refusal(mette, sami(**change))[0] == field
    assert not Youth.select().exists()


def test_a_status_that_cannot_be_used_leaves_nothing_behind(mette):
    assert refusal(mette, sami(status=dropped_out(code="???")))[0] == "code"
    left = [table.select().count() for table in (Youth, AreaStay, SearchToken, StatusEvent)]
    assert (left, tally(CITY)) == ([0, 0, 0, 0], {})


def test_an_odd_cpr_number_is_a_hint_and_never_a_refusal(mette):
    nobody_yet = replace(SAMI, cpr="0101575000")
    youths.register_youth(mette, sami(identity=nobody_yet))
    assert admission.cpr_hints(SAMI, date(2009, 3, 12)) == []
    assert "do not fit together" in admission.cpr_hints(SAMI, date(2009, 3, 13))[0]
    assert "no check digit" in admission.cpr_hints(nobody_yet, None)[0]


def test_the_counters_equal_a_recount(mette):
    for more in ({}, {"lives_outside": True}, {"address_protected": True, "status": dropped_out(code="JOB")}):
        youths.register_youth(mette, sami(**more))
    everybody = counters.summed(histories.of([youth.id for youth in Youth.select()]), counters.stale_before())
    assert counters.stored() == everybody.nonzero()
