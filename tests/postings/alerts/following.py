"""What the tests of alerts do over and over."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from jobboard import relay
from postings.alerts import digests, matching
from postings.alerts.content import Content
from postings.lifecycle.alert import Wishes, create_alert
from postings.models import Alert
from postings.search.criteria import Criteria

EVERYTHING = Criteria()


def follow(
    by: User,
    criteria: Criteria = EVERYTHING,
    *,
    frequency: str = "at_once",
    hour: int = 8,
    zone: str = "America/Sao_Paulo",
    language: str = "en",
) -> Alert:
    """An alert that has begun to follow."""
    wishes = Wishes(language, frequency, hour, zone)
    alert = create_alert(criteria, wishes, by=by)
    assert alert
    match()
    alert.refresh_from_db()
    return alert


def match(now: datetime | None = None) -> None:
    """Number all events, as the relay does, and follow them."""
    while relay.number_events():
        pass
    while matching.match_news(now):
        pass


class Postman:
    """Takes what digests carry instead of mailing it."""

    def __init__(self) -> None:
        self.carried: list[tuple[int, list[int]]] = []

    def __call__(self, digest: Any, content: Content) -> None:
        self.carried.append((digest.alert_id, [one.pk for one in content.postings]))

    def go(self, now: datetime | None = None) -> list[list[int]]:
        """Match, then plan and send what is due at this moment; what was carried."""
        now = now or timezone.now()
        before = len(self.carried)
        match()
        while digests.plan(now):
            pass
        for digest_id in digests.claim(now):
            digests.deliver(digest_id, self)
        return [ids for _alert, ids in self.carried[before:]]
