"""Every age's figures are what one counts by hand, one young person after the other."""

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import cast
from tests.kernel.test_statistics_definitions import by_hand, rows
from tests.web.budget import counted
from tests.young_people import ago, young
from uu import clock
from uu.domain import ages, buckets, daily, overview, recounts
from uu.domain.errors import NotVisibleError
from uu.models import StaffUser, Youth
from uu.models.database import act, data
from uu.statistics import periods
from uu.statistics.ages import age_on
from uu.statistics.measures import Counts

LIVES = st.lists(
    st.tuples(
        st.one_of(st.dates(date(2001, 11, 20), date(2011, 11, 23)), st.just(date(2008, 2, 29))),
        st.sampled_from(("GUU", "GYM", "K10", "AFB", "UOP", "FLY")),
        st.integers(180, 188),
        st.sampled_from(("Mjølnerparken", "Tingbjerg")),
        st.sampled_from(("", "lives_outside", "address_protected")),
    ),
    max_size=7,
)  # fmt: skip


def settle(mette: StaffUser, lives: list[tuple]) -> None:
    for born, status, days, place, hidden in lives:
        where = {hidden: True} if hidden else {}
        young(mette, status=status, status_on=ago(days), registered_on=ago(days), birth_on=born, place=place,
              closed=status == "FLY", **where)  # fmt: skip


def recount(first: int, last: int, here: list[Youth]) -> tuple[Counts, int]:
    """The people of these ages; who is followed and too old for any band counts with the oldest."""
    day, found, old, gone = clock.today(), Counter(), Counter(), 0
    for youth in here:
        age = age_on(youth.birth_on, day)
        if youth.closed:
            gone += first <= age <= last
        elif first <= min(age, 24) <= last:
            found[youth.status] += 1
            old[youth.status] += youth.status_on < periods.months_back(day, 6)
    return Counts.from_statuses(found, buckets.classes_in_force()(day), old), gone


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lives=LIVES)
def test_the_ages_equal_a_recount(db: None, lives: list[tuple]) -> None:
    mette = StaffUser.get_or_none(StaffUser.username == "mette") or cast.mette()
    with data.atomic() as tried:
        settle(mette, lives)
        recounts.rebuild(lambda _done: None)
        area = str(cast.area("Tingbjerg"))
        for level, wanted in (("city", ""), ("area", area)):
            read = ages.ages(level, wanted)
            shown = ~Youth.lives_outside & ~Youth.address_protected & (Youth.area == area)
            here = list(Youth.select() if level == "city" else Youth.select().where(shown))
            assert [(band.counts, band.excluded) for band in read.bands] == [
                recount(band.first, band.last, here) for band in read.bands
            ]
            assert read.whole.counts == overview.overview(level, wanted, ago(28)).figures.counts
        tried.rollback()


def test_the_ages_of_the_manual(db: None) -> None:
    mette, classes = cast.mette(), buckets.classes_in_force()(clock.today())
    for born, code, seen, counts_as, _ages in rows("day of birth"):
        day = date.fromisoformat(seen)
        young(mette, status=code, status_on=day, registered_on=day, birth_on=date.fromisoformat(born),
              closed=code == "FLY")  # fmt: skip
        assert classes[code].bucket == counts_as
    bands = {f"{band.first}-{band.last}": band.counts for band in ages.ages("city", "").bands}
    for name, *shares in rows("ages of these"):
        counts = bands[name]
        ranges = counts.range, counts.completed_or_enrolled_range, counts.neet_range
        for found, arithmetic in zip(ranges, shares, strict=False):
            assert list(found) == [by_hand(end) for end in arithmetic.split(" to ")]
        assert Fraction(counts.coverage) == by_hand(shares[3])


def test_on_a_25th_birthday_one_is_among_the_oldest_until_the_card_is_closed(db: None) -> None:
    young(cast.mette(), birth_on=date(2001, 11, 23))
    assert ages.ages("city", "").bands[2].counts.n == 1
    daily.run(clock.today())
    assert (ages.ages("city", "").bands[2].counts.n, ages.ages("city", "").whole.excluded) == (0, 0)


def test_one_statement_reads_the_people(db: None) -> None:
    for place in ("Mjølnerparken", "Tingbjerg"):
        young(cast.mette() if place == "Tingbjerg" else cast.karim(), place=place)
    with counted() as statements:
        ages.ages("city", "")
    assert len([sql for sql in statements.data if '"youth"' in sql]) == 1


@pytest.mark.parametrize(("level", "wanted"), [("area", "x"), ("district", "99"), ("youth", "")])
def test_a_place_that_does_not_exist_is_not_found(db: None, level: str, wanted: str) -> None:
    with pytest.raises(NotVisibleError):
        ages.ages(level, wanted)


def test_a_changed_limit_counts_at_once(db: None) -> None:
    from uu.domain import policies

    young(cast.mette(), status_on=clock.today() - timedelta(days=100), registered_on=ago(200))
    assert ages.ages("city", "").whole.counts.stale == 0
    with act():
        policies.change_policy(cast.anton(), policies.STALE, 3)
    assert ages.ages("city", "").whole.counts.stale == 1
