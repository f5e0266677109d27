"""A real browser on a whole board, wherever a Chromium is found."""

import os
import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    sync_playwright,
)

from jobboard.cast import CAST, DEMO_PASSWORD
from tests.board import Board

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
MISSING = "no Chromium here: `apt install chromium` brings it (CI requires it)"
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *(
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ),
]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# A refused form is meant; inline styles are what axe itself tries, and may not.
IGNORED = re.compile("responded with a status of 4|Applying inline style")
WIDTHS = {"phone": 390, "desk": 1280}


@pytest.fixture(scope="session")
def board() -> Iterator[Board]:
    if CHROMIUM is None:
        if os.environ.get("JOURNEYS") == "required":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    made = Board()
    try:
        yield made.start()
    finally:
        made.remove()


@pytest.fixture(scope="session")
def browser(board) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def visit(board, browser) -> Iterator[Callable[..., Page]]:
    """Open a page as somebody: `visit("owner", width="phone", javascript=False)`."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def open_page(
        part: str = "visitor",
        *,
        width: str = "desk",
        javascript: bool = True,
        theme: str = "light",
        language: str = "en",
    ) -> Page:
        context = browser.new_context(
            base_url=board.url,
            viewport={"width": WIDTHS[width], "height": 844},
            java_script_enabled=javascript,
            color_scheme=theme,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        watch(page, board.url, problems)
        if part != "visitor":
            sign_in(page, part, language)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [problem for problem in problems if not IGNORED.search(problem)] == []


def watch(page: Page, site: str, problems: list[str]) -> None:
    """Note errors of the console and of scripts, and every request to somebody else."""

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            problems.append(message.text)

    def on_request(request: Request) -> None:
        if not request.url.startswith((site, "data:")):
            problems.append(request.url)

    page.on("console", on_console)
    page.on("request", on_request)
    page.on("pageerror", lambda error: problems.append(str(error)))


def sign_in(page: Page, part: str, language: str = "en") -> None:
    """By keyboard alone."""
    page.goto(f"/{language}/accounts/login/")
    page.locator("#id_login").focus()
    page.keyboard.type(CAST[part].email)
    page.keyboard.press("Tab")
    if page.evaluate("document.activeElement.id") != "id_password":
        page.keyboard.press("Tab")
    page.keyboard.type(DEMO_PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


@pytest.fixture
def check_page() -> Callable[[Page], None]:
    """One h1, nothing cut sideways, and nothing that axe finds."""

    def check(page: Page) -> None:
        # Words are there before the styles are; a click does not wait for them.
        page.wait_for_load_state("load")
        assert page.locator("h1").count() == 1
        assert page.locator("main").count() == 1
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
        assert not wide, f"{page.url} scrolls sideways"
        # At rest: what has the focus may cover its neighbours, and is meant to.
        page.evaluate("document.activeElement?.blur()")
        found = Axe().run(page, options={"runOnly": STANDARDS}).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found] == [], page.url

    return check
