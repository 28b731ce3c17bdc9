"""A demonstration shows what the product does, and nobody who exists."""

from datetime import date

import pytest

from uu import clock
from uu.domain import access, audit, demo, demo_staff, recounts, status_model
from uu.domain.demo import Wish
from uu.domain.demo_lives import Life
from uu.domain.demo_people import People
from uu.domain.demo_texts import Texts
from uu.models import FollowUp, GuidanceSession, HousingArea, StatusEvent, Youth
from uu.models.database import rows
from uu.privacy import freetext
from uu.privacy.cpr import Cpr
from uu.statistics import ages
from uu.vocabulary import Bucket, FollowUpKind, FollowUpState

SMALL = Wish(youths=70, months=12, seed=95)


@pytest.fixture
def lived(db):
    demo.make(SMALL, lambda _done: None)


def test_a_year_is_lived_in_order_and_everything_adds_up(lived):
    assert Youth.select().count() == SMALL.youths
    assert recounts.differences(lambda _done: None) == []
    assert audit.verify().broken_at is None
    held = [moment for (moment,) in rows(GuidanceSession.select(GuidanceSession.held_at))]
    assert max(held) <= clock.now()
    assert (max(held) - min(held)).days > 250


def test_there_is_something_of_everything(lived):
    words, day = status_model.words(), clock.today()
    youths = list(Youth.select())
    assert {words[youth.status].bucket for youth in youths} == set(Bucket)
    assert any(youth.lives_outside for youth in youths)
    assert any(youth.address_protected for youth in youths)
    assert any(youth.said_age for youth in youths)
    assert StatusEvent.select().where(StatusEvent.replaces.is_null(False)).exists()
    is_open = FollowUp.state == FollowUpState.OPEN
    assert FollowUp.select().where(is_open & (FollowUp.due_on < day)).exists()
    assert FollowUp.select().where(is_open & (FollowUp.due_on == day)).exists()
    assert FollowUp.select().where(FollowUp.kind == FollowUpKind.OFFER_CLOCK).exists()


def test_its_leader_sees_what_one_counsellor_has_and_what_a_young_person_costs(lived):
    from uu.domain import resources
    from uu.statistics.periods import four_weeks

    plan = next(line for line in resources.load("city", "", four_weeks(clock.today())).lines if line.figures.done.held)
    assert (plan.figures.full_time.amount, plan.figures.cost_each is not None) == (1.5, True)


def test_several_of_an_area_come_along_to_an_activity(lived):
    taking_part = [[one.youth for one in held.participants] for held in GuidanceSession.select()]
    together = [youths for youths in taking_part if len(youths) > 1]
    assert len(together) >= 5
    assert max(map(len, together)) <= 5
    assert all(len({youth.area_id for youth in youths}) == 1 for youths in together)
    assert all(sum(youth.address_protected for youth in youths) <= 1 for youths in together)


def test_each_is_met_by_the_counsellor_of_the_area(lived):
    for youth in Youth.select():
        assert youth.area_id in access.area_ids(youth.counsellor)
    peopled = Youth.select(Youth.area).group_by(Youth.area)
    assert HousingArea.select().where(HousingArea.id.in_(peopled)).count() > 10


def test_the_accounts_are_known_again(db):
    assert not demo_staff.are_present()
    demo_staff.make()
    assert demo_staff.are_present()


def test_nobody_is_real_and_the_same_seed_makes_the_same_people():
    def met(seed):
        people = People(seed)
        return [people.meet(number, date(2026, 3, 2), people.luck(number)) for number in range(300)]

    everybody = met(7)
    assert everybody == met(7) != met(8)
    assert all(Cpr(one.identity.cpr).is_replacement for one in everybody if one.identity.cpr)
    assert all(Cpr(one.identity.cpr).birth_date == one.birth_on for one in everybody if one.identity.cpr)
    assert all(one.identity.phone.startswith("+451") for one in everybody if one.identity.phone)
    assert all(ages.registration_age(one.birth_on, date(2026, 3, 2)) == "ok" for one in everybody)
    assert len({one.identity.full_name for one in everybody}) > 200


def test_a_life_is_the_same_each_time():
    def told():
        people = People(7)
        luck = people.luck(3)
        person = people.meet(3, date(2026, 1, 5), luck)
        return list(Life(person, luck, Texts(), date(2026, 11, 23)).happenings())

    assert told() == told()


def test_what_is_written_is_neutral():
    for kind, texts in Texts().pools.items():
        for text in texts:
            assert not freetext.contains_cpr(text), kind
            assert not freetext.sensitive_topics(text), text
