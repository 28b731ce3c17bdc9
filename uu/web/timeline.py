"""What has happened, in words: the quiet line below each session and each status."""

from datetime import date

from uu import clock
from uu.domain.revisions import Written
from uu.domain.sessions import PastSession
from uu.domain.statuses import PastStatus
from uu.privacy import phones
from uu.vocabulary import N_, ContactOrigin, Told
from uu.web.language import _, format_date, ngettext, word
from uu.web.urgency import day_words

_FIELDS = {
    "first_name": N_("First name"),
    "last_name": N_("Last name"),
    "nickname": N_("Nickname"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
    "cpr": N_("CPR number"),
    "address": N_("Address"),
    "contacts": N_("Contacts"),
    "birth_on": N_("Birth date"),
    "said_age": N_("Age as said"),
    "origin": N_("How contact came about"),
    "told": N_("Told about the registration"),
}


def session_title(held: PastSession) -> str:
    """What it was, and for how long."""
    # Texts inside an f-string would not reach the catalogue.
    minutes = _("%(n)d min", n=held.minutes) if held.minutes else ""
    return _joined([word(held.kind), minutes])


def session_facts(held: PastSession) -> str:
    """About what, where, with how many others, and who wrote it."""
    facts = [
        ", ".join(word(topic) for topic in held.topics),
        held.place,
        ngettext("with %(n)d other", "with %(n)d others", held.others) if held.others else "",
        held.recorded_by,
    ]
    return _joined(facts)


def status_facts(seen: PastStatus) -> str:
    """How one knows, why it ended, what is expected, and who wrote it."""
    facts = [
        word(seen.source),
        word(seen.reason) if seen.reason else "",
        _("expected %(day)s", day=format_date(seen.expected_on)) if seen.expected_on else "",
        _("seen on paper") if seen.documented else "",
        seen.recorded_by or "",
    ]
    return _joined(facts)


def corrected(by: PastStatus | None) -> str:
    """That a later event took its place; empty for what still holds."""
    if by is None:
        return ""
    day = day_words(clock.local(by.recorded_at).date())
    return _("A mistake, corrected %(day)s by %(name)s", day=day, name=by.recorded_by or _("the system"))


def change(written: Written) -> str:
    """What a change of the card did to one field; a CPR number is never shown."""
    label = _(_FIELDS.get(written.field, written.field))
    if written.before == written.after:
        return _("%(field)s confirmed", field=label)
    if written.field == "cpr":
        return _("%(field)s changed", field=label)
    before, after = (_shown(written.field, value) for value in (written.before, written.after))
    return f"{label}: {before} → {after}"


def _shown(field: str, value: str) -> str:
    if not value:
        return "–"
    if field == "birth_on":
        return format_date(date.fromisoformat(value))
    if field == "phone":
        return phones.display(value)
    kinds = {"origin": ContactOrigin, "told": Told}
    return word(kinds[field](value)) if field in kinds else value


def _joined(facts: list[str]) -> str:
    return " · ".join(fact for fact in facts if fact)
