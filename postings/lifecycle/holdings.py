"""What postings keep about a person, to be handed out and to be erased."""

from typing import Any

from django.utils.translation import gettext_noop

from accounts.models import User
from postings.lifecycle.posting import delete_posting
from postings.lifecycle.table import DEEDS
from postings.models import Posting


def export(user: User) -> dict[str, Any]:
    """The postings that the person wrote, as they wrote them."""
    written = Posting.objects.filter(author=user).order_by("pk")
    return {
        "written": [
            {
                "id": posting.public_id,
                "title": posting.title,
                "description": posting.description,
                "status": posting.status,
                "since": posting.created_at.isoformat(),
            }
            for posting in written
        ]
    }


def erase(user: User) -> dict[str, int]:
    """Delete the drafts that nobody else could reach; what is published stays.

    A company's postings belong to the company. The author's name goes with the
    row of the user.
    """
    own = Posting.objects.filter(company=None, author=user)
    drafts = list(own.filter(status__in=DEEDS["delete"].sources))
    for draft in drafts:
        delete_posting(draft, by=user, version=draft.version)
    return {gettext_noop("Drafts"): len(drafts)}
