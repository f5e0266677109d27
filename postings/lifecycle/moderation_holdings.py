"""What moderation keeps about a person, to be handed out and to be erased."""

from typing import Any

from django.utils.translation import gettext_noop

from accounts.models import User
from postings.models import Claim, ModerationMessage, Report


def export(user: User) -> dict[str, Any]:
    """What the person reported, answered moderators, and claimed for a company."""
    reports = Report.objects.filter(reporter=user).select_related("posting")
    answers = ModerationMessage.objects.filter(author=user, is_by_moderator=False)
    claims = Claim.objects.filter(asked_by=user).select_related("posting", "company")
    return {
        "reports": [
            {
                "posting": report.posting.public_id,
                "code": report.code,
                "words": report.words,
                "outcome": report.outcome,
                "since": report.created_at.isoformat(),
            }
            for report in reports.order_by("pk")
        ],
        "answers": [
            {"words": answer.words, "since": answer.at.isoformat()}
            for answer in answers.order_by("at", "pk")
        ],
        "claims": [
            {
                "posting": claim.posting.public_id,
                "company": claim.company.name,
                "words": claim.words,
                "outcome": claim.outcome,
                "since": claim.asked_at.isoformat(),
            }
            for claim in claims.order_by("pk")
        ],
    }


def erase(user: User) -> dict[str, int]:
    """Forget who reported, and delete their answers.

    A report still counts, and a decision stays on record, without a name: the row
    of the user takes it along.
    """
    mine = Report.objects.filter(reporter=user)
    reports = mine.update(reporter=None, email="", words="")
    answers = ModerationMessage.objects.filter(author=user, is_by_moderator=False)
    claims = Claim.objects.filter(asked_by=user).update(words="", asked_by=None)
    return {
        gettext_noop("Claims"): claims,
        gettext_noop("Reports"): reports,
        gettext_noop("Answers to moderators"): answers.delete()[0],
    }
