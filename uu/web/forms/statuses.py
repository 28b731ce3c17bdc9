"""The forms about an education status; the questions appear with the statuses that ask them."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from uu import clock
from uu.domain import status_model, statuses
from uu.domain.errors import InvalidError
from uu.domain.status_model import TURNED_25
from uu.domain.statuses import LONGEST_NOTE, PastStatus, StatusGiven
from uu.vocabulary import N_, Bucket, DropOutReason, StatusSource
from uu.web.forms.fields import CheckField, ChipsField, DateField, Form, HiddenIdField, LongTextField
from uu.web.forms.notes import NoteForm, ask
from uu.web.language import _l, language, word

_SOURCES = [(source.value, _l(source.label)) for source in StatusSource if source != StatusSource.SYSTEM]
_CHOOSE = N_("Choose the young person's education status.")


def grouped(keep: str = "") -> dict[str, list[tuple[Any, ...]]]:
    """The statuses one may choose today, under their buckets with the bucket's shape; ``keep`` is one of them."""
    today, groups = clock.told_day(), {word(bucket): list[tuple[Any, ...]]() for bucket in Bucket}
    for status in status_model.words().values():
        retired = status.retired_on is not None and status.retired_on <= today
        if status.code == keep or not (retired or status.code == TURNED_25):
            choice = (status.code, status.label(language()), {"data-bucket": status.bucket.value})
            groups[word(status.bucket)].append(choice)
    return {group: choices for group, choices in groups.items() if choices}


def asking() -> dict[str, str]:
    """Which statuses ask for what, as the page's script reads it."""
    asked: dict[str, list[str]] = {}
    for status in status_model.words().values():
        asked.setdefault(status.asks_for, []).append(status.code)
    return {what: " ".join(codes) for what, codes in asked.items()}


class StatusFields(Form):
    """What a status is asked about, wherever one is told."""

    source = ChipsField(_l("How do you know?"), choices=_SOURCES, default=StatusSource.YOUTH.value)
    reason = ChipsField(_l("Why did the education stop?"), choices=DropOutReason)
    starts_on = DateField(_l("When does the education begin?"))
    returns_on = DateField(_l("When is the young person expected back?"))
    documented = CheckField(_l("I have seen the documents"))

    def __init__(self, **filled: Any) -> None:
        super().__init__(**filled)
        ask(self.source, self.reason, self.starts_on, self.returns_on, self.documented)

    def told(self, event: UUID, code: str, observed_on: date, note: str = "") -> StatusGiven:
        """The status as the fields tell it."""
        asks_for = status_model.words()[code].asks_for if code else ""
        return StatusGiven(
            id=event,
            code=code,
            observed_on=observed_on,
            source=StatusSource(self.source.data or StatusSource.YOUTH),
            reason=self.reason.data,
            expected_on=self.starts_on.data if asks_for == "starts_on" else self.returns_on.data,
            documented=bool(self.documented.data),
            note=note,
        )

    def judge_status(self, code: str, day: date, born: date = date.min) -> None:
        """Show what is missing or impossible, as far as the form can tell before the act."""
        # A word that is none has its own error already, and nothing can be told with it.
        if self.source.errors or self.reason.errors:
            return
        given = self.told(uuid4(), code, day)
        self.judge(lambda: statuses.check_day(born, given), "observed_on")
        asked = ("reason", "starts_on", "returns_on")
        self.judge(lambda: statuses.with_what_is_asked_for(status_model.words()[code], given), *asked)

    def show_error(self, error: InvalidError) -> None:
        """The day a status expects is asked for in two fields, each with its own words."""
        name, code = error.field, str(self["code"].data)
        if name == "expected_on":
            name = "starts_on" if status_model.words()[code].asks_for == "starts_on" else "returns_on"
        super().show_error(InvalidError(name, error.message, **error.params))


class StatusForm(NoteForm, StatusFields):
    """A new status, or the correction of one."""

    free_text = ("note",)
    order = ("code", "reason", "starts_on", "returns_on", "documented", "observed_on", "source", "note")

    id = HiddenIdField()
    code = ChipsField(_l("Education status"), required=_CHOOSE)
    observed_on = DateField(
        _l("Since when?"), required=N_("Write since when the status holds."), default=clock.told_day
    )
    note = LongTextField(_l("Note"), longest=LONGEST_NOTE, hint=_l("Write only what is needed."))

    def __init__(self, **filled: Any) -> None:
        super().__init__(**filled)
        self.code.choices = grouped(keep=str(filled.get("code", "")))

    def validate(self, extra_validators: Any = None) -> bool:
        sound = super().validate(extra_validators)
        if not self.code.errors:
            self.judge_status(str(self.code.data), self.observed_on.data or clock.told_day())
        return sound and not self.errors

    @classmethod
    def correcting(cls, past: PastStatus) -> "StatusForm":
        """The form filled with what was told."""
        return cls(
            code=past.word.code, observed_on=past.observed_on, source=past.source.value, reason=past.reason,
            starts_on=past.expected_on, returns_on=past.expected_on, documented=past.documented, note=past.note,
        )  # fmt: skip

    def given(self) -> StatusGiven:
        day = self.observed_on.data or clock.told_day()
        return self.told(self.id.uuid, str(self.code.data), day, str(self.note.data or ""))
