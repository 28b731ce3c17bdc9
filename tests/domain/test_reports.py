"""Making a report: the same figures as the pages, one at a time, cancelled when wanted, forgotten after a day."""

import threading
from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests import cast
from tests.young_people import young
from uu import clock
from uu.domain import areas, buckets, daily, overview, places, recounts, reports
from uu.domain.areas import AreaGiven
from uu.domain.errors import InvalidError, NotVisibleError, UsedIdError
from uu.domain.reports_composed import NOTES, compose
from uu.domain.reports_read import Order
from uu.domain.reports_sections import RULES_CHANGED
from uu.models import AuditEntry, HousingArea, ReportOrder, StatusEvent
from uu.models.reports import ReportState
from uu.statistics.report import Chart, Figures, Paragraph, Span, Table, Text
from uu.vocabulary import AuditAct, ReportKind

KINDS = pytest.mark.parametrize("kind", list(ReportKind))


def city(kind=ReportKind.MONTHLY, since=date(2026, 10, 23)):
    return Order(kind, "city", "", since)


def made(order):
    return compose(order, lambda _done, _of: None)


def figures_of(report):
    return {figure.title.message: figure for section in report.sections for block in section.blocks
            if isinstance(block, Figures) for figure in block.figures}  # fmt: skip


def tables_of(report):
    return {block.title.message: block for section in report.sections for block in section.blocks
            if isinstance(block, Table)}  # fmt: skip


@KINDS
def test_an_empty_database_has_a_report_that_says_why(db, kind):
    report = made(city(kind))
    figures = figures_of(report)
    assert figures["Registered young people"].value == 0
    assert figures["Reached"].value is None
    assert figures["Reached"].why is not None
    assert not any(isinstance(block, Chart) and block.kind != "curve" for section in report.sections
                   for block in section.blocks)  # fmt: skip


@KINDS
@pytest.mark.parametrize(
    "statuses", [["GUU"], ["UOP"] * 4, ["GUU", "GYM", "AFB", "UOP"]], ids=["one", "unknown", "four"]
)
def test_the_figures_are_those_of_the_overview(db, kind, statuses):
    mette = cast.mette()
    for status in statuses:
        young(mette, status=status)
    recounts.rebuild(lambda _done: None)
    report = made(city(kind))
    read = overview.overview("city", "", date(2026, 10, 23))
    counts, figures = read.figures.counts, figures_of(report)
    assert figures["Registered young people"].value == counts.n == len(statuses)
    assert figures["Turn 25 this year"].value == read.cohort.counts.n
    assert figures["Reached"].value == Span(*counts.range)
    assert figures["People missing to the target"].value == read.distance
    assert figures["Completed or enrolled"].value == Span(*counts.completed_or_enrolled_range)
    places_below = {row[0].message: row[1] for row in tables_of(report)["The places compared"].rows}
    assert places_below == {_name(line.place): line.figures.counts.n for line in read.lines}
    assert report.notes == NOTES


def _name(place):
    return "%(plan)s (the part in this district)" if place.partial else place.name


def test_an_area_without_people_and_one_that_is_closed_have_a_report(db):
    tingbjerg = str(cast.area("Tingbjerg"))
    report = made(Order(ReportKind.EVALUATION, "area", tingbjerg, date(2026, 1, 1)))
    assert figures_of(report)["Registered young people"].value == 0
    young(cast.mette(), place="Tingbjerg")
    HousingArea.update(closed_on=date(2026, 6, 1)).where(HousingArea.id == tingbjerg).execute()
    recounts.rebuild(lambda _done: None)
    report = made(Order(ReportKind.MONTHLY, "area", tingbjerg, date(2026, 1, 1)))
    assert (report.place.message, report.place.params) == ("%(area)s (closed)", {"area": "Tingbjerg"})


def test_an_area_may_be_called_anything(db):
    anton, name = cast.anton(), '#read("x") =1+1 %(n)s <b>'
    area = areas.add_area(anton, uuid4(), AreaGiven(name, "3"))
    young(cast.mette(), area=area.id)
    recounts.rebuild(lambda _done: None)
    assert made(Order(ReportKind.STEERING, "area", str(area.id), date(2026, 1, 1))).place == Text(name)


