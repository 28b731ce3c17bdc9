"""Who needs the counsellor first, and why: one reason for each young person, most urgent first."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from uu.statistics.periods import months_back
from uu.vocabulary import Bucket, FollowUpKind, Told

SOON_DAYS = 7
LAPSING = frozenset({Bucket.ON_THE_WAY, Bucket.AT_RISK})


class Reason(StrEnum):
    """Why a young person stands where they stand on the list; the order here is the order of the list."""

    OVERDUE = "overdue"
    CLOCK = "clock"
    DUE_TODAY = "due_today"
    QUIET = "quiet"
    NEVER_MET = "never_met"
    DUE_SOON = "due_soon"
    UNKNOWN_STATUS = "unknown_status"
    STALE_STATUS = "stale_status"
    NOT_TOLD = "not_told"
    AGE_SAID = "age_said"
    DUE_LATER = "due_later"
    CALM = "calm"


_ORDER = {reason: place for place, reason in enumerate(Reason)}
_TODAY = frozenset({Reason.OVERDUE, Reason.CLOCK, Reason.DUE_TODAY, Reason.QUIET, Reason.NEVER_MET})
_LEVELS = {
    Reason.OVERDUE: Bucket.AT_RISK,
    Reason.CLOCK: Bucket.AT_RISK,
    Reason.DUE_TODAY: Bucket.ON_THE_WAY,
    Reason.DUE_SOON: Bucket.ON_THE_WAY,
    Reason.DUE_LATER: Bucket.ON_THE_WAY,
}


@dataclass(frozen=True, slots=True)
class Situation:
    """What urgency is judged by; ``next_kind`` is the kind of the open follow-up that is due first."""

    bucket: Bucket
    status_on: date
    registered_on: date
    closed: bool = False
    next_due_on: date | None = None
    next_kind: FollowUpKind | None = None
    last_contact_on: date | None = None
    told: Told = Told.YES
    age_is_said: bool = False


@dataclass(frozen=True, slots=True)
class Why:
    """The reason, and the day it counts from: when it is due, was last spoken, or was observed."""

    reason: Reason
    day: date | None = None
    kind: FollowUpKind | None = None

    @property
    def is_for_today(self) -> bool:
        return self.reason in _TODAY

    @property
    def level(self) -> Bucket:
        """The bucket in whose colour and shape the reason is shown."""
        return _LEVELS.get(self.reason, Bucket.UNKNOWN)

    @property
    def urgency(self) -> tuple[int, date]:
        """Sorts the most urgent first, and within one reason the longest waiting."""
        return _ORDER[self.reason], self.day or date.max


@dataclass(frozen=True, slots=True)
class Limits:
    """The day it is, and from when a silence or a status is long."""

    today: date
    quiet_after_days: int
    stale_after_months: int

    def is_stale(self, bucket: Bucket, status_on: date) -> bool:
        """Whether a status is too old to rely on. Completed stays completed, and unknown is unknown already."""
        return bucket in LAPSING and status_on < months_back(self.today, self.stale_after_months)

    @property
    def quiet_before(self) -> date:
        """Whoever was last spoken with before this day has been without contact for long."""
        return self.today - timedelta(days=self.quiet_after_days)

    def is_quiet(self, since: date) -> bool:
        return since < self.quiet_before

    def why(self, one: Situation) -> Why:
        """The most urgent reason that holds."""
        if one.closed:
            return Why(Reason.CALM)
        found = (self._due(one), self._silence(one), self._doubt(one))
        return min((why for why in found if why), key=lambda why: why.urgency, default=Why(Reason.CALM))

    def _due(self, one: Situation) -> Why | None:
        if one.next_due_on is None:
            return None
        return Why(self._reason_due(one.next_due_on, one.next_kind), one.next_due_on, one.next_kind)

    def _reason_due(self, due: date, kind: FollowUpKind | None) -> Reason:
        soon = due <= self.today + timedelta(days=SOON_DAYS)
        if due < self.today:
            return Reason.OVERDUE
        if kind == FollowUpKind.CONTACT_CLOCK or (kind == FollowUpKind.OFFER_CLOCK and soon):
            return Reason.CLOCK
        if due == self.today:
            return Reason.DUE_TODAY
        return Reason.DUE_SOON if soon else Reason.DUE_LATER

    def _silence(self, one: Situation) -> Why | None:
        """Nobody is chased who has completed an education."""
        since = one.last_contact_on or one.registered_on
        if one.bucket == Bucket.REACHED or not self.is_quiet(since):
            return None
        return Why(Reason.QUIET if one.last_contact_on else Reason.NEVER_MET, since)

    def _doubt(self, one: Situation) -> Why | None:
        if one.bucket == Bucket.UNKNOWN:
            return Why(Reason.UNKNOWN_STATUS, one.status_on)
        if self.is_stale(one.bucket, one.status_on):
            return Why(Reason.STALE_STATUS, one.status_on)
        if one.told == Told.NOT_YET:
            return Why(Reason.NOT_TOLD, one.registered_on)
        return Why(Reason.AGE_SAID, one.registered_on) if one.age_is_said else None


def months_since(day: date, today: date) -> int:
    """Whole months that have passed since the day."""
    months = (today.year - day.year) * 12 + today.month - day.month
    return months - (day > months_back(today, months))
