"""What the leader reads: every figure of a small city worked out by hand."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from tests import cast
from tests.web.budget import counted
from tests.young_people import ago, young
from uu import clock
from uu.domain import buckets, counters, daily, overview, recounts
from uu.domain.errors import NotVisibleError
from uu.models import CITY, GuidanceSession, SessionParticipant, Tally, Youth
from uu.models.database import act
from uu.vocabulary import SessionKind

FOUR_WEEKS = timedelta(days=28)


def city(level: str = "city", wanted: str = "", by: str = "", days: int = 28) -> overview.Overview:
    recounts.rebuild(lambda _done: None)
    return overview.overview(level, wanted, clock.today() - timedelta(days=days), by)


def lines(read: overview.Overview) -> dict[str, int]:
    return {line.place.name: line.figures.counts.n for line in read.lines if line.figures.counts.n}


def talked(youth: Youth, day: date, kind: SessionKind = SessionKind.WALK_AND_TALK) -> None:
    session = GuidanceSession.create(
        id=uuid4(), kind=kind, held_at=clock.now(), held_on=day, recorded_by=youth.registered_by,
        recorded_at=clock.now(),
    )  # fmt: skip
    SessionParticipant.create(session=session, youth=youth, sealed=b"")


def test_an_empty_city_has_no_shares_and_no_distance(db: None) -> None:
    read = overview.overview("city", "", ago(28))
    assert (read.figures.counts.n, read.figures.counts.range, read.distance) == (0, None, None)
    assert len(read.trend) == 36


def test_everybody_is_counted_once_by_plan_district_and_area(db: None) -> None:
    mette = cast.mette()
    young(mette, status="GUU")
    young(mette, status="AFB", place="Tingbjerg")
    young(mette, status="UOP", place="Folehaven")
    young(mette, status="GYM", lives_outside=True)
    young(mette, status="GYM", address_protected=True)
    young(mette, status="FLY", closed=True)
    own = {"Outside the areas": 1, "Name and address protected": 1}
    plans = {"NørreBrobyggerne": 1, "Tingbjerg-Husum": 1, "Areas without a housing plan": 1}
    assert lines(city()) == plans | own
    assert lines(city(by="district")) == {"Brønshøj-Husum": 1, "Nørrebro": 1, "Valby": 1} | own
    assert lines(city(by="area")) == {"Folehaven": 1, "Mjølnerparken": 1, "Tingbjerg": 1} | own
    assert city().figures.counts.n == 5


def test_one_walks_from_the_city_down_to_an_area(db: None) -> None:
    young(cast.mette())
    district = city("district", "3")
    assert "Mjølnerparken" in lines(district)
    area = city("area", str(cast.area("Mjølnerparken")))
    assert [place.name for place in area.above] == ["The whole city", "Nørrebro", "NørreBrobyggerne"]
    assert (area.figures.counts.n, area.lines, area.by) == (1, [], "")


@pytest.mark.parametrize(
    ("level", "wanted"), [("area", str(UUID(int=1))), ("district", "99"), ("plan", "x"), ("youth", "")]
)
def test_a_place_that_does_not_exist_is_not_found(db: None, level: str, wanted: str) -> None:
    with pytest.raises(NotVisibleError):
        overview.overview(level, wanted, ago(28))


def test_stale_people_widen_the_range_where_they_are_counted(db: None) -> None:
    mette = cast.mette()
    for outside, status_on in ((False, ago(300)), (True, ago(300)), (False, ago(20))):
        young(mette, status="GYM", lives_outside=outside, status_on=status_on, registered_on=ago(400))
    young(mette, status="GUU", status_on=ago(300))
    counts = city().figures.counts
    assert (counts.stale, counts.range) == (2, (0.25, 0.75))
    stale = {line.place.id: line.figures.counts.stale for line in city(by="area").lines if line.figures.counts.n}
    assert stale == {str(cast.area("Mjølnerparken")): 1, "outside": 1}


def test_the_change_is_since_the_end_of_the_chosen_day(db: None) -> None:
    mette = cast.mette()
    young(mette, status="GUU", status_on=ago(28))
    young(mette, status="GUU", status_on=ago(27))
    assert city().figures.change("reached") == 1
    assert city(days=200).figures.change("reached") == 2
    assert city(days=-5).figures.change("reached") == 0


def test_whoever_has_turned_25_counts_as_on_that_day(db: None) -> None:
    """The acts of the calendar close them; the cohort keeps them, and their status grows no older."""
    mette, born = cast.mette(), date(2001, 5, 23)
    for code, seen in (("GUU", date(2026, 4, 1)), ("GYM", date(2025, 11, 23)), ("GYM", date(2025, 11, 22))):
        young(mette, status=code, status_on=seen, registered_on=seen, birth_on=born)
    young(mette, status="OPV", birth_on=date(2001, 12, 31))
    recounts.rebuild(lambda _done: None)
    before = city().cohort
    assert (before.counts.n, before.turned, before.counts.stale) == (4, 0, 2)
    daily.run(clock.today())
    after = city().cohort
    assert (after.counts.n, after.turned, after.counts.stale) == (4, 3, 1)
    assert (city().figures.counts.n, city().lacking) == (1, 3)
    with clock.frozen(clock.now() + timedelta(days=39)):
        assert city().cohort.counts.n == 0


def test_sessions_of_four_weeks_and_attempts_apart(db: None) -> None:
    amina = young(cast.mette())
    for days in (0, 27, 28):
        talked(amina, ago(days))
    talked(amina, ago(1), SessionKind.ATTEMPT)
    figures = city().figures
    assert (figures.sessions, figures.attempts) == (2, 1)


def test_the_three_groups_stand_as_lines_of_their_own(db: None) -> None:
    mette = cast.mette()
    for status in ("K10", "FGU", "STU", "OPV", "GYM"):
        young(mette, status=status)
    assert city().figures.groups == {"tenth_grade": 1, "preparatory": 2, "outreach": 1}


def test_the_trend_ends_today_and_counts_each_month_as_it_was(db: None) -> None:
    young(cast.mette(), status="GUU", status_on=date(2026, 9, 15), registered_on=date(2026, 9, 15))
    ends = {end: counts.reached for end, counts in city().trend[-4:]}
    assert ends == {date(2026, 8, 31): 0, date(2026, 9, 30): 1, date(2026, 10, 31): 1, date(2026, 11, 23): 1}


def test_a_status_counts_in_the_bucket_of_its_time(db: None) -> None:
    young(cast.mette(), status="STG", status_on=date(2026, 9, 15), registered_on=date(2026, 9, 15))
    buckets.set_bucket(cast.lone(), "STG", "reached", date(2026, 11, 1))
    read = city()
    assert [counts.reached for _end, counts in read.trend[-3:]] == [0, 0, 1]
    assert read.figures.change("reached") == 1


def test_the_statements_do_not_grow_with_the_people(db: None) -> None:
    mette = cast.mette()
    for place in ("Mjølnerparken", "Tingbjerg", "Folehaven"):
        young(mette, place=place)
    with act():
        counters.write_anew(counters.summed([], None))
    recounts.rebuild(lambda _done: None)
    with counted() as statements:
        overview.overview("city", "", ago(28), "area")
    few = statements.selects("target", "policy", "status_bucket")
    assert len(few) == 4, few
    assert len(statements.data) == 7


def test_no_young_person_is_read_once_the_day_is_counted(db: None) -> None:
    young(cast.mette(), status_on=ago(300), registered_on=ago(400))
    city()
    with counted() as today:
        assert overview.overview("city", "", ago(28)).figures.counts.stale == 1
    with clock.frozen(clock.now() + timedelta(days=1)), counted() as tomorrow:
        assert overview.overview("city", "", ago(28)).figures.counts.stale == 1
    assert ['"youth"' in "".join(statements.data) for statements in (today, tomorrow)] == [False, True]


def test_a_wrong_count_of_old_statuses_is_found_and_mended(db: None) -> None:
    young(cast.mette(), status_on=ago(300), registered_on=ago(400))
    city()
    Tally.update(stale=0).where(Tally.scope == CITY).execute()
    assert [line.split()[0] for line in recounts.differences(lambda _done: None)] == ["Stale"]
    assert recounts.rebuild(lambda _done: None) == 1
    assert recounts.differences(lambda _done: None) == []
