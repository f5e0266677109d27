"""The deeds of readers: saving jobs, being reminded of them, and hiding others.

What they leave is the reader's alone. Nobody reads it, reacts to it or writes it at
the same time with other intentions, so these deeds record no event and ask for no
version; doing one twice is the same as doing it once. Each holds the reader's own
row first, so that a limit is a limit however many tabs are open.
"""

from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Company, User
from jobboard.versions import NotAllowedNow
from postings.models import Alert, Bookmark, Hidden, Posting, Reminders
from postings.search.hidden import hidden_by
from postings.search.hiding import WORDS_AT_MOST, Hiding

SAVED_AT_MOST = 500
HIDDEN_AT_MOST = 500


class Full(Exception):
    """As much is kept as is kept for one reader."""


@transaction.atomic
def save_posting(posting: Posting, *, by: User, zone: str = "") -> None:
    """Keep an open job among the reader's. Raises NotAllowedNow, or Full.

    zone: the IANA zone in which the reader said they live, if they did. With the
    first job begin their reminders.
    """
    hold(by)
    if not Posting.objects.live().filter(pk=posting.pk).exists():
        raise NotAllowedNow
    others = Bookmark.objects.filter(user=by).exclude(posting=posting)
    if others.count() >= SAVED_AT_MOST:
        raise Full
    mine = Bookmark(user=by, posting=posting)
    Bookmark.objects.bulk_create([mine], ignore_conflicts=True)
    if not Reminders.objects.filter(pk=by.pk).exists():
        Reminders.objects.create(user=by, zone=zone or usual_zone(by))


def usual_zone(user: User) -> str:
    """Where the reader lives, as far as their latest alert knows."""
    latest = Alert.objects.filter(user=user).order_by("-created_at").first()
    return str(latest.zone) if latest else settings.TIME_ZONE


@transaction.atomic
def set_reminders(*, is_wanted: bool, zone: str, by: User) -> None:
    """Whether the reader gets a mail before a saved job closes, and in which zone."""
    hold(by)
    wishes = {"is_wanted": is_wanted, "zone": zone}
    Reminders.objects.update_or_create(user=by, defaults=wishes)


def stop_reminders(reminders: Reminders) -> None:
    """No such mail any more, for whoever holds the link."""
    Reminders.objects.filter(pk=reminders.pk).update(is_wanted=False)


def unsave_posting(posting_id: int, *, by: User) -> bool:
    """Forget that the reader saved it, whatever has become of it; whether they had."""
    gone, _each = Bookmark.objects.filter(user=by, posting_id=posting_id).delete()
    return gone > 0


@transaction.atomic
def hide(what: Hiding, *, by: User) -> None:
    """Leave this out of the reader's lists from now on.

    Jobs that are not open, and companies without one that is, are passed over.
    Raises Full, having kept nothing, where not all of it has room.
    """
    hold(by)
    kept = hidden_by(by)
    if not has_room(kept.joined(what)):
        forget_ended(by)
        kept = hidden_by(by)
        if not has_room(kept.joined(what)):
            raise Full
    rows = rows_of(what.without(kept), by)
    Hidden.objects.bulk_create(rows, ignore_conflicts=True)


def show_again(what: Hiding, *, by: User) -> None:
    """Leave this in the reader's lists again."""
    mine = Hidden.objects.filter(user=by)
    mine.filter(posting__in=what.postings).delete()
    mine.filter(company__in=what.companies).delete()
    mine.filter(word__in=what.words).delete()


def hold(user: User) -> None:
    """Let nobody else decide for this reader; PermissionDenied once they are gone."""
    rows = User.objects.select_for_update(no_key=True).filter(pk=user.pk)
    if not rows.values("pk"):
        raise PermissionDenied


def has_room(hiding: Hiding) -> bool:
    return len(hiding) <= HIDDEN_AT_MOST and len(hiding.words) <= WORDS_AT_MOST


def forget_ended(user: User) -> None:
    """Jobs that are not open are in no list, and need not be kept out of any."""
    mine = Hidden.objects.filter(user=user, posting__isnull=False)
    mine.exclude(posting__in=Posting.objects.live()).delete()


def rows_of(hiding: Hiding, user: User) -> Iterator[Hidden]:
    """A row for each thing, as far as the public sees it."""
    live = Posting.objects.live()
    for posting in live.filter(pk__in=hiding.postings):
        yield Hidden(user=user, posting=posting)
    hiring = Company.objects.filter(pk__in=hiding.companies)
    for company in hiring.filter(pk__in=live.values("company")):
        yield Hidden(user=user, company=company)
    for word in hiding.words:
        yield Hidden(user=user, word=word)
