"""In which bucket each status counts, from which day; leaders may change it from a day on."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise

from uu import clock
from uu.domain import audit, journeys
from uu.domain.errors import InvalidError
from uu.models import FormerBucket, StaffUser, Status, StatusBucket
from uu.models.database import act, rows
from uu.statistics import journeys as meaning
from uu.statistics.measures import StatusClass
from uu.vocabulary import N_, AuditAct, Bucket

# Two choices that are policy and not arithmetic; leaders are shown them first.
POLICY_CHOICES = ("STG", "JOB")
_NO_BUCKET = N_("Choose one of the buckets shown.")


@dataclass(frozen=True, slots=True)
class Counting:
    """How one status counts: its words, and its buckets from the newest day to the oldest."""

    code: str
    label_da: str
    label_en: str
    sub: str
    neet: bool
    effort_group: str
    since: tuple[tuple[date, Bucket], ...]

    def label(self, language: str) -> str:
        return self.label_da if language == "da" else self.label_en

    def bucket(self, day: date) -> Bucket:
        """The bucket in force on the day; before the first known one, the first."""
        return next((bucket for since, bucket in self.since if since <= day), self.since[-1][1])

    @property
    def may_change(self) -> bool:
        """Statuses that end the registration can count nowhere else."""
        return self.sub != "closed"


def countings() -> dict[str, Counting]:
    """All statuses by code, in the order they are shown, with one statement."""
    select = (
        StatusBucket.select(
            Status.code, Status.label_da, Status.label_en, Status.sub, Status.neet, Status.effort_group,
            StatusBucket.since, StatusBucket.bucket,
        )
        .join(Status)
        .order_by(Status.position, StatusBucket.since.desc())
    )  # fmt: skip
    words: dict[str, tuple[str, str, str, bool, str]] = {}
    dated: dict[str, list[tuple[date, Bucket]]] = defaultdict(list)
    for code, danish, english, sub, neet, group, since, bucket in rows(select):
        words[code] = (danish, english, sub, bool(neet), group)
        dated[code].append((since, bucket))
    return {code: Counting(code, *words[code], tuple(dated[code])) for code in words}


def as_known(model: dict[str, Counting], day: date) -> dict[str, Counting]:
    """The model as it had been chosen when the day ended; what the service began with has always been known."""
    now, former = StatusBucket, FormerBucket
    chosen: dict[str, dict[date, Bucket]] = defaultdict(dict)
    for code, since, bucket, at in rows(now.select(now.status, now.since, now.bucket, now.set_at)):
        if clock.local(at).date() <= day:
            chosen[code][since] = bucket
    for code, since, bucket, at, until in rows(
        former.select(former.status, former.since, former.bucket, former.set_at, former.until)
    ):
        if clock.local(at).date() <= day < clock.local(until).date():
            chosen[code][since] = bucket
    return {
        code: replace(each, since=tuple(sorted(chosen[code].items(), reverse=True)) or each.since[-1:])
        for code, each in model.items()
    }


def classes(model: dict[str, Counting], day: date) -> dict[str, StatusClass]:
    """How each status counts on the day."""
    return {code: _class(each.bucket(day), each.sub, each.neet) for code, each in model.items()}


def changed_on(model: dict[str, Counting], until: date) -> date | None:
    """The last day, not after another, from which on some status counts otherwise than before; None where none does."""
    turns = (pair for each in model.values() for pair in pairwise(each.since))
    return max((new for (new, bucket), (_old, former) in turns if bucket != former and new <= until), default=None)


def classes_of_days(model: dict[str, Counting]) -> Callable[[date], dict[str, StatusClass]]:
    """The same for many days, worked out once for all days between two on which a bucket changes."""
    turns = sorted({since for each in model.values() for since, _bucket in each.since})
    since = cache(lambda turn: classes(model, turn))
    return lambda day: since(turns[max(0, bisect(turns, day) - 1)])


def classes_in_force() -> Callable[[date], dict[str, StatusClass]]:
    """The same, read now."""
    return classes_of_days(countings())


@cache
def _class(bucket: Bucket, sub: str, neet: bool) -> StatusClass:
    return StatusClass(bucket, sub, neet)


def set_bucket(by: StaffUser, code: str, bucket: str, since: date) -> None:
    """Let a status count in the bucket from the day on; the same again changes nothing.

    Raises :class:`InvalidError` for an unknown status or bucket, for one that ends the registration, and for a
    day in the future.
    """
    model = countings()
    if code not in model or not model[code].may_change:
        raise InvalidError("status", N_("Choose one of the statuses shown."))
    if bucket not in set(Bucket) or bucket == Bucket.EXCLUDED:
        raise InvalidError("bucket", _NO_BUCKET)
    if since > clock.today():
        raise InvalidError("since", N_("Choose today or an earlier day."))
    if (since, bucket) in model[code].since:
        return
    with act():
        before = countings()
        _keep_former(code, since)
        StatusBucket.insert(status=code, since=since, bucket=Bucket(bucket), set_by=by, set_at=clock.now()).on_conflict(
            conflict_target=[StatusBucket.status, StatusBucket.since],
            preserve=[StatusBucket.bucket, StatusBucket.set_by, StatusBucket.set_at],
        ).execute()
        _judge_anew(code, before, countings())
        audit.record(AuditAct.BUCKET_SET, by, about=("status", code), detail=f"{bucket} {since.isoformat()}")


def _judge_anew(code: str, before: dict[str, Counting], after: dict[str, Counting]) -> None:
    """Within an act: journeys that met the status on a day on which it has come to mean something else."""
    turns = {day for model in (before, after) for day, _bucket in model[code].since}
    now = classes_of_days(after)
    journeys.judge_anew(code, meaning.judged_otherwise(code, turns, classes_of_days(before), now), now)


def _keep_former(code: str, since: date) -> None:
    """Within an act: a bucket that is chosen anew for the same day stays known as the one that was chosen before."""
    former = (StatusBucket.status == code) & (StatusBucket.since == since)
    for bucket, set_at in rows(StatusBucket.select(StatusBucket.bucket, StatusBucket.set_at).where(former)):
        FormerBucket.create(status=code, since=since, bucket=bucket, set_at=set_at, until=clock.now())
