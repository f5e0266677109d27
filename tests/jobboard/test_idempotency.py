"""One effect for one key, however often and however fast it is sent."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from jobboard.idempotency import (
    Answer,
    KeptAnswer,
    KeyReused,
    StillRunning,
    digest,
    kept,
    once,
    purge,
    take_lock,
)
from jobboard.outbox import Event
from jobboard.tasks import purge_kept_answers
from jobboard.versions import NotAllowedNow
from postings.models import Posting
from tests.callers import Caller
from tests.postings.api.test_desk import NEW, OWN


def made() -> Answer:
    return Answer(201, b"{}", {"ETag": '"v1"'})


@pytest.mark.django_db
def test_the_first_answer_is_given_again():
    first = once("token:1", "a", b"body", made)
    again = once("token:1", "a", b"body", pytest.fail)
    assert (first.is_replayed, again.is_replayed) == (False, True)
    assert (again.status, again.body, again.headers) == (201, b"{}", {"ETag": '"v1"'})


@pytest.mark.django_db
def test_a_key_is_good_for_one_request_of_one_owner():
    once("token:1", "a", b"body", made)
    with pytest.raises(KeyReused):
        once("token:1", "a", b"other", made)
    assert once("token:2", "a", b"other", made).is_replayed is False


@pytest.mark.django_db
def test_what_was_refused_is_not_kept():
    def refuse() -> Answer:
        raise NotAllowedNow

    with pytest.raises(NotAllowedNow):
        once("token:1", "a", b"body", refuse)
    assert kept("token:1", "a", b"other") is None


@pytest.mark.django_db
def test_a_day_later_the_key_is_free_and_the_answer_goes():
    with time_machine.travel(timezone.now() - timedelta(hours=25)):
        once("token:1", "a", b"body", made)
        once("token:1", "b", b"body", made)
    assert once("token:1", "a", b"other", made).is_replayed is False
    assert purge_kept_answers() == 1
    assert KeptAnswer.objects.count() == 1
    assert purge() == 0


@pytest.mark.django_db(transaction=True)
def test_a_second_request_does_not_wait_for_the_first():
    def hold() -> bool:
        try:
            with transaction.atomic():
                return take_lock(digest(b"token:1", b"a"))
        finally:
            connection.close()

    def slow() -> Answer:
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(hold).result() is False
            with pytest.raises(StillRunning):
                pool.submit(send).result()
        return made()

    def send() -> Answer:
        try:
            return once("token:1", "a", b"body", made)
        finally:
            connection.close()

    assert once("token:1", "a", b"body", slow).is_replayed is False


@pytest.mark.django_db(transaction=True)
def test_thirty_two_posts_with_one_key_make_one_posting(cast):
    caller = Caller(cast["owner"])

    def post(_number: int):
        try:
            return caller("post", OWN, NEW, key='"one"')
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(post, range(32)))
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert (
        Posting.objects.count()
        == Event.objects.filter(kind="posting.created").count()
        == 1
    )
    bodies = {answer.content for answer in answers if answer.status_code == 201}
    assert len(bodies) == 1
    assert post(33).content == bodies.pop()


def test_another_request_with_the_key_is_a_422(cast):
    caller = Caller(cast["owner"])
    assert caller("post", OWN, NEW, key="one").status_code == 201
    again = caller("post", OWN, {**NEW, "title": "Other"}, key='"one"')
    assert (again.status_code, again.json()["code"]) == (422, "key-reused")
    assert Posting.objects.count() == 1


@pytest.mark.parametrize("key", ["a b", '""', "é", "x" * 256, '"a"b"'])
def test_what_is_no_key_is_refused(cast, key):
    answer = Caller(cast["owner"])("post", OWN, NEW, key=key)
    assert answer.status_code == 400
    assert not Posting.objects.exists()
