"""The tables of the work."""

from postings.models.alert import Alert, Search
from postings.models.application import Application
from postings.models.application_choices import (
    STAGES,
    ApplicationStatus,
    CvKind,
    QuestionKind,
    Refusal,
)
from postings.models.asked import AskedFact
from postings.models.ban import Ban
from postings.models.case import Case, Cause, Outcome
from postings.models.choices import (
    ApplyVia,
    CloseReason,
    Reason,
    RevisionStatus,
    Status,
)
from postings.models.claim import Claim, ClaimOutcome
from postings.models.cv import Cv, CvView
from postings.models.digest import (
    Digest,
    Following,
    Match,
    Stopped,
    Suppression,
)
from postings.models.document import PostingDocument
from postings.models.dump import Dump
from postings.models.fingerprint import Fingerprint
from postings.models.imports import Import, ImportStatus
from postings.models.intake import Intake, Question
from postings.models.needs import PostingLanguageNeed, PostingPlace, PostingSkill
from postings.models.number import FlushedBatch, Number, Origin, Step
from postings.models.place import Place
from postings.models.posting import Posting
from postings.models.profile import Profile
from postings.models.rate import Rate, Rates
from postings.models.reading import (
    NOTED_EVERY,
    VISIT,
    WORD_AT_MOST,
    Bookmark,
    Hidden,
    ReaderMark,
    Reminders,
)
from postings.models.report import Report, ReportCode, ReportOutcome
from postings.models.revision import Revision
from postings.models.sketch import Sketch
from postings.models.skill import Skill
from postings.models.source import Provenance, Source, SourceKind
from postings.models.suggestion import Suggestion
from postings.models.talk import ModerationMessage
from postings.models.teamwork import (
    HiringSettings,
    Message,
    MessageTemplate,
    Note,
    Rating,
)
from postings.models.template import PostingTemplate

__all__ = [
    "NOTED_EVERY",
    "STAGES",
    "VISIT",
    "WORD_AT_MOST",
    "Alert",
    "Application",
    "ApplicationStatus",
    "ApplyVia",
    "AskedFact",
    "Ban",
    "Bookmark",
    "Case",
    "Cause",
    "Claim",
    "ClaimOutcome",
    "CloseReason",
    "Cv",
    "CvKind",
    "CvView",
    "Digest",
    "Dump",
    "Fingerprint",
    "FlushedBatch",
    "Following",
    "Hidden",
    "HiringSettings",
    "Import",
    "ImportStatus",
    "Intake",
    "Match",
    "Message",
    "MessageTemplate",
    "ModerationMessage",
    "Note",
    "Number",
    "Origin",
    "Outcome",
    "Place",
    "Posting",
    "PostingDocument",
    "PostingLanguageNeed",
    "PostingPlace",
    "PostingSkill",
    "PostingTemplate",
    "Profile",
    "Provenance",
    "Question",
    "QuestionKind",
    "Rate",
    "Rates",
    "Rating",
    "ReaderMark",
    "Reason",
    "Refusal",
    "Reminders",
    "Report",
    "ReportCode",
    "ReportOutcome",
    "Revision",
    "RevisionStatus",
    "Search",
    "Sketch",
    "Skill",
    "Source",
    "SourceKind",
    "Status",
    "Step",
    "Stopped",
    "Suggestion",
    "Suppression",
]
