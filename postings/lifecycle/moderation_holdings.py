"""What moderation keeps about a person, to be handed out and to be erased."""

from typing import Any

from django.utils.translation import gettext_noop

from accounts.models import User
from postings.models import ModerationMessage, Report


def export(user: User) -> dict[str, Any]:
    """What the person reported while signed in, and what they answered moderators."""
    reports = Report.objects.filter(reporter=user).select_related("posting")
    answers = ModerationMessage.objects.filter(author=user, is_by_moderator=False)
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
    }


def erase(user: User) -> dict[str, int]:
    """Forget who reported, and delete their answers.

    A report still counts, and a decision stays on record, without a name: the row
    of the user takes it along.
    """
    mine = Report.objects.filter(reporter=user)
    reports = mine.update(reporter=None, email="", words="")
    answers = ModerationMessage.objects.filter(author=user, is_by_moderator=False)
    return {
        gettext_noop("Reports"): reports,
        gettext_noop("Answers to moderators"): answers.delete()[0],
    }
