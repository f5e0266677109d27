"""Every deed that moves an alert: followed, confirmed, changed, paused, left, stopped.

An alert follows from the position that its own event gets: what was committed before
it is not news, and nothing that comes after can be missed.

Deeds that name a version raise PermissionDenied, StaleVersion or NotAllowedNow, and
then have changed nothing.
"""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Person
from jobboard import outbox, versions
from postings.models import Alert, Stopped, Suppression
from postings.models.alert import today
from postings.permissions import AlertHolder, can_manage_alert
from postings.search.criteria import Criteria
from postings.search.following import search_for
from postings.slots import next_slot

Follower = Person | AlertHolder | None

RESEND_AFTER = timedelta(minutes=10)
# More than this many links to one address wait for nobody but a prankster.
WAITING_AT_MOST = 5
# What begins at the position of its event.
CONFIRMED, TURNED = "alert.confirmed", "alert.turned"
ANEW: dict[str, Any] = {"since": None, "cursor": None, "due_at": None}


@dataclass(frozen=True)
class Wishes:
    """When somebody wants to be told, and in which language."""

    language: str
    frequency: str
    hour: int
    zone: str


class FollowedAlready(Exception):
    """The same reader follows that search by another alert."""


@transaction.atomic
def create_alert(
    criteria: Criteria, wishes: Wishes, *, by: User | None, email: str = ""
) -> Alert | None:
    """Follow a search: at once for somebody signed in, else once the link was used.

    email: of somebody who is not signed in. Whoever follows the search already gets
    the new wishes when signed in, and otherwise the link once more. None where the
    address gets no mail: whoever asks must not learn that.
    """
    email = "" if by else email.strip().lower()
    if email and is_closed_to(email):
        return None
    alert, is_new = find_or_create(criteria, wishes, by=by, email=email)
    if is_new:
        record("alert.created", alert, by=by)
    if by and not alert.is_confirmed:
        confirm_alert(alert, by=by, version=alert.version)
    elif by:
        change_alert(alert, by=by, version=alert.version, **asdict(wishes))
    elif not is_new:
        send_link_again(alert)
    return alert


def is_closed_to(email: str) -> bool:
    """Whether an address gets no link: its mail came back, or too many wait for it."""
    if Suppression.objects.stops(email):
        return True
    waiting: int = Alert.objects.filter(email=email, confirmed_at=None).count()
    return waiting >= WAITING_AT_MOST


def find_or_create(
    criteria: Criteria, wishes: Wishes, *, by: User | None, email: str
) -> tuple[Alert, bool]:
    """The reader's alert for this search, and whether it is new; the database decides."""
    key = {"search": search_for(criteria), "user": by, "email": email}
    try:
        with transaction.atomic():
            return Alert.objects.create(**key, **asdict(wishes)), True
    except IntegrityError as error:
        if "alert_once_per_" not in str(error):
            raise
        known = Alert.objects.select_for_update(no_key=True)
        return known.get(**key), False


def send_link_again(alert: Alert) -> None:
    """To whoever reads that mailbox, once in ten minutes at most."""
    now = timezone.now()
    rows = Alert.objects.filter(pk=alert.pk, link_sent_at__lte=now - RESEND_AFTER)
    if rows.update(link_sent_at=now):
        record("alert.repeated", alert, by=None)


@transaction.atomic
def confirm_alert(alert: Alert, *, by: Follower, version: int) -> None:
    """The address is proven: from here on postings are news to it."""
    move(
        CONFIRMED,
        alert,
        by=by,
        version=version,
        holds={"confirmed_at": None},
        confirmed_at=timezone.now(),
        last_seen_on=today(),
    )


@transaction.atomic
def change_alert(
    alert: Alert,
    *,
    by: Follower,
    version: int,
    criteria: Criteria | None = None,
    **wishes: Any,
) -> None:
    """Other wishes, such as `hour`, and another search where criteria are given.

    Another search begins anew: what was published before is no news to it. Raises
    FollowedAlready where the same reader follows that one by another alert.
    """
    current = Alert.objects.select_for_update(no_key=True).get(pk=alert.pk)
    values = {**wishes, **sign_of_life()}
    search = search_for(criteria) if criteria is not None else current.search
    if search.pk != current.search_id:
        turn(alert, by=by, version=version, values={**values, **ANEW, "search": search})
        return
    values["due_at"] = due_again(current, wishes)
    move("alert.changed", alert, by=by, version=version, **values)


