"""What the board says about itself, with what its operator has set."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["pt-br", "es", "en"])
@pytest.mark.parametrize("page", ["about", "about/privacy", "about/terms"])
def test_each_page_names_its_operator(client, settings, language, page):
    settings.OPERATOR_NAME = "Asociación Ñandú"
    text = client.get(f"/{language}/{page}/").content.decode()
    assert f'<html lang="{language}">' in text
    assert "Asociación Ñandú" in text


def test_privacy_says_for_how_long_and_whom_to_write_to(client, settings):
    settings.PRIVACY_EMAIL = "dpo@board.example"
    settings.OPERATOR_ADDRESS = "Calle 1, Bogotá"
    page = client.get("/en/about/privacy/").content.decode()
    for words in (
        "12 months after the job has closed",
        "24 months",
        "7 days",
        "6 months at most",
        "15 days ahead",
        "mailto:dpo@board.example",
        "Calle 1, Bogotá.",
    ):
        assert words in page


def test_the_law_is_named_only_where_it_is_set(client, settings):
    assert "The law of" not in client.get("/en/about/terms/").content.decode()
    settings.OPERATOR_COUNTRY = "UY"
    assert (
        "The law of Uruguay applies" in client.get("/en/about/terms/").content.decode()
    )


def test_a_page_about_the_board_asks_no_query(client, django_assert_num_queries):
    for page in ("about", "about/privacy", "about/terms"):
        with django_assert_num_queries(0):
            client.get(f"/en/{page}/")


def test_places_are_credited_on_every_page(client):
    page = client.get("/pt-br/jobs/").content.decode()
    assert "https://www.geonames.org/" in page
    assert "https://creativecommons.org/licenses/by/4.0/" in page


def test_every_page_leads_to_them(client):
    page = client.get("/es/jobs/").content.decode()
    for path in ("about/", "about/privacy/", "about/terms/", "companies/"):
        assert f'href="/es/{path}"' in page
