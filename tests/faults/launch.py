"""`uu serve` for the fault run: tokens last a moment, so that they are exchanged amid the failures too.

It is broken on purpose with `--forgetful`, when it does not know what it has received before, and with `--hollow`, when
it acknowledges an edit and writes nothing.
"""

import sys
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from uu.cli import main
from uu.domain import tokens
from uu.domain.operations import Effect, Result
from uu.vocabulary import OperationKind
from uu.web.api import acts, operations

_judged = operations._judged
_MADE = ("id", "status_id")


def _forgetful(each: dict[str, Any], name: UUID, sent_at: datetime) -> Result:
    """Every arrival is something new, as it is for a service whose records have no ids of their own."""
    given = dict(each)
    if each["kind"] != "register_youth":
        fresh = {part: str(uuid4()) for part in _MADE if part in each["data"]}
        given |= {"id": str(uuid4()), "data": each["data"] | fresh}
    return replace(_judged(given, UUID(given["id"]), sent_at), id=name)


def _hollow(asked: acts.Asked) -> Effect:
    youth = asked.youth()
    return Effect(youth.id, youth.id)


tokens.ACCESS_HOLDS = timedelta(seconds=3)
if "--forgetful" in sys.argv:
    operations._judged = _forgetful
if "--hollow" in sys.argv:
    acts.KINDS[OperationKind.EDIT_CARD] = acts.KINDS[OperationKind.EDIT_CARD]._replace(do=_hollow)
sys.argv = ["uu", "serve"]
sys.exit(main())
