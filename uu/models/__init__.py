"""Tables, a noun a file."""

from uu.models.areas import OUTSIDE, PROTECTED, AreaMembership, District, HousingArea, HousingPlan
from uu.models.audit import AuditEntry, AuditSubject
from uu.models.conflicts import Conflict, DuplicateProposal
from uu.models.control import ClockRun, IdleSpell
from uu.models.devices import Device, DeviceToken
from uu.models.figures import ReferenceFigure, ReferenceSeries
from uu.models.followups import FollowUp, FollowUpMove
from uu.models.forecasts import Forecast
from uu.models.journeys import Journey
from uu.models.keyring import PersonKey
from uu.models.meetings import Meeting
from uu.models.operations import Operation
from uu.models.overview import CITY, FOLLOWED, CohortTally, SessionTally, StaleBefore, Tally, TallyChange, Target
from uu.models.policies import DailyRun, Policy
from uu.models.reports import ReportOrder
from uu.models.resources import Resource
from uu.models.sessions import GuidanceSession, SessionParticipant
from uu.models.staff import Invitation, SignInFailure, StaffArea, StaffPlan, StaffSession, StaffUser
from uu.models.statuses import FormerBucket, Status, StatusBucket, StatusEvent
from uu.models.trails import Trail
from uu.models.youths import AccessGrant, AreaStay, SearchToken, Youth, YouthRevision
from uu.models.zones import Zone, ZoneArea

# In the order in which they refer to each other.
TABLES = (
    District,
    HousingPlan,
    HousingArea,
    AreaMembership,
    StaffUser,
    StaffArea,
    StaffPlan,
    StaffSession,
    Invitation,
    SignInFailure,
    Zone,
    ZoneArea,
    Youth,
    AreaStay,
    SearchToken,
    YouthRevision,
    AccessGrant,
    Status,
    StatusBucket,
    FormerBucket,
    StatusEvent,
    GuidanceSession,
    SessionParticipant,
    FollowUp,
    FollowUpMove,
    Journey,
    Forecast,
    Meeting,
    IdleSpell,
    ClockRun,
    Trail,
    Device,
    DeviceToken,
    Operation,
    Conflict,
    DuplicateProposal,
    Tally,
    CohortTally,
    StaleBefore,
    TallyChange,
    SessionTally,
    Target,
    ReferenceSeries,
    ReferenceFigure,
    ReportOrder,
    Policy,
    DailyRun,
    AuditEntry,
    AuditSubject,
)
KEYRING_TABLES = (PersonKey,)

__all__ = [
    "CITY",
    "FOLLOWED",
    "KEYRING_TABLES",
    "OUTSIDE",
    "PROTECTED",
    "TABLES",
    "AccessGrant",
    "AreaMembership",
    "AreaStay",
    "AuditEntry",
    "AuditSubject",
    "ClockRun",
    "CohortTally",
    "Conflict",
    "DailyRun",
    "Device",
    "DeviceToken",
    "District",
    "DuplicateProposal",
    "FollowUp",
    "FollowUpMove",
    "Forecast",
    "FormerBucket",
    "GuidanceSession",
    "HousingArea",
    "HousingPlan",
    "IdleSpell",
    "Invitation",
    "Journey",
    "Meeting",
    "Operation",
    "PersonKey",
    "Policy",
    "ReferenceFigure",
    "ReferenceSeries",
    "ReportOrder",
    "Resource",
    "SearchToken",
    "SessionParticipant",
    "SessionTally",
    "SignInFailure",
    "StaffArea",
    "StaffPlan",
    "StaffSession",
    "StaffUser",
    "StaleBefore",
    "Status",
    "StatusBucket",
    "StatusEvent",
    "Tally",
    "TallyChange",
    "Target",
    "Trail",
    "Youth",
    "YouthRevision",
    "Zone",
    "ZoneArea",
]
