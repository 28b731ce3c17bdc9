"""The catalogues hold exactly the texts of the code, every one translated, with the same placeholders."""

import ast
import re
from string import Formatter

import pytest

from tools import translations

PERCENT = re.compile(r"%(?:\((\w+)\))?[-+0 #]*\d*(?:\.\d+)?[sdifg]")
LANGUAGES = list(translations.CATALOGUES)


def _ids(catalogue):
    return {(message.context, message.id) for message in catalogue if message.id}


def _placeholders(text):
    braces = [name for _, name, _, _ in Formatter().parse(text.replace("%", "")) if name is not None]
    return sorted(PERCENT.findall(text)) + sorted(braces)


def _pairs(message):
    """Each translation beside the source it must keep the placeholders of."""
    if isinstance(message.id, str):
        return [(message.id, message.string)]
    return [(message.id[-1], string) for string in message.string]


def test_the_code_has_texts():
    assert len(_ids(translations.extract())) > 100


def test_no_text_hides_inside_another_text():
    """A text within an f-string is one that extraction does not see, so that nobody can translate it."""
    hidden = [
        f"{path.name}:{call.lineno}"
        for path in (translations.ROOT / "uu").rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in translations.KEYWORDS
    ]
    assert not hidden


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_has_the_texts_of_the_code_and_no_others(language):
    ours, theirs = _ids(translations.extract()), _ids(translations.read(language))
    assert {"not in the catalogue": ours - theirs, "not in the code": theirs - ours} == {
        "not in the catalogue": set(), "not in the code": set()
    }, "`make translations` brings the catalogue up to date."


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language):
    messages = [message for message in translations.read(language) if message.id]
    assert messages
    assert not [message.id for message in messages if message.fuzzy or not all(t for _, t in _pairs(message))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_placeholders(language):
    messages = [message for message in translations.read(language) if message.id]
    assert not [
        (source, text)
        for message in messages for source, text in _pairs(message)
        # "One young person" needs no number, so the singular may drop it.
        if _placeholders(text) != _placeholders(source) and not (message.pluralizable and text == message.string[0])
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_names_no_lines(language):
    assert b"\n#: " not in translations.CATALOGUES[language].read_bytes()
