"""A stolen database shows nobody: neither its file, its log of changes nor what the service says names anyone."""

import io
import logging
import shutil
from pathlib import Path

import pytest

from uu.domain import demo, identity, keys, sessions
from uu.domain.demo import Wish
from uu.domain.demo_texts import Texts
from uu.models import FollowUp, Youth, database

PEOPLE = 40


@pytest.fixture
def said():
    """All that is logged at the most talkative level, Peewee's statements with every value included."""
    spoken, loggers = io.StringIO(), [logging.getLogger(name) for name in ("", "peewee")]
    ear, before = logging.StreamHandler(spoken), [(logger.level, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.addHandler(ear)
        logger.setLevel(logging.DEBUG)
        logger.propagate = False
    yield spoken
    for logger, (level, propagate) in zip(loggers, before, strict=True):
        logger.removeHandler(ear)
        logger.level, logger.propagate = level, propagate


@pytest.fixture
def stolen(db, settings, said, tmp_path):
    """Every byte of the data as a thief finds it, its log of changes included, and what the service said."""
    demo.make(Wish(youths=PEOPLE, months=12, seed=3), lambda _done: None)
    said_at_all = said.getvalue().encode()
    assert b"INSERT INTO" in said_at_all
    if database.is_postgresql():
        return _rows(), said_at_all
    for part in Path(settings.database.removeprefix("sqlite:///")).parent.glob("uu.sqlite*"):
        shutil.copy(part, tmp_path)
    return b"".join(part.read_bytes() for part in tmp_path.iterdir()), said_at_all


def _rows():
    """The tables as their rows spell them, binary columns as they are."""
    found = []
    for table in database.data.get_tables():
        for row in database.data.execute_sql(f'SELECT * FROM "{table}"'):
            found += [value if isinstance(value, bytes) else str(value).encode() for value in row]
    return b"\n".join(found)


def _secrets():
    """What stands about everybody in plain words, in each way it could be written."""
    for youth in Youth.select():
        who = identity.read(youth.id, youth.sealed)
        for text in (who.full_name, who.cpr, who.phone, who.phone.removeprefix("+45"), who.shown_phone):
            if text:
                yield text
        for session in sessions.of_youth(youth):
            yield from filter(None, (session.note,))


def test_nobody_can_be_read_without_the_keyring(stolen):
    data, said = stolen
    wanted = {text for text in _secrets() if len(text) > 5}
    assert len(wanted) > 2 * PEOPLE, "With the keyring everybody can be read."
    assert not [text for text in wanted if text.encode() in data]
    assert not [text for text in wanted if text.encode() in said]


def test_the_search_would_find_what_is_in_the_clear(stolen):
    data, _said = stolen
    assert "Mjølnerparken".encode() in data
    assert b"Mette Vang" in data


def test_no_next_step_and_no_place_is_in_the_clear(stolen):
    data, said = stolen
    pools = Texts().pools
    assert FollowUp.select().where(FollowUp.sealed_text.is_null(False)).count() > 5
    for text in filter(None, (*pools["step"], *pools["note"], *pools["place"])):
        assert text.encode() not in data
        assert text.encode() not in said


def test_without_their_keys_they_are_nobody(db, stolen):
    from uu.models import PersonKey

    PersonKey.delete().execute()
    assert keys.keys_of([youth.id for youth in Youth.select()]) == {}
    assert {identity.read(youth.id, youth.sealed).full_name for youth in Youth.select()} == {"…"}
