"""Which language an address speaks, and how a reader changes it."""

import pytest
from django.test import Client

from jobboard.addresses import in_language

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/en/jobs/?q=en", "/pt-br/jobs/?q=en"),
        ("/es/", "/pt-br/"),
        ("/pt-br/en/", "/pt-br/en/"),
        ("/admin/", "/admin/"),
        ("/english/", "/english/"),
        ("/en", "/en"),
    ],
)
def test_only_the_first_word_of_a_path_is_its_language(path, expected):
    assert in_language(path, "pt-br") == expected


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/jobs/",
        "/companies/",
        "/companies/acme/",
        "/about/privacy/",
        "/accounts/login/",
        "/jobs/backend-0123456789ab/",
    ],
)
@pytest.mark.parametrize(
    ("cookie", "accepts", "expected"),
    [
        ("", "pt-BR,pt;q=0.9,en;q=0.1", "pt-br"),
        ("", "es-CO", "es"),
        ("", "de", "en"),
        ("es", "pt-BR", "es"),
        ("xx", "pt-BR", "pt-br"),
    ],
)
def test_a_page_without_a_language_leads_to_the_reader_s(
    path, cookie, accepts, expected
):
    client = Client()
    if cookie:
        client.cookies["django_language"] = cookie
    answer = client.get(f"{path}?q=x", headers={"accept-language": accepts})
    assert (answer.status_code, answer["Location"]) == (302, f"/{expected}{path}?q=x")
    assert {"Accept-Language", "Cookie"} <= set(answer["Vary"].split(", "))


def test_a_page_with_a_language_asks_nothing_of_the_reader():
    client = Client()
    client.cookies["django_language"] = "es"
    answer = client.get("/pt-br/about/", headers={"accept-language": "en"})
    assert '<html lang="pt-br">' in answer.content.decode()
    assert "Accept-Language" not in answer.get("Vary", "")


def test_the_switch_leads_to_the_same_page_and_is_remembered():
    client = Client()
    page = client.get("/en/jobs/?q=c%2B%2B&from=CO").content.decode()
    link = "/language/es/?next=%2Fen%2Fjobs%2F%3Fq%3Dc%252B%252B%26from%3DCO"
    assert f'href="{link}" lang="es"' in page
    answer = client.get(link)
    assert (answer.status_code, answer["Location"]) == (
        302,
        "/es/jobs/?q=c%2B%2B&from=CO",
    )
    assert "no-store" in answer["Cache-Control"]
    assert client.get("/", headers={"accept-language": "pt"})["Location"] == "/es/"


@pytest.mark.parametrize(
    "target",
    ["", "https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x"],
)
def test_the_switch_never_leads_to_another_site(target):
    answer = Client().get("/language/pt-br/", {"next": target})
    assert answer["Location"] == "/pt-br/"


def test_a_language_that_the_board_does_not_speak_is_no_choice():
    answer = Client().get("/language/de/")
    assert answer.status_code == 404
    assert "django_language" not in answer.cookies


def test_a_missing_page_can_be_read_in_another_language():
    page = Client().get("/en/nowhere/").content.decode()
    assert 'href="/language/es/?next=%2Fen%2Fnowhere%2F"' in page
