"""The closed lists of the field. Values are stored and must not change; labels are message ids to be translated."""

from enum import StrEnum
from typing import Self


def N_(text: str) -> str:
    """Mark a message id for translation and return it unchanged."""
    return text


class Labelled(StrEnum):
    """A closed list whose members carry a message id as their label."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Role(Labelled):
    COUNSELLOR = "counsellor", N_("Counsellor")
    LEADER = "leader", N_("UU leader")
    PLAN_LEADER = "plan_leader", N_("Head of housing plan")
    ADMIN = "admin", N_("Administrator")
    DPO = "dpo", N_("Data protection officer")


class Permission(StrEnum):
    """What somebody may do, as ``thing:act``. Who may is one table in :mod:`uu.domain.access`."""

    YOUTH_READ = "youth:read"
    YOUTH_REGISTER = "youth:register"
    YOUTH_EDIT = "youth:edit"
    YOUTH_REVEAL_CPR = "youth:reveal_cpr"
    SESSION_RECORD = "session:record"
    STATUS_CHANGE = "status:change"
    FOLLOWUP_MANAGE = "followup:manage"
    HANDOVER_MANAGE = "handover:manage"
    GRANT_REQUEST = "grant:request"
    OVERVIEW_READ = "overview:read"
    TARGET_EDIT = "target:edit"
    BUCKET_EDIT = "bucket:edit"
    RELEASE_READ = "release:read"
    STAFF_MANAGE = "staff:manage"
    AREA_MANAGE = "area:manage"
    ZONE_MANAGE = "zone:manage"
    SETTING_MANAGE = "setting:manage"
    FIGURE_IMPORT = "figure:import"
    RESOURCE_EDIT = "resource:edit"
    REPORT_MAKE = "report:make"
    AUDIT_READ = "audit:read"
    OWN_ACCOUNT = "account:own"
    FIELD_USE = "field:use"
    DEVICE_MANAGE = "device:manage"
    QUARANTINE_MANAGE = "quarantine:manage"


class Bucket(Labelled):
    REACHED = "reached", N_("Reached")
    ON_THE_WAY = "on_the_way", N_("On the way")
    AT_RISK = "at_risk", N_("Needs effort")
    UNKNOWN = "unknown", N_("Unknown")
    EXCLUDED = "excluded", N_("Not counted")


class SessionKind(Labelled):
    WALK_AND_TALK = "walk_and_talk", N_("Walk & talk")
    TALK = "talk", N_("Session")
    DROP_IN = "drop_in", N_("Drop-in")
    PHONE = "phone", N_("Phone or text")
    HOME_VISIT = "home_visit", N_("Home visit")
    ACTIVITY = "activity", N_("Activity")
    MEETING = "meeting", N_("Meeting with others")
    ATTEMPT = "attempt", N_("Attempted contact")


class JourneyEnd(StrEnum):
    """What has come of a young person since the first session; the last two stood before it."""

    OPEN = "open"
    REACHED = "reached"
    LEFT = "left"
    ALREADY = "already"
    OVER = "over"


class Topic(Labelled):
    CHOICE = "choice", N_("Choice of education")
    APPLICATION = "application", N_("Application and admission")
    RETENTION = "retention", N_("Staying in education")
    WORK = "work", N_("Internship and job")
    CV = "cv", N_("CV")
    MONEY = "money", N_("Money")
    HOME = "home", N_("Family and housing")
    WELLBEING = "wellbeing", N_("Well-being")


class ContactOrigin(Labelled):
    """How the contact with the young person came about."""

    STREET = "street", N_("Outreach in the street")
    HOUSING_PLAN = "housing_plan", N_("Housing plan")
    CLUB = "club", N_("Club")
    SCHOOL = "school", N_("School")
    SSP = "ssp", N_("SSP")
    FAMILY = "family", N_("Family or friend")
    SELF = "self", N_("The young person")
    EVENT = "event", N_("Event")
    LIST = "list", N_("List from UU")


class StatusSource(Labelled):
    """How one knows a status."""

    YOUTH = "youth", N_("The young person says so")
    FAMILY = "family", N_("The family says so")
    SCHOOL = "school", N_("The school or institution")
    DOCUMENT = "document", N_("Seen on paper")
    REGISTER = "register", N_("A register")
    COLLEAGUE = "colleague", N_("A colleague")
    SYSTEM = "system", N_("Set by the system")


class DropOutReason(Labelled):
    CHANGED_CHOICE = "changed_choice", N_("Changed their choice")
    ACADEMIC = "academic", N_("Difficulties with the subjects")
    WELLBEING = "wellbeing", N_("Well-being")
    NO_APPRENTICESHIP = "no_apprenticeship", N_("No apprenticeship")
    MONEY_OR_JOB = "money_or_job", N_("Money or job")
    MOVED = "moved", N_("Moved")
    OTHER = "other", N_("Other")
    NOT_SAID = "not_said", N_("Prefers not to say")


class FollowUpKind(Labelled):
    AGREED = "agreed", N_("Agreed next step")
    CONTACT_CLOCK = "contact_clock", N_("Contact within 5 working days")
    OFFER_CLOCK = "offer_clock", N_("Offer an activity within 30 days")


class FollowUpState(Labelled):
    OPEN = "open", N_("Open")
    DONE = "done", N_("Done")
    DROPPED = "dropped", N_("Dropped")


class DropReason(Labelled):
    """Why a follow-up was dropped."""

    NOT_NEEDED = "not_needed", N_("No longer needed")
    YOUTH_DECLINED = "youth_declined", N_("The young person does not want to")
    OTHERS_TAKE_IT = "others_take_it", N_("Others take care of it")
    MISTAKE = "mistake", N_("Made by mistake")


class AuditAct(Labelled):
    """Every act the access log knows."""

    SIGN_IN = "sign_in", N_("Signed in")
    SIGN_IN_REFUSED = "sign_in_refused", N_("Sign-in refused")
    SIGN_OUT = "sign_out", N_("Signed out")
    SESSION_REVOKED = "session_revoked", N_("Sign-in ended remotely")
    SECOND_FACTOR_SET = "second_factor_set", N_("Second factor set up")
    PASSWORD_CHANGED = "password_changed", N_("Password changed")
    REFUSED = "refused", N_("Access refused")
    LIST_READ = "list_read", N_("Read a list")
    SEARCH = "search", N_("Searched")
    YOUTH_READ = "youth_read", N_("Read a card")
    YOUTH_REGISTERED = "youth_registered", N_("Registered a young person")
    YOUTH_CHANGED = "youth_changed", N_("Changed a card")
    YOUTH_HANDED_OVER = "youth_handed_over", N_("Handed over to another counsellor")
    CPR_REVEALED = "cpr_revealed", N_("Revealed a CPR number")
    SESSION_RECORDED = "session_recorded", N_("Recorded a session")
    SESSION_WITHDRAWN = "session_withdrawn", N_("Withdrew a session")
    STATUS_CHANGED = "status_changed", N_("Changed a status")
    STATUS_CORRECTED = "status_corrected", N_("Corrected a status")
    FOLLOWUP_ADDED = "followup_added", N_("Added a follow-up")
    FOLLOWUP_DONE = "followup_done", N_("Finished a follow-up")
    FOLLOWUP_MOVED = "followup_moved", N_("Moved a follow-up")
    FOLLOWUP_DROPPED = "followup_dropped", N_("Dropped a follow-up")
    FOLLOWUP_REOPENED = "followup_reopened", N_("Reopened a follow-up")
    FOLLOWUP_HANDED_OVER = "followup_handed_over", N_("Handed follow-ups over to another counsellor")
    ACCESS_GRANTED = "access_granted", N_("Opened a person for a stated reason")
    OVERVIEW_READ = "overview_read", N_("Read the overview")
    REPORT_MADE = "report_made", N_("Made a report")
    EXPORTED = "exported", N_("Downloaded figures")
    TARGET_SET = "target_set", N_("Changed a target")
    BUCKET_SET = "bucket_set", N_("Changed how a status counts")
    STAFF_INVITED = "staff_invited", N_("Invited a user")
    LINK_ISSUED = "link_issued", N_("Made a new password link")
    STAFF_CHANGED = "staff_changed", N_("Changed a user")
    STAFF_LOCKED = "staff_locked", N_("Locked a user")
    STAFF_UNLOCKED = "staff_unlocked", N_("Unlocked a user")
    SECOND_FACTOR_RESET = "second_factor_reset", N_("Reset a second factor")
    INVITATION_ACCEPTED = "invitation_accepted", N_("Accepted an invitation")
    FIGURES_IMPORTED = "figures_imported", N_("Imported published figures")
    FIGURES_REMOVED = "figures_removed", N_("Removed published figures")
    RESOURCE_SET = "resource_set", N_("Entered or changed resources")
    RESOURCE_REMOVED = "resource_removed", N_("Removed resources")
    AREA_CHANGED = "area_changed", N_("Changed an area or housing plan")
    ZONE_CHANGED = "zone_changed", N_("Changed a zone")
    SETTING_CHANGED = "setting_changed", N_("Changed a setting")
    AUDIT_READ = "audit_read", N_("Read the access log")
    COUNTERS_REBUILT = "counters_rebuilt", N_("Rebuilt the counters")
    DAILY_RUN = "daily_run", N_("Daily run")
    DEVICE_READY = "device_ready", N_("Made a phone ready for the field")
    DEVICE_REVOKED = "device_revoked", N_("Withdrew a phone's access")
    DEVICE_WIPED = "device_wiped", N_("A phone was wiped")
    SYNCED = "synced", N_("Fetched to a phone")
    OPERATION_QUARANTINED = "operation_quarantined", N_("Set aside what a phone sent")
    QUARANTINE_APPLIED = "quarantine_applied", N_("Carried out what was set aside")
    QUARANTINE_RETURNED = "quarantine_returned", N_("Gave back what was set aside")
    QUARANTINE_DISCARDED = "quarantine_discarded", N_("Discarded what was set aside")
    CONFLICT_NOTED = "conflict_noted", N_("The same field was written twice")
    CONFLICT_RESOLVED = "conflict_resolved", N_("Chose between two versions")
    DUPLICATE_NOTED = "duplicate_noted", N_("Perhaps registered twice")
    DUPLICATE_SETTLED = "duplicate_settled", N_("Settled whether somebody is registered twice")


class Told(Labelled):
    """Whether the young person has been told about the registration."""

    YES = "yes", N_("Yes")
    NOT_YET = "not_yet", N_("Not yet")


class ReportKind(Labelled):
    """A report, by who reads it."""

    MONTHLY = "monthly", N_("The leader's month")
    STEERING = "steering", N_("The steering group")
    EVALUATION = "evaluation", N_("Evaluation")


class CprPurpose(Labelled):
    """What somebody needs a whole CPR number for."""

    APPLICATION = "application", N_("Help with an application")
    REGISTER = "register", N_("Look up in a register of education")
    AUTHORITY = "authority", N_("Contact with a school or an authority")
    CHECK = "check", N_("Check that the number is right")


class GrantReason(Labelled):
    """Why a leader opens one young person's card."""

    COMPLAINT = "complaint", N_("A complaint or a request for access")
    SAFETY = "safety", N_("Worry about the young person's safety")
    ABSENCE = "absence", N_("The counsellor is away")
    QUALITY = "quality", N_("Check of the quality of the work")
    DUPLICATE = "duplicate", N_("Perhaps registered twice")


