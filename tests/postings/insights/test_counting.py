"""What is counted is added exactly once, whatever dies; and robots are left out."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from postings import tasks
from postings.insights import counting
from postings.models import FlushedBatch, Number, Origin, Posting, Status, Step
from tests import build

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
TODAY = timezone.localdate


@pytest.fixture
def live(cast) -> Posting:
    return build.posting(cast)


def count(live: Posting, times: int = 1) -> None:
    for _ in range(times):
        counting.count([live.pk], Step.SEEN, Origin.HERE, on=TODAY())


def total() -> int:
    return sum(Number.objects.values_list("count", flat=True))


def browse(path: str, **headers: str) -> None:
    agent = headers.pop("agent", BROWSER)
    Client(headers={"User-Agent": agent, **headers}).get(path)


def page_of(live: Posting) -> str:
    return f"/en/jobs/{live.slug}-{live.public_id}/"


def counted() -> list[tuple[str, str, int]]:
    tasks.flush_numbers()
    return sorted(Number.objects.values_list("step", "origin", "count"))


def test_what_was_counted_is_added_to_what_was_there(live):
    count(live, 3)
    assert tasks.flush_numbers() == 1
    assert tasks.flush_numbers() == 0
    count(live, 2)
    tasks.flush_numbers()
    assert total() == 5
    assert Number.objects.get().posting == live


def test_a_flush_that_dies_before_its_commit_loses_nothing(live, monkeypatch):
    count(live, 3)
    with monkeypatch.context() as patch:
        patch.setattr(counting, "ADD", "SELECT 1 / 0, %s, %s, %s, %s, %s")
        with pytest.raises(Exception, match="division by zero"):
            tasks.flush_numbers()
    count(live, 2)
    tasks.flush_numbers()
    assert total() == 5


def test_a_flush_that_dies_after_its_commit_counts_nothing_twice(live, monkeypatch):
    count(live, 3)
    with monkeypatch.context() as patch:
        patch.setattr(counting, "FORGET", "return redis.error_reply('killed here')")
        tasks.flush_numbers()
    # Redis has refused; it is asked again as if nothing had been.
    cache.rests_until = 0
    assert total() == 3
    assert FlushedBatch.objects.count() == 1
    tasks.flush_numbers()
    assert total() == 3
    assert counting.redis().run(counting.SEAL, counting.KEY, "next", 10) == []


@pytest.mark.django_db(transaction=True)
def test_flushes_at_the_same_time_add_once(cast):
    live = build.posting(cast)

    def flush(_number: int) -> None:
        try:
            count(live, 25)
            tasks.flush_numbers()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(flush, range(8)))
    tasks.flush_numbers()
    assert total() == 200


def test_figures_of_a_posting_that_is_gone_go_with_it(cast, live):
    draft = build.posting(cast, Status.DRAFT)
    count(live)
    count(draft)
    draft.delete()
    tasks.flush_numbers()
    assert total() == 1


def test_the_names_of_old_batches_are_forgotten(live):
    count(live)
    tasks.flush_numbers()
    FlushedBatch.objects.update(at=timezone.now() - 3 * counting.KEPT)
    tasks.flush_numbers()
    assert not FlushedBatch.objects.exists()


@pytest.mark.parametrize("kept", [0, 60])
def test_a_list_counts_as_seen_and_a_page_as_opened(cast, live, settings, kept):
    settings.PAGE_CACHE_SECONDS = kept
    other = build.posting(cast)
    for _twice in range(2):
        browse("/en/jobs/")
        browse(page_of(live), referer="http://testserver/en/jobs/")
    assert counted() == [
        ("opened", "here", 2),
        ("seen", "direct", 2),
        ("seen", "direct", 2),
    ]
    assert not Number.objects.filter(posting=other, step=Step.OPENED).exists()


def test_who_has_the_page_already_counts_once(live, settings):
    settings.PAGE_CACHE_SECONDS = 60
    client = Client(headers={"User-Agent": BROWSER})
    etag = client.get(page_of(live))["ETag"]
    again = client.get(page_of(live), headers={"If-None-Match": etag})
    assert again.status_code == 304
    assert counted() == [("opened", "direct", 1)]


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "curl/8.5.0",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0)",
        "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/140.0.0.0 Safari/537.36",
        "facebookexternalhit/1.1",
        "python-requests/2.32",
    ],
)
def test_robots_are_left_out(live, agent):
    browse(page_of(live), agent=agent)
    assert counted() == []


def test_a_page_that_is_fetched_ahead_is_not_opened(live):
    browse(page_of(live), **{"Sec-Purpose": "prefetch;prerender"})
    assert counted() == []


@pytest.mark.parametrize(
    ("referer", "tag", "origin"),
    [
        ("", "", Origin.DIRECT),
        ("https://www.google.com.br/", "", Origin.SEARCH),
        ("https://www.linkedin.com/feed", "", Origin.SOCIAL),
        ("https://t.co/abc", "", Origin.SOCIAL),
        ("https://mail.google.com/", "", Origin.MAIL),
        ("https://devs.example/", "", Origin.OTHER),
        ("http://testserver/en/", "", Origin.HERE),
        ("http://[broken", "", Origin.DIRECT),
        ("https://devs.example/", "?utm_source=LinkedIn", Origin.SOCIAL),
        ("", "?utm_medium=email&utm_source=spring", Origin.MAIL),
        ("", "?utm_source=meetup-bogota", Origin.CAMPAIGN),
    ],
)
def test_where_a_reader_came_from_is_a_class(live, referer, tag, origin):
    browse(page_of(live) + tag, **({"referer": referer} if referer else {}))
    assert counted() == [("opened", origin.value, 1)]


def test_a_posting_that_is_not_open_is_not_counted(cast):
    closed = build.posting(cast, Status.CLOSED)
    browse(page_of(closed))
    assert counted() == []


def test_no_page_waits_for_a_redis_that_is_away(live, monkeypatch):
    monkeypatch.setattr(counting, "COUNT", "return redis.error_reply('away')")
    answer = Client(headers={"User-Agent": BROWSER}).get(page_of(live))
    assert answer.status_code == 200
    cache.rests_until = 0
