"""The form with which a counsellor says whether two records are one young person."""

from collections.abc import Iterable
from uuid import UUID

from uu.vocabulary import N_, DuplicateVerdict
from uu.web.forms.fields import ChipsField, Form
from uu.web.language import _, _l


class VerdictForm(Form):
    """Two young people, or one of whom either record goes on."""

    verdict = ChipsField(_l("What is right?"), required=N_("Choose whether they are the same."))

    def offer(self, both: Iterable[tuple[UUID, str]]) -> None:
        """Which records there are, and what each is called."""
        same = [(str(record), _("The same young person: keep %(which)s", which=called)) for record, called in both]
        self.verdict.choices = [(DuplicateVerdict.DIFFERENT.value, _("Two different young people")), *same]

    def keep(self) -> UUID | None:
        """The record that goes on, none where they are two people."""
        return None if self.verdict.data == DuplicateVerdict.DIFFERENT.value else UUID(self.verdict.data)
