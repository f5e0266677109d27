"""`make pictures`: every page as people see it, to be looked at before a release.

Two widths, two themes, three languages, each member of the cast on their own
pages; kept in `.local/pictures/`, one file each.
"""

import sys
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from jobboard.errors import WORDS
from tests.board import Board
from tests.journeys.conftest import CHROMIUM, FLAGS, MISSING, WIDTHS, sign_in

Theme = Literal["light", "dark"]
FOLDER = Path(__file__).resolve().parents[1] / ".local" / "pictures"
LANGUAGES = ("en", "pt-br", "es")
THEMES: tuple[Theme, ...] = ("light", "dark")
# Below the language; {posting} is the newest open one.
PAGES = {
    "visitor": {
        "home": "",
        "list": "jobs/",
        "posting": "jobs/{posting}/",
        "companies": "companies/",
        "company": "companies/acme/",
        "about": "about/",
        "privacy": "about/privacy/",
        "terms": "about/terms/",
        "sign-in": "accounts/login/",
        "sign-up": "accounts/signup/",
        "theme": "appearance/",
    },
    "owner": {"desk": "desk/", "form": "desk/jobs/new/"},
}
UNPREFIXED = {
    "visitor": {
        "styleguide": "/styleguide/",
        **{f"error-{status}": f"/styleguide/{status}/" for status in WORDS},
    },
    "moderator": {
        "moderation": "/admin/moderation/",
        "tables": "/admin/postings/posting/",
    },
}


def newest(board: Board) -> str:
    page = board.get("/en/jobs/")
    start = page.index('href="/en/jobs/', page.index('class="card"'))
    return page[start:].split("/")[3]


def addresses(part: str, posting: str) -> dict[Path, str]:
    """Where each picture of this person's pages goes, and what it shows."""
    found = {
        FOLDER / language / name: f"/{language}/{path.format(posting=posting)}"
        for language, (name, path) in product(LANGUAGES, PAGES.get(part, {}).items())
    }
    others = UNPREFIXED.get(part, {}).items()
    return found | {FOLDER / "en" / name: address for name, address in others}


def take(board: Board, browser: Browser) -> None:
    posting = newest(board)
    for part in {**PAGES, **UNPREFIXED}:
        for (width, pixels), theme in product(WIDTHS.items(), THEMES):
            context = browser.new_context(
                base_url=board.url,
                viewport={"width": pixels, "height": 844},
                color_scheme=theme,
            )
            page = context.new_page()
            if part != "visitor":
                sign_in(page, part)
            for place, address in addresses(part, posting).items():
                page.goto(address)
                file = place.with_name(f"{place.name}-{width}-{theme}.png")
                page.screenshot(path=file, full_page=True)
            context.close()
            print(part, width, theme, flush=True)
    print(FOLDER)


def main() -> None:
    if CHROMIUM is None:
        sys.exit(MISSING)
    board = Board()
    try:
        board.start()
        with sync_playwright() as playwright:
            take(
                board, playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            )
    finally:
        board.remove()


if __name__ == "__main__":
    main()
