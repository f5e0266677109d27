"""The author's side of moderation: questions, and what the company has earned."""

from typing import Any

from postings.forms.talk import AnswerForm
from postings.models import Ban, Posting
from postings.permissions import standing_of


def told_by_moderators(found: Posting) -> dict[str, Any]:
    """What the desk page of a posting says of its moderation."""
    return {
        "talk": list(found.talk.all()),
        "answer_form": AnswerForm(),
        "standing": standing_of(found.company) if found.company else None,
        "ban": Ban.objects.of(found.company, found.author).first(),
    }
