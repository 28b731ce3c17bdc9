"""The manual is part of the product: every command, setting and role is in it, and its examples are real."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.house.tree import ROOT, files, text, written
from uu.vocabulary import OperationKind, Outcome, Role

MANUAL = (Path("README.md"), Path("docs/operations.md"))
PAGES = [path for path in files() if path.suffix == ".md"]
EXAMPLE = re.compile(r"^```(?:console|sh|bash|shell)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)


def _manual() -> str:
    return "\n".join(text(path) for path in MANUAL)


def _commands(group: click.Command, name: str = "uu") -> Iterator[tuple[str, click.Command]]:
    """Every command that can be typed, with the words that call it."""
    if not isinstance(group, click.Group):
        yield name, group
        return
    for word, command in group.commands.items():
        yield from _commands(command, f"{name} {word}")


def _cli() -> dict[str, click.Command]:
    from uu.cli import main

    return dict(_commands(main))


def _examples() -> list[str]:
    lines = [line for path in PAGES for block in EXAMPLE.findall(text(path)) for line in block.splitlines()]
    return [line.strip().removeprefix("$ ") for line in lines]


def test_every_command_is_in_the_manual():
    assert not [words for words in _cli() if words not in _manual()]


def test_every_command_says_what_it_does():
    assert not [words for words, command in _cli().items() if not (command.help or "").strip()]


def test_every_setting_is_in_the_manual():
    settings = {name for path in written(".py", under="uu/") for name in re.findall(r"\bUU_[A-Z_]*[A-Z]\b", text(path))}
    assert settings
    assert not sorted(name for name in settings if name not in _manual())


def test_every_role_is_in_the_manual():
    assert not [role.label for role in Role if role.label.lower() not in _manual().lower()]


def test_every_operation_outcome_and_problem_of_the_api_is_in_its_manual():
    from uu.web.api.problems import PROBLEMS

    manual = text(Path("docs/api.md"))
    words = [f"`{word.value}`" for word in (*OperationKind, *Outcome)]
    words += [f"| `/problems/{each.slug}` | {each.status} |" for each in PROBLEMS.values()]
    assert not [word for word in words if word not in manual]


def test_every_target_of_the_makefile_is_in_the_manual():
    targets = set(TARGET.findall(text(Path("Makefile")))) - {"help", "tools"}
    assert not sorted(target for target in targets if f"make {target}" not in _manual())


def test_examples_call_targets_that_exist():
    targets = set(TARGET.findall(text(Path("Makefile"))))
    called = {word for line in _examples() for word in re.findall(r"\bmake ([a-z]+)", line)}
    assert called
    assert called <= targets


def test_examples_call_commands_and_options_that_exist():
    commands = _cli()
    lines = [found[0] for line in _examples() if (found := re.search(r"(?<![\w/-])uu [a-z].*", line.split(" #")[0]))]
    assert lines
    assert not [fault for line in lines if (fault := _fault(line, commands))]


def _fault(line: str, commands: dict[str, click.Command]) -> str | None:
    longest_first = sorted(commands, key=len, reverse=True)
    called = next((words for words in longest_first if f"{line} ".startswith(f"{words} ")), None)
    if called is None:
        return f"no such command: {line}"
    known = {option for parameter in commands[called].params for option in parameter.opts} | {"--help"}
    unknown = set(re.findall(r"(?<= )--[a-z-]+", line)) - known
    return f"no such option: {line}" if unknown else None


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_links_lead_somewhere(page):
    assert not [link for link in LINK.findall(text(page)) if not (ROOT / page.parent / link).exists()]


def test_the_changelog_names_this_version():
    version = tomllib.loads(text(Path("pyproject.toml")))["project"]["version"]
    assert f"## {version}" in text(Path("CHANGELOG.md"))
