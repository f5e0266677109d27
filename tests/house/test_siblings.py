"""What every public page shows, the API answers too, and the page says where."""

import re
from html import unescape

import pytest

from postings.models import Status
from tests import build
from tests.house.account_routes import ROUTES as ACCOUNT
from tests.house.test_routes import ALL, TABLE

SITE = "https://board.example"
API = "/api/v1"
LINK = re.compile(r'<link rel="alternate" type="application/json" href="([^"]*)">')
# Every page that a visitor may read, without what belongs to one person alone. None:
# words of the board itself, a form, or what a form leads to.
SIBLINGS = {
    "home": f"{API}/postings/",
    "posting_list": f"{API}/postings/",
    "posting": f"{API}/postings/{{live}}/",
    "company_list": f"{API}/companies/",
    "company": f"{API}/companies/acme/",
    "insights": f"{API}/insights/",
    **dict.fromkeys(
        ("about", "about_privacy", "about_terms", "about_moderation", "appearance")
    ),
    **dict.fromkeys(("reader", "feeds", "alert_new", "alert_sent", "posting_hidden")),
    **dict.fromkeys(("posting_ask", "posting_ask_sent", "posting_hide")),
    **dict.fromkeys(("posting_report", "posting_reported")),
}


def siblings(client, path: str) -> list[str]:
    """Where a page says that the same is to be had as JSON."""
    text = client.get(path).content.decode()
    return [unescape(found).removeprefix(SITE) for found in LINK.findall(text)]


def followed(client, sibling: str):
    answer = client.get(sibling)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    return answer.json()


def ids(client, path: str) -> list[str]:
    """The postings that a page links to, in its order."""
    text = client.get(path).content.decode()
    return list(dict.fromkeys(re.findall(r"/jobs/[a-z0-9-]+-(\w{12})/\"", text)))


def test_every_public_page_names_its_sibling_and_the_sibling_answers(client, cast):
    names = {"live": build.posting(cast, Status.LIVE).public_id}
    found = {}
    for name, (path, seen_by, _otherwise) in TABLE.items():
        own = set(re.findall(r"{(\w+)}", path)) - names.keys()
        if seen_by != ALL or own or not path.startswith("/en/"):
            continue
        answer = client.get(path.format(**names))
        if answer["Content-Type"].startswith("text/html") and name not in ACCOUNT:
            found[name] = siblings(client, path.format(**names))
    expected = {
        name: [path.format(**names)] if path else [] for name, path in SIBLINGS.items()
    }
    assert found == expected
    for (sibling,) in filter(None, found.values()):
        assert followed(client, sibling)


@pytest.mark.parametrize(
    "query",
    [
        "level=senior&level=mid",
        "from=CO&speaks=en-C2&years=20",
        "q=engineer&sort=newest",
        "from=any",
        "page_size=1",
        "level=wizard&utm_source=letter&level=senior",
    ],
)
def test_the_list_and_its_sibling_find_the_same(client, cast, query):
    for level in ("senior", "mid", "junior"):
        build.posting(cast, levels=[level])
    page = f"/en/jobs/?{query}"
    (sibling,) = siblings(client, page)
    rows = followed(client, sibling)["results"]
    assert [row["id"] for row in rows] == ids(client, page)
    assert rows


def test_a_page_further_back_has_the_sibling_of_that_page(client, cast):
    made = [build.posting(cast).public_id for _ in range(3)]
    (sibling,) = siblings(client, "/en/jobs/?page_size=2")
    onward = followed(client, sibling)["next"].partition("?")[2]
    page = f"/en/jobs/?{onward}"
    (sibling,) = siblings(client, page)
    rows = followed(client, sibling)["results"]
    assert [row["id"] for row in rows] == ids(client, page) == made[:1]


@pytest.mark.parametrize("query", ["q=acme", "after=x"])
def test_what_the_api_has_no_words_for_has_no_sibling(client, cast, query):
    build.posting(cast)
    assert siblings(client, f"/en/companies/?{query}") == []


def test_a_posting_that_is_closed_has_none(client, cast):
    posting = build.posting(cast, Status.CLOSED)
    path = f"/en/jobs/{posting.slug}-{posting.public_id}/"
    assert client.get(path).status_code == 200
    assert siblings(client, path) == []
