"""Thousands of acts over a bad connection to a service that is killed: each exactly once."""

import sys

from tests.engines import SqliteEngine
from tests.faults.effects import WITHOUT_EFFECT
from tests.faults.judge import DOUBLED
from tests.faults.run import run

OPERATIONS = 2000


def test_every_act_is_applied_exactly_once_however_the_connection_fails():
    found = _run(OPERATIONS, kills=6)
    sys.stdout.write(f"{found}\n")
    assert found.operations >= OPERATIONS
    assert found.kills
    assert not found.faults


def test_a_service_that_forgets_what_it_received_is_found_out():
    """The run can fail: without idempotency the same acts are counted twice."""
    assert any(fault.startswith(DOUBLED) for fault in _run(120, kills=0, broken="forgetful").faults)


def test_a_service_that_acknowledges_what_it_does_not_write_is_found_out():
    """Counts alone would not tell: nothing is lost but the value of an edit."""
    found = _run(120, kills=0, broken="hollow").faults
    assert any(fault.startswith(f"{WITHOUT_EFFECT}: edit_card") for fault in found)


def _run(operations, **how):
    engine = SqliteEngine()
    try:
        return run(engine.migrated(), 7, operations, **how)
    finally:
        engine.stop()
