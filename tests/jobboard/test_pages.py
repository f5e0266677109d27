"""Pages that many share: made once, never old, never somebody's."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from jobboard import generations
from jobboard.caching import get_or_compute
from jobboard.versions import StaleVersion
from postings.lifecycle import posting as lifecycle
from postings.models import Posting, PostingDocument, Status
from tests import build

LIST = "/en/jobs/"
OPEN = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _kept(settings):
    settings.PAGE_CACHE_SECONDS = 60


def test_of_fifty_that_ask_at_once_one_computes():
    start, computed = Barrier(50), []

    def compute() -> str:
        computed.append(1)
        time.sleep(0.05)
        return "made"

    def ask(_number: int) -> str | None:
        start.wait()
        return get_or_compute("fifty", compute, seconds=5)

    with ThreadPoolExecutor(50) as pool:
        assert set(pool.map(ask, range(50))) == {"made"}
    assert len(computed) == 1


def test_whoever_fails_lets_the_next_one_try():
    with pytest.raises(ZeroDivisionError):
        get_or_compute("failing", lambda: 1 / 0, seconds=5)
    assert get_or_compute("failing", lambda: 2, seconds=5) == 2


@OPEN
def test_a_page_is_made_once(client, cast, django_assert_num_queries):
    build.posting(cast)
    first = client.get(LIST)
    with django_assert_num_queries(0):
        again = client.get(LIST)
    assert again.content == first.content
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == "public, no-cache"


@OPEN
def test_who_has_the_page_is_told_so_without_a_query(
    client, cast, django_assert_num_queries
):
    etag = client.get(LIST)["ETag"]
    with django_assert_num_queries(0):
        answer = client.get(LIST, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer["ETag"] == etag


@OPEN
@pytest.mark.parametrize("path", [LIST, "/en/", "/en/companies/acme/"])
def test_what_changed_is_seen_at_once(client, cast, path):
    posting = build.posting(cast, title="Here today")
    answer = client.get(path)
    assert b"Here today" in answer.content
    lifecycle.freeze_posting(
        posting, by=cast["moderator"], version=posting.version, words="It is a scam."
    )
    etag = {"If-None-Match": answer["ETag"]}
    assert b"Here today" not in client.get(path).content
    assert client.get(path, headers=etag).status_code in (200, 404)


@OPEN
def test_an_end_that_comes_by_itself_makes_pages_old(client, cast):
    posting = build.posting(cast, title="Ends soon")
    soon = timezone.now() + timedelta(seconds=1)
    Posting.objects.filter(pk=posting.pk).update(valid_through=soon)
    PostingDocument.objects.filter(pk=posting.pk).update(valid_through=soon)
    generations.raise_now()
    assert b"Ends soon" in client.get(LIST).content
    assert generations.end_of(generations.current() or "") == soon.timestamp()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(1)")
    assert b"Ends soon" not in client.get(LIST).content


@OPEN
def test_a_change_that_is_rolled_back_makes_nothing_old(client, cast):
    posting = build.posting(cast)
    before = generations.current()
    version = posting.version + 7
    with pytest.raises(StaleVersion):
        lifecycle.freeze_posting(
            posting, by=cast["moderator"], version=version, words="Too late."
        )
    assert generations.current() == before


@OPEN
def test_a_draft_makes_nothing_old(client, cast):
    before = generations.current()
    build.posting(cast, Status.DRAFT)
    assert generations.current() == before


@OPEN
@pytest.mark.parametrize("part", ["owner", "candidate", "moderator"])
@pytest.mark.parametrize("path", [LIST, "/en/", "/en/companies/", "{posting}"])
def test_a_page_of_somebody_s_is_neither_shared_nor_taken_from_others(
    cast, signed_in, part, path
):
    posting = build.posting(cast)
    path = path.format(posting=f"{LIST}{posting.slug}-{posting.public_id}/")
    mine, visitor = signed_in(part).get(path), Client().get(path)
    assert mine["Cache-Control"] == "private, no-cache"
    assert "ETag" not in mine
    assert b"Sign out" in mine.content
    assert b"Sign out" not in visitor.content
    assert b"Sign out" in signed_in(part).get(path).content


@OPEN
def test_what_a_cookie_says_is_in_no_shared_page(client, cast):
    posting = build.posting(cast)
    path = f"{LIST}{posting.slug}-{posting.public_id}/"
    client.cookies["reader"] = "from=CO&pay=98765"
    assert client.get(path)["Cache-Control"] == "private, no-cache"
    assert b"98765" not in Client().get(path).content


@OPEN
def test_themes_and_languages_are_pages_of_their_own(client, cast):
    build.posting(cast)
    bodies = {client.get(LIST).content, client.get("/es/jobs/").content}
    client.cookies["theme"] = "dark"
    bodies.add(client.get(LIST).content)
    assert len(bodies) == 3


@OPEN
def test_a_flushed_cache_is_a_new_generation(client, cast):
    build.posting(cast)
    before = client.get(LIST)["ETag"]
    cache.clear()
    deadline = time.monotonic() + 1
    while client.get(LIST)["ETag"] == before:
        assert time.monotonic() < deadline, "Redis has not told of it"
