"""GET /api/v1/companies/ and skills/."""

import pytest

from postings.models import Status
from tests import build

COMPANIES = "/api/v1/companies/"
SKILLS = "/api/v1/skills/"


def test_companies_with_open_postings_are_listed_with_their_number(client, cast):
    assert client.get(COMPANIES).json()["results"] == []
    for status in (Status.LIVE, Status.LIVE, Status.CLOSED):
        build.posting(cast, status)
    acme = {
        "slug": "acme",
        "name": "Acme Pagamentos",
        "url": "https://board.example/en/companies/acme/",
        "description": "",
        "description_html": "",
        "website": None,
        "open_postings": 2,
    }
    assert client.get(COMPANIES).json()["results"] == [acme]
    assert client.get(f"{COMPANIES}acme/").json() == acme


def test_a_company_is_there_where_its_page_is(client, cast):
    statuses = {}
    for made in (None, Status.DRAFT, Status.CLOSED, Status.LIVE):
        if made:
            build.posting(cast, made)
        shown = client.get(f"{COMPANIES}acme/").status_code
        assert shown == client.get("/en/companies/acme/").status_code
        statuses[made] = shown
    assert list(statuses.values()) == [404, 404, 200, 200]
    assert client.get(f"{COMPANIES}nobody/").status_code == 404


def test_the_skills_are_walked_whole_in_both_directions(client, db):
    seen, url, last = [], f"{SKILLS}?page_size=100", ""
    while url:
        page = client.get(url).json()
        seen += [row["slug"] for row in page["results"]]
        last, url = url, (page["next"] or "").removeprefix("https://board.example")
    assert seen == sorted(set(seen))
    assert len(seen) > 300
    back = []
    while last:
        page = client.get(last).json()
        back = [row["slug"] for row in page["results"]] + back
        last = (page["previous"] or "").removeprefix("https://board.example")
    assert back == seen


@pytest.mark.parametrize("path", [COMPANIES, SKILLS])
@pytest.mark.parametrize(
    ("query", "pointer"), [("cursor=forged", "#/cursor"), ("q=x", "#/q")]
)
def test_bad_parameters_are_named(client, db, path, query, pointer):
    answer = client.get(f"{path}?{query}")
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_a_cursor_of_another_list_is_refused(client, cast):
    for _ in range(2):
        build.posting(cast)
    url = client.get("/api/v1/postings/?page_size=1").json()["next"]
    cursor = url.partition("cursor=")[2].partition("&")[0]
    assert client.get(f"{SKILLS}?cursor={cursor}").status_code == 400


def test_a_cursor_of_a_list_of_the_same_kind_is_refused_too(client, cast):
    url = client.get(f"{SKILLS}?page_size=1").json()["next"]
    cursor = url.partition("cursor=")[2].partition("&")[0]
    assert client.get(f"{COMPANIES}?cursor={cursor}").status_code == 400
