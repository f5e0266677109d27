"""GET /api/v1/postings/."""

import pytest

from postings.models import Posting, Status
from tests import build

URL = "/api/v1/postings/"


def test_every_public_fact_is_there(client, cast):
    posting = build.posting(cast)
    answer = client.get(URL)
    assert answer["Content-Type"] == "application/json"
    assert "no-cache" in answer["Cache-Control"]
    (row,) = answer.json()["results"]
    assert row["id"] == posting.public_id
    assert (
        row["url"]
        == f"https://board.example/en/jobs/backend-engineer-{posting.public_id}/"
    )
    assert row["company"] == {"slug": "acme", "name": "Acme Pagamentos"}
    assert row["years"] == {"min": 5, "max": None}
    assert row["pay"] == {
        "min": "5000.00",
        "max": "7000.00",
        "currency": "USD",
        "period": "month",
        "basis": None,
    }
    assert row["region"]["includes"] == ["latam"]
    assert len(row["region"]["countries"]) == 21
    assert row["languages"] == [{"code": "en", "level": "B2", "required": True}]
    assert [skill["slug"] for skill in row["skills"]] == ["python", "kafka"]
    assert row["published_at"].endswith("Z")


def test_what_is_not_stated_is_null_or_empty(client, cast):
    nothing = {
        "levels": [],
        "years_min": None,
        "workplace": "",
        "employment": [],
        "region_includes": [],
        "pay_min": None,
        "pay_max": None,
        "pay_currency": "",
        "pay_period": "",
        "languages": [],
        "skills": [],
    }
    build.posting(cast, **nothing)
    (row,) = client.get(URL).json()["results"]
    for name in ("years", "workplace", "region", "pay", "source"):
        assert row[name] is None, name
    for name in ("levels", "employment", "contracts", "languages", "skills"):
        assert row[name] == [], name


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
def test_a_page_asks_five_queries(client, cast, django_assert_num_queries, count):
    for _ in range(count):
        build.posting(cast)
    with django_assert_num_queries(5):
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