def test_a_place_that_does_not_exist_has_none(db):
    with pytest.raises(NotVisibleError):
        reports.check(Order(ReportKind.MONTHLY, "area", "x", date(2026, 1, 1)))


def test_a_rule_that_was_changed_is_said_beside_then_and_now(db):
    young(cast.mette(), status="AFB", status_on=date(2026, 9, 1))
    recounts.rebuild(lambda _done: None)
    buckets.set_bucket(cast.lone(), "AFB", "reached", date(2026, 11, 2))

    def said(since, title, kind=ReportKind.MONTHLY):
        section = next(one for one in made(city(kind, since)).sections if one.title.message == title)
        return [block.text.params["day"] for block in section.blocks
                if isinstance(block, Paragraph) and block.text.message == RULES_CHANGED]  # fmt: skip

    assert said(date(2026, 11, 1), "What has changed") == [date(2026, 11, 2)]
    assert said(date(2026, 11, 2), "What has changed") == []
    assert said(date(2026, 11, 2), "Month by month", ReportKind.EVALUATION) == [date(2026, 11, 2)]


def test_below_the_city_the_index_is_a_range(db):
    for place, code in (("Tingbjerg", "GUU"), ("Tingbjerg", "UOP"), ("Folehaven", "AFB"), ("Folehaven", "UOP")):
        young(cast.staff(f"{place}{code}", cast.Role.COUNSELLOR), place=place, status=code)
    recounts.rebuild(lambda _done: None)
    below = figures_of(made(Order(ReportKind.MONTHLY, "area", str(cast.area("Tingbjerg")), date(2026, 10, 23))))
    assert below["Index: the city is 100"].value.params == {"low": 67, "high": 400}
    assert figures_of(made(city()))["Index: the city is 100"].value == 100


@pytest.mark.parametrize("since", [date(2026, 11, 24), date(1999, 12, 31)])
def test_a_period_that_cannot_be_is_refused(db, since):
    with pytest.raises(InvalidError):
        reports.check(city(since=since))


def test_the_whole_period_begins_where_counting_begins(db):
    assert reports.usual_since(ReportKind.EVALUATION) == clock.today()
    young(cast.mette(), status_on=date(2025, 3, 2))
    recounts.rebuild(lambda _done: None)
    assert reports.usual_since(ReportKind.EVALUATION) == StatusEvent.get().observed_on == date(2025, 3, 2)
    assert reports.usual_since(ReportKind.MONTHLY) == date(2026, 10, 23)


def test_the_whole_period_does_not_begin_with_a_child(db):
    young(cast.mette(), birth_on=date(2011, 5, 1), status="GRS", status_on=date(2021, 8, 9))
    recounts.rebuild(lambda _done: None)
    assert reports.usual_since(ReportKind.EVALUATION) == date(2026, 5, 1)


def test_a_report_is_kept_for_whoever_asked_and_for_nobody_else(db):
    lone, other = cast.lone(), cast.staff("Lars", cast.Role.LEADER)
    order = reports.start(lone, uuid4(), city(), "da", lambda _order, _step: "content", 10)
    assert (order.state, order.content) == (ReportState.READY, "content")
    with pytest.raises(NotVisibleError):
        reports.found(other, order.id)
    entry = AuditEntry.get(AuditEntry.act == AuditAct.REPORT_MADE)
    assert (entry.object_kind, entry.detail) == ("city", "report monthly")


def test_the_same_form_sent_twice_is_one_report(db):
    lone, wanted = cast.lone(), uuid4()
    for _each in range(2):
        reports.start(lone, wanted, city(), "da", lambda _order, _step: "content", 10)
    assert ReportOrder.select().count() == 1


def content(_order, _step):
    return "content"


@pytest.mark.parametrize(
    ("order", "language"),
    [(city(ReportKind.STEERING), "da"), (city(), "en"), (city(since=date(2026, 10, 22)), "da")],
    ids=["kind", "language", "since"],
)
def test_a_used_id_gives_no_other_report(db, order, language):
    lone, lars, used = cast.lone(), cast.staff("Lars", cast.Role.LEADER), uuid4()
    reports.start(lone, used, city(), "da", content, 10)
    with pytest.raises(UsedIdError):
        reports.start(lone, used, order, language, content, 10)
    with pytest.raises(UsedIdError):
        reports.start(lars, used, city(), "da", content, 10)
    assert ReportOrder.select().count() == 1


