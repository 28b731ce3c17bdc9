"""The target, and in which bucket each status counts: the two things a leader decides about the figures."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from uu import clock
from uu.domain import buckets, targets
from uu.domain.errors import InvalidError
from uu.vocabulary import Permission
from uu.web.forms.targets import BucketForm, TargetForm
from uu.web.guard import allow, current_user
from uu.web.language import _
from uu.web.pages import page

bp = Blueprint("targets", __name__)


@bp.route("/targets", methods=["GET", "POST"])
@allow(Permission.TARGET_EDIT)
def index() -> ResponseReturnValue:
    form = TargetForm(since=clock.today())
    if form.validate_on_submit():
        try:
            targets.set_target(current_user(), form.goal())
        except InvalidError as error:
            form.show_error(error)
        else:
            flash(_("The target is saved."), "success")
            return redirect(url_for("targets.index"), 303)
    goals, today = targets.goals(), clock.today()
    return page("targets/index.html", form=form, goals=goals, now=targets.goal_on(today), today=today, **_counting())


@bp.route("/targets/buckets/<code>", methods=["GET", "POST"])
@allow(Permission.BUCKET_EDIT)
def bucket(code: str) -> ResponseReturnValue:
    counting = buckets.countings().get(code)
    if counting is None or not counting.may_change:
        abort(404)
    form = BucketForm(bucket=counting.bucket(clock.today()).value, since=clock.today())
    if form.validate_on_submit():
        try:
            buckets.set_bucket(current_user(), code, form.bucket.data, form.since.data or date.max)
        except InvalidError as error:
            form.show_error(error)
        else:
            flash(_("The figures now count this status so."), "success")
            return redirect(url_for("targets.index"), 303)
    return page("targets/bucket.html", form=form, counting=counting)


def _counting() -> dict[str, Any]:
    """The statuses that are a choice of policy, and the others that may be changed."""
    open_ones = [each for each in buckets.countings().values() if each.may_change]
    chosen = buckets.POLICY_CHOICES
    return {
        "policy": [each for each in open_ones if each.code in chosen],
        "others": [each for each in open_ones if each.code not in chosen],
    }