def turn(alert: Alert, *, by: Follower, version: int, values: dict[str, Any]) -> None:
    kind = TURNED if alert.is_confirmed else "alert.changed"
    try:
        with transaction.atomic():
            move(kind, alert, by=by, version=version, **values)
    except IntegrityError as error:
        if "alert_once_per_" not in str(error):
            raise
        raise FollowedAlready from error


@transaction.atomic
def pause_alert(
    alert: Alert, *, by: Follower, version: int, until: date | None
) -> None:
    """Nothing before this day; None goes on at once. What came meanwhile comes then."""
    current = Alert.objects.select_for_update(no_key=True).get(pk=alert.pk)
    due_at = due_again(current, {"paused_until": until})
    values = {"paused_until": until, "due_at": due_at, **sign_of_life()}
    kind = "alert.paused" if until else "alert.resumed"
    move(kind, alert, by=by, version=version, **values)


def due_again(alert: Alert, wishes: dict[str, Any]) -> Any:
    """When what is waiting to be told is due under these wishes; None if nothing is."""
    if alert.due_at is None:
        return None
    names = ("frequency", "hour", "zone", "paused_until")
    terms = {name: wishes.get(name, getattr(alert, name)) for name in names}
    return next_slot(after=timezone.now(), **terms)


@transaction.atomic
def delete_alert(alert: Alert, *, by: Follower, why: str = "") -> None:
    """Forget the alert and its address; only the event that says so stays.

    No version is asked for: whoever leaves wants to, whatever has changed.
    """
    if not can_manage_alert(by, alert):
        raise PermissionDenied
    forget("alert.deleted", alert, by=by, why=why)


@transaction.atomic
def lapse_alert(alert: Alert) -> None:
    """Forget what was never confirmed."""
    forget("alert.lapsed", alert, by=None)


@transaction.atomic
def ask_alert(alert: Alert) -> None:
    """Ask whether to go on, after a long time without a sign of life."""
    rows = Alert.objects.filter(pk=alert.pk, asked_at=None)
    if rows.update(asked_at=timezone.now()):
        record("alert.asked", alert, by=None)


@transaction.atomic
def end_alert(alert: Alert) -> None:
    """Forget the alert of somebody who did not answer whether to go on."""
    forget("alert.ended", alert, by=None)


def note_click(alert: Alert) -> None:
    """Keep the day on which a link of its mails was followed, and nothing else."""
    rows = Alert.objects.filter(pk=alert.pk)
    rows.exclude(last_seen_on=today(), asked_at=None).update(**sign_of_life())


def sign_of_life() -> dict[str, Any]:
    return {"last_seen_on": today(), "asked_at": None}


def suppress_address(email: str, *, reason: Stopped) -> None:
    """Let no alert write to this address any more; its mail came back, or annoyed.

    A complaint stays on record where a bounce came before it.
    """
    key = {"email": email.strip().lower()}
    _row, is_new = Suppression.objects.get_or_create(**key, defaults={"reason": reason})
    if not is_new and reason == Stopped.COMPLAINT:
        Suppression.objects.filter(**key).update(reason=reason)


def forget(kind: str, alert: Alert, *, by: Follower, why: str = "") -> None:
    """Delete the row, and leave an event unless somebody was quicker."""
    key = alert.pk
    if Alert.objects.filter(pk=key).delete()[0]:
        record(kind, alert, by=by, why=why)


def move(
    kind: str,
    alert: Alert,
    *,
    by: Follower,
    version: int,
    holds: dict[str, Any] | None = None,
    **values: Any,
) -> None:
    """One change by somebody who may: the right, the row, and its event."""
    if not can_manage_alert(by, alert):
        raise PermissionDenied
    versions.change(alert, version=version, holds=holds or {}, **values)
    record(kind, alert, by=by)


def record(kind: str, alert: Alert, *, by: Follower, why: str = "") -> None:
    outbox.record(kind, alert, by=by if isinstance(by, User) else None, why=why)
