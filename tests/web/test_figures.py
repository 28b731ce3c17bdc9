"""Published figures in a browser: looked at first, saved then, and shown beside our own."""

import io

import pytest

from tests import cast
from tests.web.filling import filled, press
from tests.young_people import young
from uu.domain import figures, recounts

ENGLISH = {"Accept-Language": "en"}
FILE = (
    "serie;sted;dato;værdi;enhed;definition;kilde;mål\n"
    "Færdige i byen <b>;byen;2021;77,5;procent;Alle 25-årige i byen;kilde.dk;reached_share\n"
)


@pytest.fixture
def lone(signed_in):
    client = signed_in(cast.lone())
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def upload(client, content):
    return filled(client, "/figures/new", file=(io.BytesIO(content), "figures.csv"))


def test_a_file_is_looked_at_before_anything_is_saved(lone):
    before = len(figures.everything())
    preview = upload(lone, FILE.encode("cp1252"))
    assert "Nothing is saved yet" in preview.text
    assert "77.5 %" in preview.text
    assert len(figures.everything()) == before
    saved = press(lone, "/figures/new", preview)
    assert saved.status_code == 303
    assert len(figures.everything()) == before + 1
    again = upload(lone, FILE.encode())
    assert "Everything in the file is here already" in again.text


def test_bad_lines_are_told_with_their_numbers_and_nothing_is_saved(lone):
    before = figures.everything()
    answer = upload(lone, (FILE + "x;Atlantis;2021;1;procent;d;k;\nx;byen;2021;1;kroner;d;k;\n").encode())
    assert answer.status_code == 422
    assert "Line 3: There is no place called “Atlantis”." in answer.text
    assert "Line 4: The unit must be per cent or people" in answer.text
    assert figures.everything() == before


@pytest.mark.parametrize("content", [b"", b"\x00\x00", b"x" * 120_000])
def test_a_file_that_is_none_gets_a_sentence(lone, content):
    assert upload(lone, content).status_code == 422


def test_without_a_file_one_is_asked_for(lone):
    assert "Choose a CSV file." in filled(lone, "/figures/new").text


def test_a_text_that_was_changed_on_the_way_is_judged_again(lone):
    answer = filled(lone, "/figures/new", text=FILE.replace("77,5", "770"))
    assert answer.status_code == 422


def test_they_stand_beside_our_own_with_year_and_source(lone):
    mette = cast.mette()
    for status in ("GUU", "UOP", "GYM"):
        young(mette, status=status)
    recounts.rebuild(lambda _done: None)
    own = lone.get("/overview").text.partition('id="published"')[0].count("33–67")
    press(lone, "/figures/new", upload(lone, FILE.encode()))
    text = lone.get("/overview").text
    assert "Færdige i byen &lt;b&gt;" in text
    assert "2021, kilde.dk" in text
    assert "published 2021:" in text
    assert text.partition('id="published"')[0].count("33–67") == own


def test_the_outcome_has_its_published_figures(lone):
    press(lone, "/figures/new", upload(lone, FILE.replace("reached_share", "outcome").encode()))
    from tests.web.test_outcomes import begun

    begun(cast.mette(), 100)
    assert "2021, kilde.dk" in lone.get("/outcome").text


def test_a_series_is_removed_from_its_page(lone):
    kept = figures.everything()[0]
    page = lone.get("/figures")
    assert kept.series.name_en in page.text
    assert press(lone, f"/figures/{kept.id}/removed", page).status_code == 303
    assert kept not in figures.everything()
    assert lone.post(f"/figures/{kept.id}/removed").status_code in {303, 404}
