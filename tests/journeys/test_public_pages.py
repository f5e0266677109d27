"""What anybody may read besides the jobs: companies, closed jobs, the board itself."""

import pytest

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

FIND = (
    "from postings.models import Posting;"
    "found = Posting.objects.filter(status='{}').order_by('title').first();"
    "print(f'PATH /pt-br/jobs/{{found.slug}}-{{found.public_id}}/')"
)
PAGES = (
    "/es/companies/",
    "/pt-br/companies/acme/",
    "/en/about/",
    "/es/about/privacy/",
    "/pt-br/about/terms/",
)


def path_of(board, status: str) -> str:
    printed = board.manage("shell", "-v", "0", "-c", FIND.format(status))
    return printed.rpartition("PATH ")[2].strip()


@pytest.mark.parametrize(("width", "theme"), [("phone", "dark"), ("desk", "light")])
def test_every_page_can_be_read_by_everybody(board, visit, check_page, width, theme):
    page = visit(width=width, theme=theme)
    for path in (*PAGES, path_of(board, "closed"), path_of(board, "frozen")):
        page.goto(path)
        check_page(page)


def test_the_language_is_changed_where_one_stands_and_kept(board, visit):
    page = visit(javascript=False)
    page.goto("/en/companies/?q=acme")
    page.get_by_role("contentinfo").get_by_role("link", name="Português").click()
    assert page.url == f"{board.url}/pt-br/companies/?q=acme"
    page.goto("/about/privacy/")
    assert page.url == f"{board.url}/pt-br/about/privacy/"
    assert page.locator("h1").inner_text() == "Privacidade"


def test_from_a_closed_job_one_comes_to_open_ones(board, visit):
    page = visit(width="phone", javascript=False)
    page.goto(path_of(board, "closed"))
    page.locator("ol .card h2 a").first.click()
    page.locator("header .who a").click()
    page.get_by_role("heading", name="Vagas abertas").wait_for()
