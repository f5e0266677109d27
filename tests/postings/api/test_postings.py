"""GET /api/v1/postings/."""

import pytest
from django.utils import timezone

from accounts.models import Company
from postings.models import Posting, Status
from tests import build

URL = "/api/v1/postings/"


def test_the_list_holds_what_one_posting_shows(client, cast):
    posting = build.posting(cast)
    answer = client.get(URL)
    assert answer["Content-Type"] == "application/json"
    assert answer["Cache-Control"] == "public, no-cache"
    assert answer["Access-Control-Allow-Origin"] == "*"
    (row,) = answer.json()["results"]
    assert row.pop("verdict") is None
    assert row == client.get(f"{URL}{posting.public_id}/").json()


def test_only_the_live_ones_are_listed(client, cast):
    for status in Status.values:
        build.posting(cast, status, title=status)
    assert [row["title"] for row in client.get(URL).json()["results"]] == ["live"]


def test_the_links_walk_the_whole_list(client, cast):
    for _ in range(5):
        build.posting(cast)
    seen, url = [], f"{URL}?page_size=2"
    while url:
        answer = client.get(url)
        body = answer.json()
        seen += [row["id"] for row in body["results"]]
        url = (body["next"] or "").removeprefix("https://board.example")
        assert ('rel="next"' in answer.get("Link", "")) is bool(url)
    expected = Posting.objects.order_by("-published_at", "-pk")
    assert seen == [posting.public_id for posting in expected]


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_is_two_queries(client, cast, django_assert_num_queries, count):
    for _ in range(count):
        build.posting(cast)
    with django_assert_num_queries(2):
        client.get(URL)


@pytest.mark.parametrize(
    ("query", "pointer", "code"),
    [
        ("page_size=0", "#/page_size", "min_value"),
        ("page_size=101", "#/page_size", "max_value"),
        ("page_size=9e9", "#/page_size", "invalid"),
        ("page_size=" + "9" * 1001, "#/page_size", "max_value"),
        ("cursor=forged", "#/cursor", "bad-cursor"),
        ("colour=red", "#/colour", "unknown"),
        ("page_size=1&page_size=2", "#/page_size", "twice"),
        ("count=all", "#/count", "invalid"),
    ],
)
def test_bad_parameters_are_problems_that_name_them(client, db, query, pointer, code):
    answer = client.get(f"{URL}?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (
        400,
        "application/problem+json",
    )
    (error,) = answer.json()["errors"]
    assert (error["pointer"], error["code"]) == (pointer, code)
    assert answer.json()["request_id"] == answer["X-Request-ID"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_is_read_only(client, db, method):
    answer = getattr(client, method)(URL, data=b"{}", content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (
        405,
        "application/problem+json",
    )


def test_other_formats_are_refused(client, db):
    answer = client.get(URL, headers={"accept": "text/csv"})
    assert (answer.status_code, answer["Content-Type"]) == (
        406,
        "application/problem+json",
    )


def test_what_the_client_has_already_is_not_sent_again(client, cast):
    posting = build.posting(cast)
    for path in (URL, f"{URL}{posting.public_id}/"):
        tag = client.get(path)["ETag"]
        again = client.get(path, headers={"if-none-match": f'"other", W/{tag}'})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    assert tag.startswith('"v3-')
    build.do("freeze", posting, cast["moderator"])
    build.do("release", posting, cast["moderator"])
    fresh = client.get(path, headers={"if-none-match": tag})
    assert (fresh.status_code, fresh.json()["version"]) == (200, 5)


def test_a_tag_changes_with_what_the_version_does_not_cover(client, cast):
    posting = build.posting(cast)
    path = f"{URL}{posting.public_id}/"
    tag = client.get(path)["ETag"]
    Company.objects.filter(slug="acme").update(name="Acme")
    assert client.get(path)["ETag"] != tag


@pytest.mark.parametrize(
    ("status", "code", "reason"),
    [
        (Status.DRAFT, 404, None),
        (Status.SUBMITTED, 404, None),
        (Status.FROZEN, 410, "removed"),
        (Status.CLOSED, 410, "filled"),
        (Status.EXPIRED, 410, "expired"),
    ],
)
def test_one_that_is_not_open_says_why_or_is_not_there(
    client, cast, status, code, reason
):
    posting = build.posting(cast, status)
    answer = client.get(f"{URL}{posting.public_id}/")
    assert (answer.status_code, answer.json().get("reason")) == (code, reason)
    assert answer["Cache-Control"] == "no-store"


def test_one_past_its_day_is_gone_before_anybody_has_noted_it(client, cast):
    posting = build.posting(cast)
    Posting.objects.filter(pk=posting.pk).update(valid_through=timezone.now())
    answer = client.get(f"{URL}{posting.public_id}/")
    assert (answer.status_code, answer.json()["reason"]) == (410, "expired")


def test_it_counts_only_where_it_is_asked_to(client, cast):
    for _ in range(3):
        build.posting(cast)
    assert "count" not in client.get(URL).json()
    for how in ("exact", "capped"):
        page = client.get(URL, {"page_size": 1, "count": how}).json()
        assert (page["count"], len(page["results"])) == (3, 1)
        assert page["count_is_capped"] is False
        assert f"count={how}" in page["next"]
