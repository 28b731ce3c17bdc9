"""Reports in a browser: ordered with a form, read as a page, fetched as files that say the same."""

import io
import re
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from tests import cast
from tests.pdf import squeezed, words
from tests.web.filling import filled, press
from tests.young_people import young
from uu import clock
from uu.domain import recounts, targets
from uu.models import AuditEntry, ReportOrder, StaffUser
from uu.models.reports import ReportState
from uu.vocabulary import AuditAct, ReportKind


@pytest.fixture
def lone(signed_in):
    """Lone leads; four young people live in Mjølnerparken."""
    mette = cast.mette()
    for status in ("GUU", "GYM", "AFB", "UOP"):
        young(mette, "Amina Xerxes", status=status)
    recounts.rebuild(lambda _done: None)
    client = signed_in(cast.lone())
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def order(client, kind="monthly", place="city:", **more):
    answer = filled(client, "/reports", kind=kind, place=place, tongue=more.pop("tongue", "en"), **more)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


@pytest.mark.parametrize("kind", list(ReportKind))
@pytest.mark.parametrize("tongue", ["da", "en"])
def test_page_pdf_and_spreadsheet_say_the_same(lone, kind, tongue):
    address = order(lone, kind.value, tongue=tongue)
    page = lone.get(address)
    assert "25–50 %" in page.text
    assert "Xerxes" not in page.text
    pdf = lone.get(f"{address}.pdf")
    said = words(pdf.data)
    cells = re.findall(r'<td class="number"[^>]*>(?:<strong>)?([^<]+)<', page.text)
    assert len(cells) > 20
    assert not [cell for cell in cells if squeezed(cell) not in said]
    book = CalamineWorkbook.from_filelike(io.BytesIO(lone.get(f"{address}.xlsx").data))
    figures = book.get_sheet_by_index(0).to_python()
    reached = next(row for row in figures if row[2] == "25–50 %")
    assert reached[4:6] == [0.25, 0.5]
    for row in figures[1:]:
        if row[0] and row[2]:
            assert squeezed(row[2]) in said


def test_a_target_with_a_picture_in_its_name_has_its_report(lone):
    targets.set_target(StaffUser.get(username="lone"), targets.Goal(date(2026, 1, 1), 900, "Målet 🎯"))
    answer = lone.get(f"{order(lone)}.pdf")
    assert answer.status_code == 200
    assert "Målet�" in words(answer.data)


def test_every_file_says_that_it_is_not_for_sharing_and_names_nobody(lone):
    address = order(lone)
    for kind in ("pdf", "xlsx"):
        answer = lone.get(f"{address}.{kind}")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="monthly-2026-11-23.{kind}"'
        assert "no-store" in answer.headers["Cache-Control"]
    assert words(lone.get(f"{address}.pdf").data).count("Notforsharing:holdssmallcounts.") >= 1
    book = CalamineWorkbook.from_filelike(io.BytesIO(lone.get(f"{address}.xlsx").data))
    for name in book.sheet_names:
        assert "Not for sharing: holds small counts." in str(book.get_sheet_by_name(name).to_python())
    assert "Not for sharing" in lone.get(address).text


def test_making_and_fetching_are_in_the_log(lone):
    address = order(lone, place=f"area:{cast.area('Mjølnerparken')}")
    lone.get(address)
    lone.get(f"{address}.pdf")
    found = [(entry.act, entry.object_kind, entry.detail) for entry in AuditEntry.select().order_by(AuditEntry.seq)
             if entry.act in {AuditAct.REPORT_MADE, AuditAct.EXPORTED}]  # fmt: skip
    assert found == [
        (AuditAct.REPORT_MADE, "area", "report monthly"),
        (AuditAct.EXPORTED, "area", "report monthly page"),
        (AuditAct.EXPORTED, "area", "report monthly pdf"),
    ]


def test_the_list_says_of_which_place_and_in_which_language(lone):
    order(lone, tongue="da")
    order(lone, place=f"area:{cast.area('Mjølnerparken')}")
    made = lone.get("/reports").text
    assert "The whole city, Dansk, " in made
    assert "Mjølnerparken, English, " in made


def test_a_form_used_by_somebody_else_is_refused_in_words(lone, signed_in):
    used = order(lone).rsplit("/", 1)[1]
    other = signed_in(cast.staff("Lars", cast.Role.LEADER))
    other.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    answer = filled(other, "/reports", id=used, kind="monthly", place="city:", tongue="en")
    assert answer.status_code in {409, 422}
    assert "This form has been used for something else." in answer.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"since": "2027-01-01"}, "The period must begin today or earlier."),
        ({"since": "1999-01-01"}, "from 2000 on"),
        ({"since": "31-02-2026"}, "Write a date that exists"),
        ({"place": "area:nowhere"}, "Choose one of the options shown."),
        ({"kind": "gossip"}, "Choose one of the options shown."),
        ({"tongue": "xx"}, "Choose one of the options shown."),
    ],
)
def test_what_cannot_be_made_is_refused_in_words(lone, typed, sentence):
    answer = filled(lone, "/reports", **{"kind": "monthly", "place": "city:", "tongue": "en"} | typed)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_somebody_elses_report_is_not_there(lone, signed_in):
    address = order(lone)
    other = signed_in(cast.staff("Lars", cast.Role.LEADER))
    for path in (address, f"{address}.pdf", f"{address}.xlsx"):
        assert other.get(path).status_code == 404


def test_a_report_that_is_being_made_shows_how_far_it_is_and_can_be_cancelled(lone):
    running = ReportOrder.create(
        id="6b4dd0f2-6a8f-4d8f-9a63-0d2f3c1f5a11", staff=cast.StaffUser.get(username="lone"),
        kind=ReportKind.EVALUATION, level="city", since=clock.today(), language="da", state=ReportState.WAITING,
        made_at=clock.now(),
    )  # fmt: skip
    address = f"/reports/{running.id}"
    page = lone.get(address)
    assert page.headers["Refresh"] == "2"
    assert "The whole city, Dansk" in page.text
    assert "<progress" in page.text
    assert lone.get(f"{address}.pdf").status_code == 404
    assert order(lone) == address
    press(lone, f"{address}/cancelled", page)
    ended = lone.get(address)
    assert "The report was cancelled." in ended.text
    assert "Refresh" not in ended.headers


def test_the_list_leads_back_to_what_was_made(lone):
    address = order(lone)
    assert f'href="{address}"' in lone.get("/reports").text
