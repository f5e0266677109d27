"""What is kept for somebody as a reader, to be handed out and to be erased."""

from typing import Any

from django.utils.translation import gettext_noop

from accounts.models import User
from jobboard.ids import encode
from postings.models import Bookmark, Hidden, ReaderMark, Reminders


def export(user: User) -> dict[str, Any]:
    """The jobs that they saved, what they hid, and when they last saw the list."""
    reminders = Reminders.objects.filter(user=user).first()
    mark = ReaderMark.objects.filter(user=user).first()
    return {
        "saved": [
            {
                "posting": encode(one.posting_id),
                "since": one.created_at.isoformat(),
                "reminded_for": one.reminded_for.isoformat()
                if one.reminded_for
                else None,
            }
            for one in Bookmark.objects.filter(user=user).order_by("pk")
        ],
        "reminders": {
            "is_wanted": reminders.is_wanted,
            "zone": reminders.zone,
            "reminded_on": reminders.reminded_on.isoformat()
            if reminders.reminded_on
            else None,
        }
        if reminders
        else None,
        "hidden": [
            {
                "posting": encode(one.posting_id) if one.posting_id else None,
                "company": one.company.name if one.company else None,
                "word": one.word,
                "since": one.created_at.isoformat(),
            }
            for one in Hidden.objects.filter(user=user)
            .select_related("company")
            .order_by("pk")
        ],
        "list_seen_at": mark.seen_at.isoformat() if mark else None,
        "list_seen_before": mark.seen_before.isoformat()
        if mark and mark.seen_before
        else None,
    }


def erase(user: User) -> dict[str, int]:
    """Delete all of it."""
    saved = Bookmark.objects.filter(user=user).delete()[0]
    hidden = Hidden.objects.filter(user=user).delete()[0]
    Reminders.objects.filter(user=user).delete()
    marks = ReaderMark.objects.filter(user=user).delete()[0]
    return {
        gettext_noop("Saved jobs"): saved,
        gettext_noop("Hidden from your lists"): hidden,
        gettext_noop("Last visits"): marks,
    }
