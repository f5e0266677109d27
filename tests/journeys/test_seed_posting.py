"""The posting that the project began with, from form to page, in our own words."""

import json
import re
import time

import pytest

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

TITLE = "Senior / Principal Backend Engineer (Rails, journeys)"
TEXT = """\
We look for somebody who has kept a large Rails application calm under traffic.

## The work

- Public interfaces that other companies build on.
- Schema changes that nobody notices.
- Caches that are never stale.

Seven years or more of backend work, English at C1, anywhere in Latin America.
US$ 8,000 a month, full-time, remote.
"""


def fill(page) -> None:
    page.goto("/en/desk/jobs/new/")
    page.get_by_label("Title", exact=True).fill(TITLE)
    page.locator("#id_language").select_option("en")
    page.get_by_label("Workplace").select_option("remote")
    page.get_by_label("Senior", exact=True).check()
    page.get_by_label("Principal", exact=True).check()
    page.get_by_label("Years from").fill("7")
    page.get_by_label("Full-time").check()
    page.locator("input[name=region_includes][value=latam]").check()
    page.locator("#id_language_1").select_option("en")
    page.locator("#id_language_level_1").select_option("C1")
    page.get_by_label("Must have").fill("Backend, Ruby on Rails, PostgreSQL")
    page.get_by_label("Nice to have", exact=True).fill("Sidekiq")
    page.locator("#id_pay_min").fill("8,000")
    page.locator("#id_pay_max").fill("8,000")
    page.get_by_label("Currency").select_option("USD")
    page.get_by_label("Paid", exact=True).select_option("month")
    page.get_by_label("Description").fill(TEXT)
    page.locator("#id_source_name").fill("LinkedIn")


def sheet_of(page) -> dict[str, str]:
    terms = page.locator("dl.sheet dt").all_inner_texts()
    return dict(zip(terms, page.locator("dl.sheet dd").all_inner_texts(), strict=True))


@pytest.fixture(scope="session")
def published(board, browser) -> str:
    """The posting's path below the language; whoever found it was told by mail."""
    from tests.journeys.conftest import sign_in

    context = browser.new_context(base_url=board.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, "stranger")
    fill(page)
    page.get_by_role("button", name="Send for review").click()
    page.wait_for_url("**/en/desk/")
    context.close()
    context = browser.new_context(base_url=board.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, "moderator")
    page.goto("/admin/moderation/")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name="Approve").click()
    page.wait_for_url("**/admin/moderation/")
    context.close()
    (row,) = [r for r in listed(board) if r["title"] == TITLE]
    return re.sub(r"^.*/en/", "", row["url"])


def listed(board) -> list[dict]:
    return json.loads(board.get("/api/v1/postings/?page_size=100"))["results"]


EXPECTED = {
    "en": {
        "Salary": "US$ 8,000 per month",
        "Open to": "Anywhere in Latin America",
        "Workplace": "Remote",
        "Contract": "not stated",
        "Working time": "Full-time",
        "Level": "Senior / Principal",
        "Experience": "7+ years",
        "Languages": "English C1",
        "Must have": "Backend, Ruby on Rails, PostgreSQL",
        "Nice to have": "Sidekiq",
    },
    "pt-br": {
        "Salário": "US$ 8.000 por mês",
        "Aberta a": "Em qualquer país da América Latina",
        "Modalidade": "Remoto",
        "Contrato": "não informado",
        "Jornada": "Tempo integral",
        "Nível": "Sênior / Principal",
        "Experiência": "7 anos ou mais",
        "Idiomas": "Inglês C1",
        "Exigidas": "Backend, Ruby on Rails, PostgreSQL",
        "Desejáveis": "Sidekiq",
    },
    "es": {
        "Salario": "US$ 8.000 por mes",
        "Abierto a": "En cualquier país de América Latina",
        "Modalidad": "Remoto",
        "Contrato": "no indicado",
        "Jornada": "Tiempo completo",
        "Nivel": "Senior / Principal",
        "Experiencia": "7 años o más",
        "Idiomas": "Inglés C1",
        "Requeridas": "Backend, Ruby on Rails, PostgreSQL",
        "Deseables": "Sidekiq",
    },
}
SAYS = {
    "en": ("Company not stated", "First published on LinkedIn."),
    "pt-br": ("Empresa não informada", "Publicada primeiro em: LinkedIn."),
    "es": ("Empresa no indicada", "Publicado primero en: LinkedIn."),
}


@pytest.mark.parametrize("width", ["phone", "desk"])
@pytest.mark.parametrize("language", EXPECTED)
def test_the_page_keeps_every_fact(visit, published, check_page, language, width):
    page = visit(width=width)
    page.goto(f"/{language}/{published}")
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").inner_text() == TITLE
    assert page.locator("h1").get_attribute("lang") == "en"
    shown = sheet_of(page)
    expected = EXPECTED[language]
    found = {name: " ".join(shown[name].split()) for name in expected}
    assert found == expected
    for words in SAYS[language]:
        assert words in page.locator("main").inner_text()
    assert page.locator("article[lang=en] li").count() == 3
    check_page(page)


@pytest.mark.parametrize("language", ["en", "pt-br", "es"])
def test_the_list_shows_it(visit, published, check_page, language):
    page = visit(width="phone", theme="dark")
    page.goto(f"/{language}/jobs/")
    card = page.locator(".card", has_text=TITLE)
    assert "8" in card.locator(".pay").inner_text()
    check_page(page)
    card.locator("h2 a").click()
    page.wait_for_url(f"**/{language}/{published}")


def test_the_api_keeps_every_fact(board, published):
    (row,) = [r for r in listed(board) if r["title"] == TITLE]
    assert row["company"] is None
    assert row["levels"] == ["senior", "principal"]
    assert row["years"] == {"min": 7, "max": None}
    assert row["region"]["includes"] == ["latam"]
    assert row["languages"] == [{"code": "en", "level": "C1", "required": True}]
    assert row["pay"] == {
        "min": "8000.00",
        "max": "8000.00",
        "currency": "USD",
        "period": "month",
        "basis": None,
    }
    assert (row["source"]["name"], row["source"]["url"]) == ("LinkedIn", None)
    assert (row["workplace"], row["employment"], row["language"]) == (
        "remote",
        ["full_time"],
        "en",
    )


def test_the_author_was_told_by_mail(board, visit, published, check_page):
    page = visit()
    deadline = time.monotonic() + 30
    page.goto("/mail/")
    while not page.get_by_role("link", name=f"Your job is open: {TITLE}").count():
        assert time.monotonic() < deadline, board.log()
        page.reload()
    page.get_by_role("link", name=f"Your job is open: {TITLE}").first.click()
    assert "stranger@example.com" in page.locator("dl.sheet").inner_text()
    check_page(page)
