"""Feeds of any search: three kinds, for programs of any age."""

import json
import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime

import feedparser
import pytest

from postings.models import Posting
from tests import build
from tests.build import do

pytestmark = pytest.mark.django_db
KINDS = ("atom", "rss", "json")
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = 'Dev ]]> <script>alert(1)</script> & "x" \u2028 \U0001f600'
BASE = "https://board.example/en/jobs/"


def read(client, kind: str, query: str = ""):
    return client.get(f"/en/jobs/feed.{kind}?{query}")


def titles(client, kind: str, query: str = "") -> list[str]:
    body = read(client, kind, query).content
    if kind == "json":
        return [item["title"] for item in json.loads(body)["items"]]
    path = f"{ATOM}entry/{ATOM}title" if kind == "atom" else "channel/item/title"
    return [str(found.text) for found in ET.fromstring(body).findall(path)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_feed_is_the_list_newest_first(cast, client, kind):
    build.posting(cast, title="First")
    build.posting(cast, title="Second")
    build.posting(cast, title="Carpenter", skills=[])
    assert titles(client, kind, "skill=python") == ["Second", "First"]
    assert titles(client, kind, "skill=python&q=first&utm_source=x") == ["First"]
    assert len(titles(client, kind, "level=none&years=many&tz=x")) == 3


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_open_is_in_no_feed(cast, client, kind):
    posting = build.posting(cast)
    assert len(titles(client, kind)) == 1
    do("freeze", posting, cast["moderator"])
    assert titles(client, kind) == []


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_text_stays_text(cast, client, kind):
    build.posting(cast, title=HOSTILE, description=HOSTILE)
    assert titles(client, kind) == [HOSTILE]
    body = read(client, kind).content.decode()
    if kind != "json":
        assert "<script" not in body
    items = feedparser.parse(body).entries if kind != "json" else []
    assert all("<script" not in item.get("summary", "") for item in items)


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_a_strict_reader_has_no_complaint(cast, client, kind):
    posting = build.posting(cast)
    found = feedparser.parse(read(client, kind, "q=backend").content)
    assert not found.bozo
    assert found.version == {"atom": "atom10", "rss": "rss20"}[kind]
    (own,) = [link for link in found.feed.links if link.rel == "self"]
    assert own.href == f"{BASE}feed.{kind}?q=backend&sort=newest"
    (item,) = found.entries
    assert item.link == f"{BASE}{posting.slug}-{posting.public_id}/"
    day = posting.published_at.astimezone(UTC)
    assert item.id == f"tag:board.example,{day:%Y-%m-%d}:job/{posting.public_id}"
    assert "US$" in item.summary


def test_json_feed_has_all_that_the_standard_wants(cast, client):
    posting = build.posting(cast)
    answer = read(client, "json", "skill=python")
    assert answer.headers["Content-Type"].startswith("application/feed+json")
    found = json.loads(answer.content)
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    assert found["feed_url"] == f"{BASE}feed.json?skill=python"
    assert found["home_page_url"] == f"{BASE}?skill=python"
    (item,) = found["items"]
    assert item["id"].endswith(posting.public_id)
    assert item["url"].startswith(BASE)
    assert item["summary"] == "US$\u00a05,000 – 7,000 per month"
    assert datetime.fromisoformat(item["date_published"]) == posting.published_at


@pytest.mark.parametrize("kind", KINDS)
def test_an_id_survives_every_edit(cast, client, kind):
    posting = build.posting(cast)
    before = read(client, kind).content.decode()
    Posting.objects.filter(pk=posting.pk).update(title="Renamed", version=99)
    after = read(client, kind).content.decode()
    assert before != after
    (tag,) = set(before.split("tag:")[1:])
    key = tag[: tag.index(posting.public_id) + 12]
    assert f"tag:{key}" in after


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_new_is_a_304(cast, client, kind):
    posting = build.posting(cast)
    first = read(client, kind)
    assert first.headers["Cache-Control"] == "public, no-cache"
    for header, mark in (
        ("If-None-Match", "ETag"),
        ("If-Modified-Since", "Last-Modified"),
    ):
        again = client.get(
            f"/en/jobs/feed.{kind}?", headers={header: first.headers[mark]}
        )
        assert again.status_code == 304
        assert again.headers["ETag"] == first.headers["ETag"]
    do("close", posting, cast["owner"])
    known = {"If-None-Match": first.headers["ETag"]}
    assert client.get(f"/en/jobs/feed.{kind}?", headers=known).status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_feed_is_the_same_at_every_reading(client, kind):
    first, second = read(client, kind), read(client, kind)
    assert first.content == second.content
    assert titles(client, kind) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_feed_takes_the_same_queries_for_one_and_for_three(
    cast, client, kind, django_assert_num_queries
):
    build.posting(cast)
    with django_assert_num_queries(5):
        read(client, kind)
    build.posting(cast)
    build.posting(cast)
    with django_assert_num_queries(5):
        read(client, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_only_reading_is_answered(client, kind):
    assert client.post(f"/en/jobs/feed.{kind}").status_code == 405
    assert client.get(f"/en/jobs/feed.{kind}?q=%C2%85").status_code in {200, 400}


@pytest.mark.parametrize("language", ["en", "pt-br", "es"])
def test_the_page_of_the_feeds_gives_addresses_to_copy_and_to_find(client, language):
    page = client.get(f"/{language}/jobs/feeds/?skill=python&utm_source=x")
    html = page.content.decode()
    for kind in KINDS:
        path = f"/{language}/jobs/feed.{kind}?skill=python"
        assert f'value="https://board.example{path}"' in html
        assert re.search(rf'<link rel="alternate"[^>]+{re.escape(path)}"', html)
        assert client.get(path).status_code == 200
    assert f'href="/{language}/jobs/?skill=python"' in html