def test_a_report_of_yesterday_is_not_found_though_no_night_has_passed(db, at):
    lone, used = cast.lone(), uuid4()
    reports.start(lone, used, city(), "da", content, 10)
    at("2026-11-24 12:00")
    assert reports.mine(lone) == []
    with pytest.raises(NotVisibleError):
        reports.found(lone, used)
    assert reports.start(lone, used, city(), "da", content, 10).state == ReportState.READY


def test_what_was_cancelled_is_not_said_to_have_failed(db):
    lone, wanted = cast.lone(), uuid4()

    def broken(_order, _step):
        reports.cancel(lone, wanted)
        raise ValueError

    assert reports.start(lone, wanted, city(), "da", broken, 10).state == ReportState.CANCELLED
    assert wanted not in reports._wanted


def test_cancelling_what_another_process_makes_keeps_nothing(db):
    lone = cast.lone()
    there = ReportOrder.create(
        id=uuid4(), staff=lone, kind=ReportKind.MONTHLY, level="city", since=date(2026, 1, 1), language="da",
        state=ReportState.WORKING, made_at=clock.now(),
    )  # fmt: skip
    reports.cancel(lone, there.id)
    assert reports.found(lone, there.id).state == ReportState.CANCELLED
    assert reports._wanted == set()


class Slow:
    """Work that waits in its second section until it is told to go on."""

    def __init__(self):
        self.begun, self.go = threading.Event(), threading.Event()

    def __call__(self, _order, step):
        step(1, 3)
        self.begun.set()
        assert self.go.wait(20)
        step(2, 3)
        return "content"


def test_one_at_a_time_and_it_can_be_cancelled(db):
    lone, work = cast.lone(), Slow()
    order = reports.start(lone, uuid4(), city(), "da", work, 0)
    assert work.begun.wait(20)
    assert reports.is_running(reports.found(lone, order.id))
    assert reports.progress(order) == (1, 3)
    again = reports.start(lone, uuid4(), city(ReportKind.STEERING), "da", work, 0)
    assert again.id == order.id
    reports.cancel(lone, order.id)
    work.go.set()
    _ended(order)
    assert reports.found(lone, order.id).state == ReportState.CANCELLED
    assert reports.found(lone, order.id).content == ""


def test_what_goes_wrong_is_told_and_the_next_one_works(db):
    def broken(_order, _step):
        raise ValueError("Somebody's name")

    lone = cast.lone()
    failed = reports.start(lone, uuid4(), city(), "da", broken, 10)
    assert failed.state == ReportState.FAILED
    assert reports.start(lone, uuid4(), city(), "da", lambda _order, _step: "x", 10).state == ReportState.READY


def test_a_report_whose_maker_is_gone_does_not_run_for_ever(db, at):
    lone = cast.lone()
    lost = ReportOrder.create(
        id=uuid4(), staff=lone, kind=ReportKind.MONTHLY, level="city", since=date(2026, 1, 1), language="da",
        state=ReportState.WORKING, made_at=clock.now() - timedelta(hours=1),
    )  # fmt: skip
    assert not reports.is_running(lost)
    assert reports.start(lone, uuid4(), city(), "da", lambda _order, _step: "x", 10).state == ReportState.READY


def test_few_are_kept_and_none_beyond_a_day(db, at):
    lone = cast.lone()
    for _each in range(reports.KEPT + 2):
        reports.start(lone, uuid4(), city(), "da", lambda _order, _step: "x", 10)
    assert len(reports.mine(lone)) == reports.KEPT
    at("2026-11-24 12:00")
    daily.run(clock.today())
    assert reports.mine(lone) == []


def _ended(order):
    """Wait for the thread, which lets go of its progress last."""
    for _each in range(200):
        if reports.progress(order) == (0, 0):
            return
        threading.Event().wait(0.05)
    raise AssertionError("The report was not ended.")


def test_nothing_of_a_person_is_in_a_report(db):
    young(cast.mette(), "Amina Xerxes")
    recounts.rebuild(lambda _done: None)
    for kind in ReportKind:
        assert "Xerxes" not in str(made(city(kind)))
    assert places.division().spots
