"""The command: exit code 0 only on success, and otherwise one sentence that says what to do."""

import base64
import re

import pytest
from click.testing import CliRunner

from tests import cast
from tests.engines import environment
from uu import migrations
from uu.cli import main
from uu.domain import access, audit, invitations, signin
from uu.models import StaffUser, Tally, Youth, database
from uu.settings import Settings
from uu.vocabulary import AuditAct, Role

DEMO = ("demo", "--youths", "12", "--months", "3", "--seed", "4")


@pytest.fixture
def uu(settings, at):
    """Type a command as somebody with this installation's settings does."""

    def typed(*words, **changed):
        variables = {name: value for name, value in environment(settings).items() if name.startswith("UU_")}
        return CliRunner(env={**variables, **changed}).invoke(main, words)

    return typed


@pytest.fixture
def connected(settings):
    """Connect to what the command left behind."""
    from uu.cli import installation

    def connect():
        return installation.connected(settings)

    return connect


def _says(result, sentence):
    assert result.exit_code == 1
    assert sentence in result.output
    assert result.output.splitlines()[-1].startswith("Error: ")


def test_new_keys_are_thirty_two_bytes_and_never_the_same(uu):
    first, second = uu("keys").output, uu("keys").output
    assert first != second
    for line in first.splitlines():
        name, key = re.fullmatch(r"(UU_MASTER_KEY|UU_SECRET_KEY)=(\S+)", line).groups()
        assert len(base64.b64decode(key)) == 32, name


def test_without_keys_nothing_starts(uu):
    _says(uu("serve", UU_MASTER_KEY=""), "UU_MASTER_KEY must be set. Run `uu keys`")


def test_a_variable_that_is_empty_is_as_if_it_were_not_there():
    keys = {name: base64.b64encode(bytes(32)).decode() for name in ("UU_MASTER_KEY", "UU_SECRET_KEY")}
    empty = dict.fromkeys(("UU_DATABASE", "UU_KEYRING", "UU_PORT", "UU_HOST", "UU_BASE_URL", "UU_THREADS"), "")
    assert Settings.from_environment(keys | empty) == Settings.from_environment(keys)


def test_somebody_must_answer_the_requests(uu):
    _says(uu("serve", UU_THREADS="0"), "UU_THREADS must be at least 1")


def test_serving_needs_the_newest_shape(uu, engine):
    empty = engine.empty()
    _says(uu("serve", UU_DATABASE=empty.database, UU_KEYRING=empty.keyring), "Run `uu db upgrade`")
    _says(uu("db", "status", UU_DATABASE=empty.database, UU_KEYRING=empty.keyring), "Run `uu db upgrade`")
    assert uu("db", "upgrade", UU_DATABASE=empty.database, UU_KEYRING=empty.keyring).exit_code == 0
    assert uu("db", "status", UU_DATABASE=empty.database, UU_KEYRING=empty.keyring).exit_code == 0
    engine.discard(empty)


def test_demo_accounts_are_served_as_a_demonstration_only(uu):
    assert uu(*DEMO).exit_code == 0
    _says(uu("serve", UU_DEMO="0"), "This database holds demo accounts")


def test_another_master_key_is_found_before_anybody_is_served(uu):
    assert uu(*DEMO).exit_code == 0
    other = base64.b64encode(b"another key that opens nothing!!").decode()
    _says(uu("serve", UU_DEMO="1", UU_MASTER_KEY=other), "belong to this database")


def test_demo_data_is_never_mixed_with_people_who_are_there(uu, connected):
    with connected():
        cast.mette()
    _says(uu(*DEMO), "There are people in this database already")


def test_the_demo_accounts_sign_in_with_the_given_password(uu, connected):
    told = uu(*DEMO, UU_DEMO_PASSWORD="en lang adgangskode til prøve")
    assert "en lang adgangskode til prøve" in told.output
    with connected():
        for username in ("vejleder", "vejleder2", "leder", "helhedsplan", "admin", "dpo"):
            assert username in told.output
            assert signin.try_password(username, "en lang adgangskode til prøve"), username
        assert signin.try_password("ida.nordvest", "en lang adgangskode til prøve") is None


def test_the_first_administrator_is_invited_from_the_console(uu, connected):
    told = uu("staff", "add", "anton", "--role", "admin", "--name", "Anton Ager")
    token = re.search(r"/invitations/(\S+)", told.output)[1]
    with connected():
        assert invitations.accept(token, "vi går en tur ved søen").role == Role.ADMIN
    assert "anton" in uu("staff", "list").output


def test_a_counsellor_is_invited_with_areas_by_name(uu, connected):
    asked = ("staff", "add", "mette", "--role", "counsellor", "--name", "Mette Vang", "--area")
    for no_area in ("Mjolnerparken", "Uden for områderne"):
        _says(uu(*asked, no_area), f"There is no area called {no_area}")
    assert uu(*asked, "Mjølnerparken").exit_code == 0
    with connected():
        assert access.area_ids(StaffUser.get(username="mette")) == [cast.area("Mjølnerparken")]


def test_somebody_is_locked_and_unlocked(uu, connected):
    with connected():
        cast.karim()
    assert uu("staff", "lock", "karim").exit_code == 0
    assert "locked" in uu("staff", "list").output
    assert uu("staff", "unlock", "karim").exit_code == 0
    assert "locked" not in uu("staff", "list").output
    _says(uu("staff", "lock", "nobody"), "There is no user nobody")


def test_the_log_is_verified_up_to_a_head_noted_earlier(uu, connected):
    with connected():
        audit.record(AuditAct.SIGN_IN, cast.mette())
    head = re.search(r"Head ([0-9a-f]{64})", uu("audit", "verify").output)[1]
    with connected():
        audit.record(AuditAct.SIGN_OUT, StaffUser.get())
    assert uu("audit", "verify", "--head", head).exit_code == 0
    _says(uu("audit", "verify", "--head", "00" * 32), "no longer contains that head")
    assert uu("audit", "verify", "--head", "oops").exit_code == 2


def test_a_changed_log_is_found(uu, connected):
    with connected():
        audit.record(AuditAct.SIGN_IN, cast.mette())
        migrations.runners()[0].down("0004_log_is_append_only")
        database.data.execute_sql("UPDATE audit_entry SET detail = 'nothing happened'")
        migrations.upgrade()
    _says(uu("audit", "verify"), "The log is broken at entry 1")


def test_a_wrong_counter_and_a_wrong_status_are_found_and_mended(uu, connected):
    assert uu(*DEMO).exit_code == 0
    assert uu("db", "check").exit_code == 0
    with connected():
        Tally.update(n=Tally.n + 1).execute()
        Youth.update(status="DOD").where(Youth.id == Youth.select(Youth.id).limit(1)).execute()
    found = uu("db", "check")
    _says(found, "Run `uu db rebuild`")
    assert "DOD" in found.output
    assert uu("db", "rebuild").exit_code == 0
    assert uu("db", "check").exit_code == 0


def test_the_day_is_done_once(uu):
    assert "turned 25" in uu("daily").output
    assert "done already" in uu("daily").output


def test_a_database_that_cannot_be_reached_is_said_in_one_sentence(uu):
    nowhere = {"UU_DATABASE": "sqlite:////proc/nowhere.sqlite", "UU_KEYRING": "sqlite:////proc/keyring.sqlite"}
    _says(uu("db", "status", **nowhere), "Check UU_DATABASE and UU_KEYRING")
