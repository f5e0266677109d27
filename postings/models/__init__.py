"""The tables of the work."""

from postings.models.choices import (
    ApplyVia,
    CloseReason,
    Reason,
    RevisionStatus,
    Status,
)
from postings.models.document import PostingDocument
from postings.models.fingerprint import Fingerprint
from postings.models.needs import PostingLanguageNeed, PostingPlace, PostingSkill
from postings.models.place import Place
from postings.models.posting import Posting
from postings.models.rate import Rate, Rates
from postings.models.revision import Revision
from postings.models.skill import Skill
from postings.models.source import Provenance, Source, SourceKind
from postings.models.suggestion import Suggestion

__all__ = [
    "ApplyVia",
    "CloseReason",
    "Fingerprint",
    "Place",
    "Posting",
    "PostingDocument",
    "PostingLanguageNeed",
    "PostingPlace",
    "PostingSkill",
    "Provenance",
    "Rate",
    "Rates",
    "Reason",
    "Revision",
    "RevisionStatus",
    "Skill",
    "Source",
    "SourceKind",
    "Status",
    "Suggestion",
]
