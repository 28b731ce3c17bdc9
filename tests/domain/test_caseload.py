"""Mine unge: who is on whose list, in which order, under which filter, and what a search finds."""

from uuid import uuid4

import pytest

from tests import cast
from tests.web.budget import counted
from tests.young_people import ago, young
from uu import clock
from uu.domain import caseload, followups
from uu.domain.caseload import PAGE_SIZE, Show, Sort, Whose, Wish
from uu.domain.identity import Identity
from uu.domain.urgency import Reason
from uu.models import AccessGrant, FollowUp, Youth
from uu.vocabulary import Bucket, FollowUpKind, FollowUpState, Told

ALL = Wish(show=Show.ALL)


@pytest.fixture
def mette(db):
    return cast.mette()


def names(user, wish=ALL):
    return [person.identity.name for person in caseload.read_list(user, wish).people]


def clock_for(youth, due_on, kind=FollowUpKind.CONTACT_CLOCK):
    FollowUp.create(id=uuid4(), youth=youth, kind=kind, due_on=due_on, state=FollowUpState.OPEN, created_at=clock.now())
    followups.refresh_due(youth.id)


def agreed(by, youth, text, due_on):
    followups.add_followup(by, youth, uuid4(), text, due_on)


def test_the_most_urgent_come_first_and_each_says_why(mette, at):
    at("2026-11-20 10:00")
    late = young(mette, "Sofie")
    agreed(mette, late, "Send ansøgning", clock.today())
    at("2026-11-23 10:00")
    young(mette, "Calle")
    young(mette, "Yusuf", last_contact_on=ago(63))
    clock_for(young(mette, "Sami"), ago(-1))
    agreed(mette, young(mette, "Emil"), "Ring til skolen", ago(0))
    young(mette, "Dina", told=Told.NOT_YET)
    young(mette, "Ali", status="UOP")
    people = caseload.read_list(mette, ALL).people
    assert [(person.identity.name, person.line.why.reason) for person in people] == [
        ("Sofie", Reason.OVERDUE),
        ("Sami", Reason.CLOCK),
        ("Emil", Reason.DUE_TODAY),
        ("Yusuf", Reason.QUIET),
        ("Ali", Reason.UNKNOWN_STATUS),
        ("Dina", Reason.NOT_TOLD),
        ("Calle", Reason.CALM),
    ]
    assert [person.next_step for person in people][:3] == ["Send ansøgning", "", "Ring til skolen"]


def test_of_two_deadlines_on_one_day_the_clock_is_told_and_the_person_listed_once(mette):
    sami = young(mette, "Sami")
    agreed(mette, sami, "Ring", ago(-2))
    clock_for(sami, ago(-2))
    people = caseload.read_list(mette, ALL).people
    assert [person.line.why.kind for person in people] == [FollowUpKind.CONTACT_CLOCK]


def test_a_list_is_ones_own_and_the_areas_hold_the_others(mette):
    colleague = cast.staff("Bo", mette.role, ("Mjølnerparken",))
    young(mette, "Amina")
    young(colleague, "Benny")
    young(colleague, "Carla", place="Tingbjerg")
    young(colleague, "Dorit", address_protected=True)
    young(colleague, "Elin", counsellor=None)
    assert names(mette) == ["Amina"]
    assert set(names(mette, Wish(whose=Whose.AREAS, show=Show.ALL))) == {"Benny", "Elin"}
    assert names(cast.karim()) == []


def test_filters_show_what_their_counts_promise(mette):
    young(mette, "Amina", status="GYM")
    young(mette, "Bo", status="AFB")
    young(mette, "Carla", status="UOP", place="Lundtoftegade", last_contact_on=ago(70))
    young(mette, "Dina", status="GUU")
    young(mette, "Elin", status="FLY", closed=True)
    promised = caseload.read_list(mette, ALL)
    for show in (Show.TODAY, Show.ALL, Show.AT_RISK, Show.UNKNOWN, Show.ON_THE_WAY, Show.REACHED):
        assert len(names(mette, Wish(show=show))) == promised.shows[show]
    assert [(name, n) for _id, name, n in promised.areas] == [("Lundtoftegade", 1), ("Mjølnerparken", 3)]
    assert promised.needed_today == 1
    assert names(mette, Wish(show=Show.CLOSED)) == ["Elin"]


def test_an_area_narrows_the_list_and_the_counts_beside_it(mette):
    young(mette, "Amina")
    young(mette, "Bo", place="Lundtoftegade")
    found = caseload.read_list(mette, Wish(show=Show.ALL, area=cast.area("Lundtoftegade")))
    assert [person.identity.name for person in found.people] == ["Bo"]
    assert found.shows[Show.ALL] == 1
    assert [n for _id, _name, n in found.areas] == [1, 1]


