"""The list and the posting's page."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from postings.models import Posting, Status
from tests import build


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_seven_queries(client, cast, django_assert_num_queries, count):
    for _ in range(count):
        build.posting(cast)
    with django_assert_num_queries(7):
        client.get("/en/jobs/")


def test_the_list_shows_only_what_is_live(client, cast):
    for status in Status.values:
        build.posting(cast, status, title=f"The {status} one")
    expired = build.posting(cast, title="The expired one")
    Posting.objects.filter(pk=expired.pk).update(valid_through=timezone.now())
    page = client.get("/en/jobs/").content.decode()
    assert "The live one" in page
    for status in [*(s for s in Status.values if s != "live"), "expired"]:
        assert f"The {status} one" not in page


def test_pages_follow_each_other(client, cast):
    for number in range(3):
        build.posting(cast, title=f"Number {number}")

    def titles(answer):
        return [one.posting.title for one in answer.context["shown"]]

    def turn(answer, step):
        found = re.findall(rf'rel="{step}" href="([^"]*)"', answer.content.decode())
        return client.get("/en/jobs/" + unescape(found[0]))

    first = client.get("/en/jobs/", {"page_size": 2, "level": "senior"})
    assert titles(first) == ["Number 2", "Number 1"]
    second = turn(first, "next")
    assert titles(second) == ["Number 0"]
    assert titles(turn(second, "prev")) == ["Number 2", "Number 1"]


def test_a_forged_cursor_is_no_page(client, db):
    assert client.get("/en/jobs/?cursor=forged").status_code == 404


def test_unknown_parameters_are_ignored(client, db):
    assert client.get("/en/jobs/?utm_source=x&q=python&from=CO").status_code == 200


def test_an_empty_board_says_so(client, db):
    assert "No job is open here" in client.get("/en/jobs/").content.decode()


@pytest.mark.parametrize("language", ["en", "es", "pt-br"])
def test_the_page_speaks_the_reader_s_language_and_keeps_the_posting_s(
    client, cast, language
):
    posting = build.posting(cast, language="es", title="Ingeniera de datos")
    path = f"/{language}/jobs/{posting.slug}-{posting.public_id}/"
    page = client.get(path).content.decode()
    assert f'<html lang="{language}">' in page
    assert '<h1 lang="es">Ingeniera de datos</h1>' in page
    assert '<article class="prose" lang="es">' in page


def test_the_page_asks_eight_queries(client, cast, django_assert_num_queries):
    posting, _other = build.posting(cast), build.posting(cast)
    with django_assert_num_queries(8):
        client.get(f"/en/jobs/{posting.slug}-{posting.public_id}/")


def test_a_script_in_a_posting_stays_text(client, cast):
    posting = build.posting(
        cast, title="<script>alert(1)</script>", description="<script>alert(2)</script>"
    )
    page = client.get(f"/en/jobs/{posting.slug}-{posting.public_id}/").content.decode()
    assert page.count("<script") == page.count('<script type="application/ld+json">')
    assert "<script>" not in page


def test_new_since_is_told(client, cast):
    posting = build.posting(cast)
    moment = timezone.now() - timedelta(hours=2)
    Posting.objects.filter(pk=posting.pk).update(published_at=moment)
    assert "2 hours ago" in client.get("/en/jobs/").content.decode()
    assert "há 2 horas" in client.get("/pt-br/jobs/").content.decode()
