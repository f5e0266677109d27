"""The jobs that somebody saved, and what has become of each."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from postings.models import Bookmark, Posting
from postings.models.posting import PostingQuerySet

SOON = timedelta(days=7)


class Standing(StrEnum):
    """Where a saved job stands; `gone` is what the public may not see at present."""

    OPEN = "open"
    ENDING = "ending"
    CLOSED = "closed"
    EXPIRED = "expired"
    GONE = "gone"


@dataclass(frozen=True)
class Saved:
    """One line of the list; the posting of what is gone is not to be shown."""

    bookmark: Bookmark
    standing: Standing
    has_page: bool

    @property
    def posting(self) -> Posting:
        return self.bookmark.posting


def saved_by(user: User, at: datetime) -> list[Saved]:
    """All that this person saved, the latest first."""
    rows = bookmarks_of(user, at).order_by("-created_at", "-pk")
    return [saved(bookmark, at) for bookmark in rows]


def bookmarks_of(user: User, at: datetime) -> QuerySet[Bookmark]:
    """What this person saved, each with what `saved` has to know of it."""
    rows = Bookmark.objects.filter(user=user).select_related("posting__company")
    postings = Posting.objects
    found: QuerySet[Bookmark] = rows.annotate(
        is_live=is_among(postings.live(at)),
        is_ended=is_among(postings.once_public().ended(at)),
        was_lately=is_among(postings.once_public().lately_ended(at)),
    )
    return found


def saved(bookmark: Any, at: datetime) -> Saved:
    """One line of the list; the bookmark is one of `bookmarks_of`."""
    has_page = bookmark.is_live or bookmark.was_lately
    return Saved(bookmark, standing_of(bookmark, at), has_page=has_page)


def is_among(postings: PostingQuerySet) -> Exists:
    return Exists(postings.filter(pk=OuterRef("posting_id")))


def standing_of(bookmark: Bookmark, at: datetime) -> Standing:
    posting = bookmark.posting
    if bookmark.is_live:  # type: ignore[attr-defined]
        ends = posting.valid_through
        return Standing.ENDING if ends and ends < at + SOON else Standing.OPEN
    if bookmark.is_ended:  # type: ignore[attr-defined]
        return Standing.CLOSED if posting.closed_at else Standing.EXPIRED
    return Standing.GONE
