"""What a list knows about its reader besides the address: hidden, saved, and seen.

Of somebody with an account it is kept in rows. Of a visitor it stays in two
cookies, which are read as leniently as anything that comes from outside.
"""

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.models import User
from jobboard.ids import LENGTH, decode, encode
from postings.lifecycle import reading
from postings.lifecycle.reading import Full
from postings.models import NOTED_EVERY, VISIT, Bookmark, Posting, ReaderMark
from postings.search.hidden import hidden_by
from postings.search.hiding import NOTHING_HIDDEN, WORDS_AT_MOST, Hiding, word_to_hide
from postings.views import reader

HIDDEN, SEEN = "hidden", "seen"
# Of the cookie; browsers keep 4 096 bytes with the name and the attributes.
LONGEST = 3_000
VERSION = "1"
KEPT_FOR = 365 * 24 * 3600


def hiding_of(request: HttpRequest) -> Hiding:
    """What the reader hides: one query for an account, none for a visitor."""
    if isinstance(request.user, User):
        return hidden_by(request.user)
    return from_cookie(request.COOKIES.get(HIDDEN, ""))


def hide(request: HttpRequest, response: HttpResponse, what: Hiding) -> HttpResponse:
    """Hide this as well, and answer so. Raises Full, having changed nothing."""
    if isinstance(request.user, User):
        reading.hide(what, by=request.user)
        return forgetting_cookie(request, response)
    return keeping_cookie(response, hiding_of(request).joined(what))


def show_again(
    request: HttpRequest, response: HttpResponse, what: Hiding
) -> HttpResponse:
    """Hide this no longer, and answer so."""
    if isinstance(request.user, User):
        reading.show_again(what, by=request.user)
        return forgetting_cookie(request, response)
    return keeping_cookie(response, hiding_of(request).without(what))


def join_account(request: HttpRequest, user: User, **_signal: object) -> None:
    """Who signs in keeps what they hid before; where it has no room, nothing of it."""
    what = from_cookie(request.COOKIES.get(HIDDEN, ""))
    if what:
        try:
            reading.hide(what, by=user)
        except Full:
            return


def from_cookie(text: str) -> Hiding:
    """What the cookie says; nothing where it is not one of ours."""
    if len(text) > LONGEST:
        return NOTHING_HIDDEN
    data = parse_qs(text)
    if data.get("v") != [VERSION]:
        return NOTHING_HIDDEN
    try:
        postings, companies = (ids(data.get(name, [""])[0]) for name in "pc")
    except ValueError:
        return NOTHING_HIDDEN
    words = [word for one in data.get("w", []) if (word := word_to_hide(one))]
    return Hiding(postings, companies, tuple(words[:WORDS_AT_MOST]))


def ids(letters: str) -> frozenset[int]:
    """Ids of twelve letters each, one after the other; ValueError where they are not."""
    starts = range(0, len(letters), LENGTH)
    return frozenset(decode(letters[start : start + LENGTH]) for start in starts)


def to_cookie(hiding: Hiding) -> str:
    pairs = [
        ("v", VERSION),
        ("p", "".join(encode(one) for one in sorted(hiding.postings))),
        ("c", "".join(encode(one) for one in sorted(hiding.companies))),
        *(("w", word) for word in hiding.words),
    ]
    return urlencode([(name, value) for name, value in pairs if value])


def keeping_cookie(response: HttpResponse, hiding: Hiding) -> HttpResponse:
    """The answer, with the cookie set or taken away; jobs that ended make room."""
    if len(to_cookie(hiding)) > LONGEST:
        live = Posting.objects.live().filter(pk__in=hiding.postings)
        still = frozenset(live.values_list("pk", flat=True))
        hiding = Hiding(still, hiding.companies, hiding.words)
    if len(to_cookie(hiding)) > LONGEST or len(hiding.words) > WORDS_AT_MOST:
        raise Full
    if hiding:
        set_cookie(response, HIDDEN, to_cookie(hiding))
    else:
        response.delete_cookie(HIDDEN, samesite="Lax")
    return response


def forgetting_cookie(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """It has joined the account, and must not bring back what is shown again."""
    if HIDDEN in request.COOKIES:
        response.delete_cookie(HIDDEN, samesite="Lax")
    return response


def bookmarked(user: Any, ids: Collection[int]) -> set[int]:
    """Which of these postings the reader has saved; a visitor none, without a query."""
    if not isinstance(user, User) or not ids:
        return set()
    mine = Bookmark.objects.filter(user=user, posting__in=ids)
    return set(mine.values_list("posting_id", flat=True))


def seen_before(request: HttpRequest) -> datetime | None:
    """What was published after this moment is new to the reader; None: nothing is.

    It is when the visit before this one ended. One query for an account; a visitor
    is known by a cookie, and has it once they have told us what they can take.
    """
    before, at = marks_of(request)
    is_new_visit = at is not None and at < timezone.now() - VISIT
    return at if is_new_visit else before


def mark_seen(request: HttpRequest, response: HttpResponse) -> None:
    """The reader sees the newest of the list now. One statement for an account."""
    now = timezone.now()
    if isinstance(request.user, User):
        ReaderMark.objects.note(request.user, now)
        return
    if reader.COOKIE not in request.COOKIES:
        return
    _before, at = marks_of(request)
    if at is None or at < now - NOTED_EVERY:
        kept = seen_before(request)
        text = f"{int(kept.timestamp()) if kept else ''}.{int(now.timestamp())}"
        set_cookie(response, SEEN, text)


def marks_of(request: HttpRequest) -> tuple[datetime | None, datetime | None]:
    """When the visit before ended, and when the reader last looked."""
    if isinstance(request.user, User):
        mark = ReaderMark.objects.filter(user=request.user).first()
        return (mark.seen_before, mark.seen_at) if mark else (None, None)
    if reader.COOKIE not in request.COOKIES:
        return None, None
    before, _dot, at = request.COOKIES.get(SEEN, "").partition(".")
    last = moment_of(at)
    return (moment_of(before), last) if last else (None, None)


def moment_of(text: str) -> datetime | None:
    """Seconds since 1970 as a moment of the past; None where they are none."""
    if not (text.isascii() and text.isdigit() and len(text) <= len("9999999999")):
        return None
    moment = datetime.fromtimestamp(int(text), UTC)
    return moment if moment <= timezone.now() else None


def set_cookie(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=KEPT_FOR,
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )
