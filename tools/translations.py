"""Bring the catalogues up to date with the code: `python tools/translations.py`.

New texts come in empty, unused ones go, translations stay. No line numbers, so that a catalogue
changes only when a text does.
"""

import io
import tomllib
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
CATALOGUES = {"da": ROOT / "uu/translations/da/LC_MESSAGES/messages.po"}
KEYWORDS = {
    "_": None, "N_": None, "_l": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2),
}
HEADER = {
    "project": "UU På Vej", "version": "1", "charset": "utf-8", "copyright_holder": "The authors of UU På Vej",
    "header_comment": "# The texts of UU På Vej. `make translations` brings them up to date with the code.",
    "last_translator": "The authors of UU På Vej", "language_team": "The authors of UU På Vej",
    "msgid_bugs_address": "",
}


def extract() -> Catalog:
    """Every text of the code and the templates that somebody sees."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        mappings = tomllib.load(file)["tool"]["babel"]["mappings"]
    catalogue = Catalog(charset="utf-8")
    for mapping in mappings:
        folder, _, pattern = mapping.pop("pattern").partition("/")
        methods, options = [(pattern, mapping.pop("method"))], {pattern: {k: str(v) for k, v in mapping.items()}}
        for _file, _line, message, comments, context in extract_from_dir(
            ROOT / folder, methods, options, KEYWORDS, ["Translators:"]
        ):
            catalogue.add(message, auto_comments=comments, context=context)
    return catalogue


def read(language: str) -> Catalog:
    """The catalogue of a language, as it is in the tree."""
    path = CATALOGUES[language]
    if not path.exists():
        return Catalog(locale=language, fuzzy=False, **HEADER)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str) -> bytes:
    """The catalogue as it should be in the tree."""
    catalogue = read(language)
    catalogue.update(extract(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    output = io.BytesIO()
    write_po(output, catalogue, width=110, no_location=True, omit_header=False, sort_output=True)
    return output.getvalue()


def main() -> None:
    """Write every catalogue and say how much is left to translate."""
    for language, path in CATALOGUES.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(updated(language))
        messages = [message for message in read(language) if message.id]
        left = sum(not any(_strings(message.string)) for message in messages)
        print(f"{language}: {len(messages)} texts, {left} without a translation")


def _strings(string: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)


if __name__ == "__main__":
    main()
