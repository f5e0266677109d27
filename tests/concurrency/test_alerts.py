"""Workers that follow, plan and send at the same time."""

import threading
import time

import pytest
from django.db import connection, transaction
from django.utils import timezone

from postings.alerts import digests, matching
from postings.models import Alert, Digest, Following, Match
from tests import build
from tests.concurrency.test_deeds import race
from tests.postings.alerts.following import Postman, follow, match
from tests.postings.alerts.test_digests import soon

pytestmark = pytest.mark.django_db(transaction=True)


def number_all() -> None:
    from jobboard import relay

    while relay.number_events():
        pass


def test_two_that_match_the_same_news_write_them_once(cast):
    follow(cast["candidate"])
    posting = build.posting(cast)
    number_all()
    outcomes = race(*[matching.match_news] * 4)
    assert outcomes == [None] * 4
    assert list(Match.objects.values_list("posting", flat=True)) == [posting.pk]
    assert Following.objects.count() == 1


def test_two_that_plan_make_one_digest_of_each_alert(cast):
    for part in ("candidate", "stranger", "rival"):
        follow(cast[part])
    build.posting(cast)
    match()
    moment = soon()
    assert race(*[lambda: digests.plan(moment)] * 4) == [None] * 4
    assert Digest.objects.count() == 3


def test_two_that_send_one_digest_send_one_mail(cast):
    follow(cast["candidate"])
    build.posting(cast)
    match()
    digests.plan(soon())
    key, postman = Digest.objects.get().pk, Postman()

    def slowly(digest, content) -> None:
        time.sleep(0.3)
        postman(digest, content)

    assert race(*[lambda: digests.deliver(key, slowly)] * 4) == [None] * 4
    assert len(postman.carried) == 1
    assert Digest.objects.get().done_at is not None


def test_what_is_matched_while_digests_are_planned_is_not_left_behind(cast):
    """An alert is due when more is matched for it, and planned before that commits."""
    alert = follow(cast["candidate"])
    first = build.posting(cast)
    match()
    second, moment, postman = build.posting(cast), soon(), Postman()
    number_all()
    woken, go_on = threading.Event(), threading.Event()

    def match_slowly() -> None:
        with transaction.atomic():
            matching.match_news()
            woken.set()
            go_on.wait(10)
        connection.close()

    def plan_and_send() -> None:
        digests.plan(moment)
        for number in digests.claim(moment):
            digests.deliver(number, postman)
        connection.close()

    workers = [threading.Thread(target=match_slowly)]
    workers[0].start()
    woken.wait(10)
    workers.append(threading.Thread(target=plan_and_send))
    workers[1].start()
    time.sleep(0.5)
    go_on.set()
    for worker in workers:
        worker.join()
    postman.go(moment)
    assert {key for _alert, keys in postman.carried for key in keys} == {
        first.pk,
        second.pk,
    }
    alert.refresh_from_db()
    assert alert.due_at is None


def test_sixteen_who_follow_one_search_at_once_share_it(cast):
    from postings.lifecycle.alert import Wishes, create_alert
    from postings.models import Search
    from postings.search.criteria import Criteria

    wishes = Wishes("en", "daily", 8, "UTC")
    criteria = Criteria(skill=("python",))

    def ask(email: str) -> None:
        create_alert(criteria, wishes, by=None, email=email)

    emails = [f"reader{number % 8}@example.com" for number in range(16)]
    outcomes = race(*(lambda e=email: ask(e) for email in emails))
    assert outcomes == [None] * 16
    assert Search.objects.count() == 1
    assert Alert.objects.count() == 8
    assert timezone.now() > Alert.objects.latest("created_at").created_at
