"""`uu serve` for the fault run: tokens last a moment, so that they are exchanged amid the failures too.

With `--forgetful` it is broken on purpose: it does not know what it has received before.
"""

import sys
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from uu.cli import main
from uu.domain import tokens
from uu.domain.operations import Result
from uu.web.api import operations

_judged = operations._judged
_MADE = ("id", "status_id")


def _forgetful(each: dict[str, Any], name: UUID, sent_at: datetime) -> Result:
    """Every arrival is something new, as it is for a service whose records have no ids of their own."""
    given = dict(each)
    if each["kind"] != "register_youth":
        fresh = {part: str(uuid4()) for part in _MADE if part in each["data"]}
        given |= {"id": str(uuid4()), "data": each["data"] | fresh}
    return replace(_judged(given, UUID(given["id"]), sent_at), id=name)


tokens.ACCESS_HOLDS = timedelta(seconds=3)
if "--forgetful" in sys.argv:
    operations._judged = _forgetful
sys.argv = ["uu", "serve"]
sys.exit(main())
