"""robots.txt, the sitemaps, and the one gate for all that search engines see."""

import re
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.utils import timezone

from postings.models import Posting, Status
from postings.publishing import sitemaps
from tests import build
from tests.pages import head_of

SITE = "https://board.example"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def listed(client, path: str) -> dict[str, str]:
    """Address: last change, of everything in this file."""
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (
        200,
        "application/xml; charset=utf-8",
    )
    root = ElementTree.fromstring(answer.content)
    found = {
        one.findtext(f"{SPACE}loc", ""): one.findtext(f"{SPACE}lastmod", "")
        for one in root
    }
    assert len(found) == len(root)
    return found


def everything(client) -> dict[str, str]:
    """All that the index leads to."""
    found: dict[str, str] = {}
    for file in listed(client, "/sitemap.xml"):
        found |= listed(client, file.removeprefix(SITE))
    return found


def address(posting, language: str = "en") -> str:
    return f"{SITE}/{language}/jobs/{posting.slug}-{posting.public_id}/"


def test_the_index_leads_to_every_open_posting_once(client, cast):
    postings = [build.posting(cast, language=code) for code in ("en", "es", "pt")]
    for status in Status.values:
        if status != Status.LIVE:
            build.posting(cast, status)
    late = build.posting(cast)
    Posting.objects.filter(pk=late.pk).update(valid_through=timezone.now())
    found = everything(client)
    expected = {
        address(one, language)
        for one, language in zip(postings, ("en", "es", "pt-br"), strict=True)
    }
    assert {one for one in found if re.search(r"/jobs/.", one)} == expected


def test_a_posting_changed_when_its_content_did(client, cast):
    posting = build.posting(cast)
    stamp = f"{posting.changed_at:%Y-%m-%dT%H:%M:%S}+00:00"
    Posting.objects.filter(pk=posting.pk).update(last_confirmed_at=timezone.now())
    assert everything(client)[address(posting)] == stamp
    assert listed(client, "/sitemap.xml")[f"{SITE}/sitemap-jobs-1-0.xml"] == stamp


def test_companies_and_pages_are_there_in_every_language(client, cast):
    posting = build.posting(cast)
    build.posting(cast, Status.FROZEN)
    found = everything(client)
    for language, _name in settings.LANGUAGES:
        stamp = f"{posting.changed_at:%Y-%m-%dT%H:%M:%S}+00:00"
        assert found[f"{SITE}/{language}/companies/acme/"] == stamp
        for page in ("", "jobs/", "companies/", "about/", "about/privacy/"):
            assert found[f"{SITE}/{language}/{page}"] == ""


def test_all_that_is_listed_is_there_and_says_the_same_of_itself(client, cast):
    build.posting(cast, language="pt")
    build.posting(cast)
    for one in everything(client):
        head = head_of(one.removeprefix(SITE), client)
        assert (head.canonical, head.is_indexed) == (one, True)


def test_a_large_board_is_cut_into_parts_that_hold_all_of_it(client, cast, monkeypatch):
    monkeypatch.setattr(sitemaps, "PART_AT_MOST", 2)
    postings = [build.posting(cast) for _ in range(9)]
    files = [file for file in listed(client, "/sitemap.xml") if "jobs" in file]
    parts = [listed(client, file.removeprefix(SITE)) for file in files]
    assert max(map(len, parts)) <= 2
    assert sum(map(len, parts)) == len(postings)
    assert {one for part in parts for one in part} == set(map(address, postings))


@pytest.mark.parametrize(
    "name",
    ["nobody", "jobs", "jobs-3-0", "jobs-0-0", "jobs-1-1", "jobs-8192-0", "jobs--1-0"],
)
def test_a_file_that_the_index_cannot_name_is_missing(client, db, name):
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_each_file_asks_one_query(client, cast, django_assert_num_queries, count):
    for _ in range(count):
        build.posting(cast)
    for path in ("/sitemap.xml", "/sitemap-jobs-1-0.xml", "/sitemap-companies.xml"):
        with django_assert_num_queries(1):
            client.get(path)
    with django_assert_num_queries(0):
        client.get("/sitemap-pages.xml")


def test_an_empty_board_has_an_index_of_its_pages(client, db):
    assert len(everything(client)) == len(sitemaps.PAGES) * len(settings.LANGUAGES)


def robots(client) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(client.get("/robots.txt").content.decode().splitlines())
    return parser


def test_robots_are_shown_the_way_and_the_doors(client, cast):
    posting = build.posting(cast)
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    found = robots(client)
    assert found.site_maps() == [f"{SITE}/sitemap.xml"]
    for path in ("/en/", "/es/jobs/", "/en/jobs/?from=CO", "/static/css/app.css"):
        assert found.can_fetch("anybody", path)
    assert found.can_fetch("anybody", address(posting))
    assert not found.can_fetch("anybody", "/admin/moderation/")
    assert not found.can_fetch("anybody", "/language/es/?next=/en/")
    for door in ("accounts/", "desk/", "jobs/*/apply/"):
        assert f"Disallow: /*/{door}\n" in answer.content.decode()


@pytest.mark.parametrize("deed", ["freeze", "close"])
def test_what_is_taken_away_is_gone_from_everywhere_at_once(client, cast, deed):
    posting = build.posting(cast)
    path = address(posting).removeprefix(SITE)

    def seen() -> dict[str, bool]:
        company = client.get("/en/companies/acme/").content.decode()
        return {
            "list": posting.title in client.get("/en/jobs/").content.decode(),
            "sitemap": address(posting) in everything(client),
            "companies": "Acme" in client.get("/en/companies/").content.decode(),
            "company": posting.title in company,
            "data": bool(head_of(path, client).blocks),
        }

    assert set(seen().values()) == {True}
    build.do(deed, posting, build.doer(deed, cast))
    assert set(seen().values()) == {False}
