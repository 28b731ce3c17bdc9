"""Mine unge and the card: whom a counsellor is there for, and what is known about one of them."""

from typing import Any, TypeVar
from uuid import UUID

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from uu import clock
from uu.domain import access, audit, caseload, caseload_card, proposals, waiting
from uu.domain.caseload import Caseload, Show, Sort, Whose, Wish
from uu.domain.radar import Signal
from uu.domain.waiting import Waiting
from uu.vocabulary import AuditAct, Bucket, Permission
from uu.web import conflicts, timeline, urgency
from uu.web.forms.fields import ActionForm
from uu.web.forms.sessions import AttemptForm
from uu.web.guard import allow, current_user
from uu.web.language import _, word
from uu.web.pages import page

bp = Blueprint("caseload", __name__)
LONGEST_QUERY = 100
Word = TypeVar("Word", Whose, Show, Sort)


@bp.get("/youths")
@allow(Permission.YOUTH_READ)
def index() -> ResponseReturnValue:
    """The list; for a session it is the way to choose whom it was with."""
    picking = request.args.get("for") == "session" and access.may(current_user(), Permission.SESSION_RECORD)
    wish = _wish(Show.ALL if picking else Show.TODAY)
    found = caseload.read_list(current_user(), wish)
    waits = _waiting(wish, picking=picking)
    named = [*found.ids(), *(waits.ids() if waits else ())]
    audit.record(AuditAct.SEARCH if wish.query else AuditAct.LIST_READ, current_user(), youths=named)
    return page(
        "caseload/index.html",
        found=found,
        waiting=waits,
        wish=wish,
        picking=picking,
        filters=_filters(wish, found),
        link=_link,
        **_words(),
    )


@bp.get("/youths/<uuid:youth_id>")
@allow(Permission.YOUTH_READ)
def show(youth_id: UUID) -> ResponseReturnValue:
    card = caseload_card.read_card(current_user(), youth_id)
    decisions = _decisions(youth_id)
    others = [one.other for one in decisions["proposals"]] + [twin.youth for twin in decisions["twins"]]
    audit.record(AuditAct.YOUTH_READ, current_user(), youths=[youth_id, *others])
    return page(
        "caseload/show.html",
        open_card=card,
        decisions=decisions,
        today=clock.today(),
        action=ActionForm(formdata=None),
        attempt=AttemptForm(formdata=None),
        **_words(),
    )


def _waiting(wish: Wish, *, picking: bool) -> Waiting | None:
    """What waits for a counsellor's decision, at the top of their own list."""
    if picking or wish.query or wish.whose != Whose.MINE or not access.may(current_user(), Permission.YOUTH_EDIT):
        return None
    return waiting.of(current_user())


def _decisions(youth: UUID) -> dict[str, Any]:
    """What somebody must choose about a young person, and their other records."""
    user = current_user()
    return {
        "conflicts": conflicts.of_card(user, youth),
        "proposals": proposals.open_of(user, [youth]).get(youth, []),
        "twins": proposals.same_as(user, youth),
    }


def _words() -> dict[str, Any]:
    """What both templates call."""
    user = current_user()
    return {
        "urgency": urgency,
        "said": timeline,
        "Permission": Permission,
        "may": lambda permission: access.may(user, permission),
    }


def _wish(usual: Show) -> Wish:
    """What the address asks for; words it does not know are as if not said."""
    asked = request.args
    text = asked.get("q", "")[:LONGEST_QUERY]
    return Wish(
        whose=_known(Whose, asked.get("whose"), Whose.MINE),
        show=_known(Show, asked.get("show"), usual),
        area=asked.get("area", type=UUID),
        sort=_known(Sort, asked.get("sort"), Sort.URGENCY),
        query="".join(letter for letter in text if letter.isprintable()).strip(),
        page=max(1, min(asked.get("page", 1, type=int), 10_000)),
    )


def _known(words: type[Word], said: str | None, usual: Word) -> Word:
    return words(said) if said in {member.value for member in words} else usual


def _link(wish: Wish, **changed: Any) -> str:
    """The address of the list with something asked differently; what is usual is not said."""
    asked = {name: getattr(wish, name) for name in ("whose", "show", "area", "sort")} | changed
    usual = {"whose": Whose.MINE, "sort": Sort.URGENCY, "page": 1}
    said = {name: str(value) for name, value in asked.items() if value is not None and usual.get(name) != value}
    if request.args.get("for") == "session":
        said["for"] = "session"
    return url_for("caseload.index", **said)  # type: ignore[arg-type]  # Flask types only its own words.


def _filters(wish: Wish, found: Caseload) -> list[dict[str, Any]]:
    """The chips: how urgent, which bucket, which area, and those who are closed."""
    buckets = (Bucket.AT_RISK, Bucket.UNKNOWN, Bucket.ON_THE_WAY, Bucket.REACHED)
    if wish.query:
        return []
    chips = [_chip(wish, found, Show.TODAY, _("Today")), _chip(wish, found, Show.ALL, _("All"))]
    chips += [_chip(wish, found, Show(bucket.value), word(bucket), bucket.value) for bucket in buckets]
    chips += [_chip(wish, found, Show(signal.value), word(signal)) for signal in Signal]
    if len(found.areas) > 1 or wish.area:
        chips += [_area_chip(wish, area, name, n) for area, name, n in found.areas]
    closed = {"label": _("Closed"), "url": _link(wish, show=Show.CLOSED), "current": wish.show == Show.CLOSED}
    return [chip for chip in chips if chip["count"] or chip["current"] or chip["always"]] + [closed]


def _chip(wish: Wish, found: Caseload, show: Show, label: str, bucket: str = "") -> dict[str, Any]:
    return {
        "label": label,
        "url": _link(wish, show=show),
        "current": wish.show == show,
        "bucket": bucket,
        "count": None if wish.show == Show.CLOSED else found.shows[show],
        "always": show in {Show.TODAY, Show.ALL},
    }


def _area_chip(wish: Wish, area: UUID, name: str, n: int) -> dict[str, Any]:
    """Chosen again, an area is let go."""
    chosen = wish.area == area
    return {
        "label": name,
        "url": _link(wish, area=None if chosen else area),
        "current": chosen,
        "count": n,
        "always": False,
    }
