"""Thousands of acts over a bad connection to a service that is killed: each exactly once."""

import sys

from tests.engines import SqliteEngine
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
    assert any(fault.startswith(DOUBLED) for fault in _run(240, kills=0, broken=True).faults)


def _run(operations, **how):
    engine = SqliteEngine()
    try:
        return run(engine.migrated(), 7, operations, **how)
    finally:
        engine.stop()
