"""How a company answers: what it promises, and what was measured here."""

from dataclasses import dataclass
from datetime import timedelta

from postings.models import Application, ApplyVia, Intake, Posting


@dataclass(frozen=True)
class Replies:
    """None where nothing is promised, or too little was measured."""

    answer_within: int | None = None
    median: timedelta | None = None


def of(posting: Posting) -> Replies:
    """What a candidate may expect of this posting."""
    if posting.apply_via != ApplyVia.HERE or posting.company_id is None:
        return Replies()
    intake = Intake.objects.filter(posting=posting).first()
    sent = Application.objects.filter(posting__company=posting.company_id)
    return Replies(intake.answer_within if intake else None, sent.median_reply())