class OperationKind(Labelled):
    """What a phone may send."""

    REGISTER_YOUTH = "register_youth", N_("Register a young person")
    EDIT_CARD = "edit_card", N_("Change a card")
    RECORD_SESSION = "record_session", N_("Record a session")
    RECORD_ATTEMPT = "record_attempt", N_("Record an attempt")
    CHANGE_STATUS = "change_status", N_("Change a status")
    CORRECT_STATUS = "correct_status", N_("Correct a status")
    ADD_FOLLOWUP = "add_followup", N_("Add a follow-up")
    FINISH_FOLLOWUP = "finish_followup", N_("Finish a follow-up")
    MOVE_FOLLOWUP = "move_followup", N_("Move a follow-up")
    DROP_FOLLOWUP = "drop_followup", N_("Drop a follow-up")
    RESOLVE_CONFLICT = "resolve_conflict", N_("Choose between two versions")


class Outcome(Labelled):
    """What became of an operation. ``ALREADY_APPLIED`` is an answer and is never stored."""

    APPLIED = "applied", N_("Carried out")
    MERGED = "merged", N_("Carried out beside a colleague's changes")
    CONFLICT = "conflict", N_("Somebody must choose")
    REFUSED = "refused", N_("Refused")
    HELD = "held", N_("Waits for something that was refused")
    QUARANTINED = "quarantined", N_("Set aside")
    RETURNED = "returned", N_("Given back")
    DISCARDED = "discarded", N_("Discarded")
    ALREADY_APPLIED = "already_applied", N_("Received before")


class DuplicateVerdict(Labelled):
    """Whether two records are one young person."""

    SAME = "same", N_("The same young person")
    DIFFERENT = "different", N_("Two different young people")


class ResourceKind(Labelled):
    FULL_TIME = "full_time", N_("Full-time counsellors")
    BUDGET = "budget", N_("Budget")
