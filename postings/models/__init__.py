"""The tables of the work."""

from postings.models.posting import (
    ApplyVia,
    CloseReason,
    Posting,
    PostingLanguageNeed,
    PostingSkill,
    Reason,
    Status,
)
from postings.models.skill import Skill

__all__ = [
    "ApplyVia",
    "CloseReason",
    "Posting",
    "PostingLanguageNeed",
    "PostingSkill",
    "Reason",
    "Skill",
    "Status",
]
