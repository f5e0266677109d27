"""What each kind of page says of itself, in each language."""

import pytest

from postings.models import Posting, Status
from tests import build
from tests.pages import head_of

LANGUAGES = ("pt-br", "es", "en")
TAGS = {"pt-br": "pt-BR", "es": "es", "en": "en"}
SITE = "https://board.example"
EVERYWHERE = (
    "/{}/",
    "/{}/jobs/",
    "/{}/companies/",
    "/{}/companies/acme/",
    "/{}/about/",
    "/{}/about/privacy/",
    "/{}/about/terms/",
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pattern", EVERYWHERE)
def test_a_page_in_every_language_names_itself_and_the_others(cast, pattern, language):
    build.posting(cast)
    head = head_of(pattern.format(language))
    assert head.canonical == head.meta["og:url"] == SITE + pattern.format(language)
    assert head.alternates == {
        **{tag: SITE + pattern.format(code) for code, tag in TAGS.items()},
        "x-default": SITE + pattern.format("en"),
    }
    assert head.is_indexed
    assert head.blocks == []
    for other in LANGUAGES:
        back = head_of(pattern.format(other)).alternates
        assert back[TAGS[language]] == head.canonical


@pytest.mark.parametrize("pattern", EVERYWHERE)
def test_titles_and_descriptions_are_of_the_page_and_its_language(cast, pattern):
    build.posting(cast)
    heads = [head_of(pattern.format(language)) for language in LANGUAGES]
    for head in heads:
        assert head.title.endswith(" | Jobboard")
        assert head.title == f"{head.meta['og:title']} | Jobboard"
        assert 0 < len(head.meta["description"]) <= 180
    assert len({head.meta["description"] for head in heads}) == len(LANGUAGES)
    assert [head.meta["og:locale"] for head in heads] == ["pt_BR", "es_LA", "en_US"]


@pytest.mark.parametrize("written", ["pt", "es", "en"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_posting_has_one_home_and_its_data_only_there(cast, written, language):
    posting = build.posting(cast, language=written)
    path = f"jobs/{posting.slug}-{posting.public_id}/"
    home = {"pt": "pt-br"}.get(written, written)
    head = head_of(f"/{language}/{path}")
    assert head.canonical == head.meta["og:url"] == f"{SITE}/{home}/{path}"
    assert head.alternates == {}
    assert head.is_indexed
    assert len(head.blocks) == (1 if language == home else 0)


def test_tracking_words_make_no_other_page(cast):
    posting = build.posting(cast)
    path = f"/en/jobs/{posting.slug}-{posting.public_id}/"
    for plain in (path, "/en/", "/en/about/", "/en/companies/acme/"):
        head = head_of(f"{plain}?utm_source=elsewhere")
        assert head.canonical == SITE + plain
        assert head.is_indexed


@pytest.mark.parametrize(
    "path", ["/en/jobs/?from=CO", "/es/jobs/?cursor=", "/en/companies/?q=acme"]
)
def test_a_list_that_is_cut_is_followed_but_not_listed(cast, path):
    build.posting(cast)
    head = head_of(path)
    assert head.meta["robots"] == "noindex,follow"
    assert (head.canonical, head.alternates) == ("", {})


@pytest.mark.parametrize("path", ["/en/accounts/login/", "/en/desk/", "/en/nowhere/"])
def test_what_says_nothing_of_itself_is_not_listed(signed_in, path):
    client = signed_in("owner") if "desk" in path else None
    assert not head_of(path, client).is_indexed


@pytest.mark.parametrize("status", [Status.CLOSED, Status.EXPIRED])
def test_a_posting_that_has_ended_is_not_listed(cast, status):
    posting = build.posting(cast, status)
    head = head_of(f"/en/jobs/{posting.slug}-{posting.public_id}/")
    assert head.meta["robots"] == "noindex,follow"
    assert (head.canonical, head.blocks) == ("", [])


def test_a_company_without_open_jobs_is_not_listed(cast):
    build.posting(cast, Status.CLOSED)
    assert not head_of("/en/companies/acme/").is_indexed


def test_a_posting_is_shared_with_its_pay_its_place_and_its_first_sentence(cast):
    text = "Look after the **ledger**. And more."
    posting = build.posting(cast, description=text)
    head = head_of(f"/en/jobs/{posting.slug}-{posting.public_id}/")
    assert head.title == (
        "Backend Engineer - Acme Pagamentos - Anywhere in Latin America | Jobboard"
    )
    assert head.meta["description"] == (
        "US$ 5,000 – 7,000 per month · Anywhere in Latin America · Look after the ledger."
    )
    assert head.meta["og:description"] == head.meta["description"]
    assert head.meta["og:image"] == f"{SITE}/static/icons/share.png"
    assert head.meta["twitter:card"] == "summary_large_image"


def test_what_was_not_stated_is_left_out_of_the_title(cast):
    posting = build.posting(
        cast, source_name="A list", region_includes=[], workplace=""
    )
    Posting.objects.filter(pk=posting.pk).update(company=None)
    head = head_of(f"/en/jobs/{posting.slug}-{posting.public_id}/")
    assert head.title == "Backend Engineer | Jobboard"


def test_a_hostile_title_stays_text(cast):
    hostile = '"><script>alert(1)</script>'
    posting = build.posting(cast, title=hostile)
    path = f"/en/jobs/{posting.slug}-{posting.public_id}/"
    head = head_of(path)
    assert head.meta["og:title"].startswith(hostile)
    assert head.title.startswith(hostile)
    assert len(head.blocks) == 1