def test_a_protected_address_is_no_area_of_the_list(mette):
    young(mette, "Dorit", address_protected=True)
    found = caseload.read_list(mette, ALL)
    assert found.areas == []
    assert [(person.line.area, person.line.area_name) for person in found.people] == [(None, "")]


def test_names_sort_as_a_danish_list_does(mette):
    for name in ("Åse", "Ømer", "Zara", "Ægir", "Aage", "Anna"):
        young(mette, name)
    assert names(mette, Wish(show=Show.ALL, sort=Sort.NAME)) == ["Anna", "Zara", "Ægir", "Ømer", "Aage", "Åse"]


def test_a_long_list_comes_in_pages_and_a_page_beyond_is_the_last(mette):
    for number in range(PAGE_SIZE + 3):
        young(mette, f"Nr{number}")
    first, last = (caseload.read_list(mette, Wish(show=Show.ALL, page=page)) for page in (1, 2))
    assert (len(first.people), len(last.people), first.pages, first.total) == (50, 3, 2, 53)
    assert not set(first.ids()) & set(last.ids())
    assert caseload.read_list(mette, Wish(show=Show.ALL, page=99)).ids() == last.ids()


@pytest.mark.parametrize(
    "query", ["Søren", "soren", "Sør Niel", "nielsen sør", "Basse", "12 34 56 78", "+4512345678", "5678", "671108-4321"]
)
def test_a_search_finds_by_any_part_of_the_name_by_phone_and_by_cpr(mette, query):
    young(mette, who=Identity("Søren", "Nielsen", "Basse", "+4512345678", cpr="6711084321"))
    young(mette, "Amina Hassan")
    assert names(mette, Wish(query=query)) == ["Basse"]


def test_all_words_of_a_search_must_be_met(mette):
    young(mette, "Søren Nielsen")
    assert names(mette, Wish(query="Søren Hassan")) == []
    assert names(mette, Wish(query="…")) == []


def test_a_search_goes_through_everybody_one_may_see_and_nobody_else(mette):
    karim = cast.karim()
    young(mette, "Amina Nur", status="FLY", closed=True)
    young(karim, "Amina Holm")
    young(karim, "Amina Ali", counsellor=karim, address_protected=True)
    young(karim, "Amina Bech", place="Tingbjerg")
    found = caseload.read_list(mette, Wish(show=Show.TODAY, query="amina")).people
    assert [person.identity.last_name for person in found] == ["Holm", "Nur"]


def test_the_likest_name_comes_first(mette):
    for days, name in ((90, "Amina Hassani"), (80, "Amin Hassan"), (1, "Amina Hassan")):
        young(mette, name, last_contact_on=ago(days))
    found = caseload.read_list(mette, Wish(query="amina hassan")).people
    assert found[0].identity.full_name == "Amina Hassan"


def test_a_leader_lists_whom_they_opened_while_it_lasts(mette, at):
    lone, amina = cast.lone(), young(mette, "Amina")
    young(mette, "Bo")
    AccessGrant.create(
        id=uuid4(), staff=lone, youth=amina, reason="x", sealed_reason=b"", granted_at=clock.now(),
        expires_at=at("2026-11-23 11:00"),
    )  # fmt: skip
    at("2026-11-23 10:59")
    assert names(lone) == ["Amina"]
    at("2026-11-23 11:00")
    assert names(lone) == []


@pytest.mark.parametrize("wish", [ALL, Wish(show=Show.ALL, sort=Sort.NAME), Wish(query="nr"), Wish(whose=Whose.AREAS)])
def test_a_list_costs_two_statements_and_one_to_the_keyring(mette, wish):
    colleague = cast.staff("Bo", mette.role, ("Mjølnerparken",))
    for number in range(12):
        agreed(mette, young(mette if number % 2 else colleague, f"Nr{number}"), "Ring", ago(0))
    with counted() as statements:
        assert caseload.read_list(mette, wish).people
    assert len(statements.data) == 2
    assert len(statements.keyring) == 1


def test_the_bucket_in_force_today_decides(mette):
    from uu.models import StatusBucket

    young(mette, "Jo", status="JOB")
    StatusBucket.create(status="JOB", since=ago(1), bucket=Bucket.REACHED, set_at=clock.now())
    StatusBucket.create(status="JOB", since=ago(-1), bucket=Bucket.UNKNOWN, set_at=clock.now())
    assert caseload.read_list(mette, ALL).people[0].line.bucket == Bucket.REACHED


def test_an_erased_person_is_listed_without_a_name(mette):
    from uu.models import PersonKey

    amina = young(mette, "Amina")
    PersonKey.delete().where(PersonKey.youth == amina.id).execute()
    assert names(mette) == ["…"]
    assert Youth.get_by_id(amina.id).version == 1
