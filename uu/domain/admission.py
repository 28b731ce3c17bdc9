"""What may be written about a young person: the age of those registered, and names and numbers in stored form."""

from dataclasses import fields, replace
from datetime import date

from uu.domain import freetext
from uu.domain.errors import InvalidError
from uu.domain.identity import Identity
from uu.privacy import phones
from uu.privacy.cpr import Cpr, CprError
from uu.privacy.phones import PhoneError
from uu.statistics import ages
from uu.vocabulary import N_

LONGEST = {"first_name": 80, "last_name": 80, "nickname": 40, "email": 120, "address": 160, "contacts": 600}

_AGE_ERRORS = {
    "soon_15": N_("The young person is %(age)d and turns 15 on %(day)s. Register them from that day."),
    "too_young": N_("The young person is %(age)d. You can register young people from 15 to 24. Check the birth date."),
    "turned_25": N_("The young person has turned 25. Help them on to the job centre or adult guidance instead."),
    "too_old": N_("The young person is %(age)d. You can register young people from 15 to 24. Check the birth date."),
    "impossible": N_("The birth date lies in the future or too far back. Check the birth date."),
}
_NO_AGE = N_("Write the birth date, or the age the young person says.")
_NO_NAME = N_("Write the young person's first name.")
_OTHER_BIRTH_DATE = N_("The CPR number and the birth date do not fit together. Check both when you meet.")
_NO_MODULUS = N_("The CPR number has no check digit. New numbers need none, but check that it is typed right.")


def birth_date(birth_on: date | None, said_age: int | None, day: date) -> date:
    """The birth date, estimated when only an age is said.

    Raises :class:`InvalidError` for somebody who was not between 15 and 24 on the day.
    """
    if birth_on is not None:
        return _admitted("birth_on", birth_on, day)
    if said_age is None:
        raise InvalidError("birth_on", _NO_AGE)
    if not 0 <= said_age < ages.LONGEST_LIFE:
        raise InvalidError("said_age", _AGE_ERRORS["impossible"], age=said_age)
    return _admitted("said_age", ages.estimated_birth(said_age, day), day)


def tidied(identity: Identity) -> Identity:
    """The identity as it is stored: trimmed, phone and CPR number normalised.

    Raises :class:`InvalidError` on the field that cannot be used.
    """
    stripped = replace(identity, **{field.name: getattr(identity, field.name).strip() for field in fields(Identity)})
    if not stripped.first_name:
        raise InvalidError("first_name", _NO_NAME)
    for name, most in LONGEST.items():
        freetext.require_length(name, getattr(stripped, name), most)
    freetext.check("contacts", stripped.contacts)
    return replace(stripped, phone=_phone(stripped.phone), cpr=_cpr(stripped.cpr))


def cpr_hints(identity: Identity, birth_on: date | None) -> list[str]:
    """What looks odd about the CPR number and is no reason to refuse it."""
    if not identity.cpr:
        return []
    cpr = Cpr(identity.cpr)
    hints = [_OTHER_BIRTH_DATE] if birth_on is not None and cpr.birth_date != birth_on else []
    return hints if cpr.is_replacement or cpr.passes_modulus_11 else [*hints, _NO_MODULUS]


def _admitted(field: str, birth: date, day: date) -> date:
    verdict = ages.registration_age(birth, day)
    if verdict == "ok":
        return birth
    age = ages.age_on(birth, day)
    turns_15 = ages.birthday(birth, ages.YOUNGEST) if verdict == "soon_15" else day
    raise InvalidError(field, _AGE_ERRORS[verdict], age=age, day=f"{turns_15:%d-%m-%Y}")


def _phone(text: str) -> str:
    try:
        return phones.normalise(text) if text else ""
    except PhoneError as error:
        raise InvalidError("phone", error.message) from None


def _cpr(text: str) -> str:
    try:
        return Cpr.parse(text).digits if text else ""
    except CprError as error:
        raise InvalidError("cpr", error.message) from None
