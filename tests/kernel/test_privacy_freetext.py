"""What should not stand in a note is noticed, and an everyday note is left in peace."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uu.privacy import freetext
from uu.privacy.freetext import contains_cpr, sensitive_topics

EVERYDAY = """
Gik en tur langs Korsgade og talte om, hvad der skal ske efter sommerferien.
Emil vil gerne være politibetjent eller fængselsbetjent, vi kiggede på adgangskravene.
Overvejer SOSU eller sygeplejerske, vil høre mere om social- og sundhedsassistent.
Vil læse medicin eller psykologi, men mangler to fag på hf.
Er i tvivl om religion C og kristendomskundskab tæller med i snittet.
Skal have en straffeattest og en børneattest til praktikken i børnehaven.
Faldt fra på grund af manglende læreplads, sigter efter en ny aftale inden jul.
Har retten til at søge om SU, afhængig af hvor meget hun arbejder.
Vi aftalte at ses en gang om ugen, første gang på mandag kl. 14.30.
Jeg beder ham ringe til skolen. Mor pusher på, men han bruger alle sine kræfter på skolen.
Voldsomt regnvejr, så vi satte os ind i Folkets Hus.
Taler med Christian Kristensen om politik og et job i en kirkegård på Nørrebro.
Interesseret i at blive lægesekretær, tandlæge eller dyrlæge. Hiv fat i mig, hvis du er i tvivl.
Praktik på et hospital fra 12.03.26 til 15.04.26, løn 3.500,50 kr. pr. 14. dag.
Spiste bønner og ris i kantinen. Fik en dommer til at skrive under på fodboldklubbens kontrakt.
Gik forbi Volmers Plads, Kirkegaardsvej og Bandholmgade. Ordblindetest bestilt til 1. maj.
Ansøgningen er i behandling. Søger ind på lægestudiet og kriminologi til næste år.
Har sygdomslære på SOSU og vil måske være misbrugskonsulent eller handicaphjælper.
Mødte ham til et kriminalitetsforebyggende arrangement i beboerhuset.
Har faglig selvtillid og er motiveret. Ring til 12 34 56 78 eller +45 22 11 05 78.
Freja fortalte om sit fritidsjob i Netto og om en STU, som hendes bror går på.
Sunniva og Imran spiller i et band. Islands Brygge næste torsdag kl. 10-12.
Walked and talked about her options; she wants to study medicine, psychology or criminology.
He wants to be a nurse, a doctor or a police officer. We add a follow-up for Monday.
Good drive, some stress before the exam. The gang from school met at the library.
She is in a trial period at work and will call the school about admission.
""".strip().splitlines()

TELLING = [
    ("Er sygemeldt og har fået diagnosen ADHD", {"health"}),
    ("har en depression og går til psykolog", {"health"}),
    ("Kæmper med et hashmisbrug", {"health"}),
    ("ADHD-diagnose, socialangst", {"health"}),
    ("Hun er GRAVID i 5. måned", {"health"}),
    ("cutter i sig selv", {"health"}),
    ("struggles with anxiety and self-harm", {"health"}),
    ("Familien er praktiserende muslimer", {"religion"}),
    ("Går i moskéen til fredagsbøn", {"religion"}),
    ("går i MOSKEEN hver uge", {"religion"}),
    ("hendes religion betyder meget", {"religion"}),
    ("They are Jehovah's Witnesses, goes to church", {"religion"}),
    ("Fik en betinget dom for tyveri", {"crime"}),
    ("blev anholdt af politiet i går", {"crime"}),
    ("Skal afsone fra august", {"crime"}),
    ("known as a gang member, was arrested", {"crime"}),
    ("Har fået en dom og er i misbrugsbehandling, faster under ramadanen", {"health", "religion", "crime"}),
]

NUMBERS_THAT_ARE_NO_CPR = [
    "12345678",
    "12 34 56 78",
    "22 11 05 78 31 10 04 55",
    "22 33 44 12 10 05 04 55",
    "+6101054000",
    "99610105-4000",
    "+45 22 11 05 78",
    "4522110578",
    "0045 22110578",
    "12.03.2026",
    "12/03-26",
    "12.03.26 kl. 14.30",
    "12-03-26 14-15",
    "01.08.2025 - 30.06.2026",
    "12.03.26-15.04.26",
    "2026-03-12",
    "1.200.500,00 kr.",
    "1 200 500 kr.",
    "3.500",
    "9999999999",
    "610105-123",
    "610105-12345",
    "5790000123456",
]

day, month, year = st.integers(61, 88), st.integers(1, 12), st.integers(1, 30)


@pytest.mark.parametrize("note", EVERYDAY)
def test_an_everyday_note_is_left_in_peace(note):
    assert sensitive_topics(note) == frozenset()
    assert not contains_cpr(note)


@pytest.mark.parametrize(("note", "topics"), TELLING)
def test_a_telling_word_brings_its_topic(note, topics):
    assert sensitive_topics(note) == topics


@pytest.mark.parametrize("text", NUMBERS_THAT_ARE_NO_CPR)
def test_phones_dates_and_amounts_are_no_cpr_numbers(text):
    assert not contains_cpr(text)
    assert not contains_cpr(f"Aftalt: {text}, vi ses.")


@given(day, month, year, st.integers(4000, 9999), st.data())
def test_a_cpr_number_is_found_however_it_is_written(day, month, year, last, data):
    d, m, y, end = f"{day:02}", f"{month:02}", f"{year:02}", f"{last:04}"
    written = data.draw(
        st.sampled_from(
            [
                f"{d}{m}{y}{end}",
                f"{d}{m}{y}-{end}",
                f"{d}{m}{y} {end}",
                f"{d}{m}{y} - {end}",
                f"{d}{m}{y}\u2013{end}",
                f"{d}{m}{y}\u200b{end}",
                f"{d}{m}{y}\n{end}",
                f"{d} {m} {y} {end}",
                f"{d}.{m}.{y}-{end}",
                f"{d}-{m}-{y}-{end}",
                f"{d}/{m}-{y} {end}",
                f"{d} {m} {y} {end[:2]} {end[2:]}",
                f"{d}{m}{y} {end[:2]} {end[2:]}",
                f"{d}{m}20{y}-{end}",
                " ".join(f"{d}{m}{y}{end}"),
                f"{d}{m}{y}{end}".translate(str.maketrans("0123456789", "０１２３４５６７８９")),
            ]
        )
    )
    for note in (
        written,
        f"CPR:{written}.",
        f"Amina ({written}) ringer",
        f"cpr{written}",
        f"Vi ses\n{written}\nkl. 14",
    ):
        assert contains_cpr(note)


@given(st.text())
def test_any_text_gets_an_answer(text):
    assert contains_cpr(text) in {True, False}
    assert sensitive_topics(text) <= {"health", "religion", "crime"}


def test_a_very_long_note_is_read_at_once():
    assert not contains_cpr("1 2" * 20_000)
    assert sensitive_topics("vent" * 20_000) == frozenset()
    assert sensitive_topics("vent " * 20_000) == frozenset()


def test_the_lists_can_be_used_by_javascript():
    lists = json.loads(Path(freetext.__file__).with_name("sensitive_words.json").read_text("utf-8"))
    assert set(lists["topics"]) == {"health", "religion", "crime"}
    for words in lists["topics"].values():
        assert set(words) == {"words", "stems", "inside", "except"}
        for entries in words.values():
            assert entries == sorted(set(entries))
            assert all(re.fullmatch(r"[^\W_]+(?: [^\W_]+)*", entry) and entry == entry.lower() for entry in entries)
            assert entries, "an empty list would match every word"
    assert not any("(?P" in shape or "(?#" in shape or r"\A" in shape for shape in lists["cpr_shapes"])
