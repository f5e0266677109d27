"""`make pictures`: every page as people see it, to be looked at before a release.

Two widths, two themes, three languages, each member of the cast on their own
pages; kept in `.local/pictures/`, one file each.
"""

import json
import sys
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from tests.board import Board
from tests.journeys.conftest import CHROMIUM, FLAGS, MISSING, WIDTHS, sign_in

Theme = Literal["light", "dark"]
FOLDER = Path(__file__).resolve().parents[1] / ".local" / "pictures"
LANGUAGES = ("en", "pt-br", "es")
THEMES: tuple[Theme, ...] = ("light", "dark")
ERRORS = (400, 403, 404, 405, 410, 413, 429, 500, 503)
# Runs on the board: one mail of each kind that alerts send, in every language.
WRITE_MAILS = """
import json
from tests.mails import write_alerts
print(json.dumps(write_alerts()))
"""
# Below the language; {posting} is the newest open one.
PAGES = {
    "visitor": {
        "home": "",
        "list": "jobs/?scope=all",
        "cut-to-reader": "jobs/?from=CO&speaks=es-C2&speaks=en-B2&pay=3000",
        "nothing-found": "jobs/?q=pyhton+cobolt",
        "filters": "jobs/?scope=all#filters",
        "reader": "jobs/reader/",
        "alert-new": "alerts/new/?skill=python&workplace=remote&from=BR",
        "alert-sent": "alerts/sent/",
        "posting": "jobs/{posting}/",
        "companies": "companies/",
        "company": "companies/acme/",
        "about": "about/",
        "privacy": "about/privacy/",
        "terms": "about/terms/",
        "sign-in": "accounts/login/",
        "sign-up": "accounts/signup/",
        "reset": "accounts/password/reset/",
        "theme": "appearance/",
        "report": "jobs/{posting}/report/",
        "moderation-figures": "about/moderation/",
    },
    "candidate": {
        "applications": "me/applications/",
        "saved": "jobs/saved/",
        "alerts": "me/alerts/",
        "profile": "me/profile/",
        "person": "accounts/",
        "sessions": "accounts/sessions/",
        "second-factor": "accounts/2fa/",
        "delete": "accounts/delete/",
    },
    "owner": {
        "desk": "desk/",
        "form": "desk/jobs/new/",
        "paste": "desk/jobs/new/paste/",
        "company-settings": "desk/acme/settings/",
        "team": "desk/acme/team/",
        "webhooks": "desk/acme/webhooks/",
        "hiring": "desk/acme/hiring/",
        "domains": "desk/acme/domains/",
    },
}
# The first job for which somebody waits.
APPLICANTS = 'a[href*="/applicants/"]:text-matches("^[1-9]")'
# Pages whose address only another page knows: where to look, and for which link.
LINKED: dict[str, dict[str, tuple[str, ...]]] = {
    "visitor": {
        "apply": ("companies/acme/", ".card:last-child h2 a", 'a[href$="/apply/"]'),
    },
    "candidate": {"alert": ("me/alerts/", ".desk-list a")},
    "owner": {
        "numbers": ("desk/", '.desk-list a[href$="/numbers/"]'),
        "applicants": ("desk/", APPLICANTS),
        "applicant": ("desk/", APPLICANTS, 'main a[href*="/applications/"]'),
    },
}
UNPREFIXED = {
    "visitor": {
        "styleguide": "/styleguide/",
        **{f"error-{status}": f"/styleguide/{status}/" for status in ERRORS},
    },
    "moderator": {
        "moderation": "/admin/moderation/",
        "moderation-log": "/admin/moderation/log/",
        "moderation-bans": "/admin/moderation/bans/",
        "moderation-dashboard": "/admin/moderation/figures/",
        "tables": "/admin/postings/posting/",
    },
}


def newest(board: Board) -> str:
    page = board.get("/en/jobs/")
    start = page.index('href="/en/jobs/', page.index('class="card"'))
    return page[start:].split("/")[3]


def mails(board: Board) -> dict[Path, str]:
    """Where each picture of a mail goes, and where the mail is seen."""
    printed = board.manage("shell", "--no-imports", "-c", WRITE_MAILS)
    written = json.loads(printed.splitlines()[-1])
    return {
        FOLDER / language / f"mail-{kind}": f"/mail/{name}/html/"
        for language, kind, name in written
    }


def addresses(part: str, posting: str) -> dict[Path, str]:
    """Where each picture of this person's pages goes, and what it shows."""
    found = {
        FOLDER / language / name: f"/{language}/{path.format(posting=posting)}"
        for language, (name, path) in product(LANGUAGES, PAGES.get(part, {}).items())
    }
    others = UNPREFIXED.get(part, {}).items()
    return found | {FOLDER / "en" / name: address for name, address in others}


def linked(page: Page, part: str) -> dict[Path, str]:
    """Where the pictures go of pages that one finds by following links."""
    found = {}
    for language, (name, (start, *links)) in product(
        LANGUAGES, LINKED.get(part, {}).items()
    ):
        address = f"/{language}/{start}"
        for link in links:
            page.goto(address)
            address = page.locator(link).first.get_attribute("href") or address
        found[FOLDER / language / name] = address
    return found


def take(board: Board, browser: Browser) -> None:
    posting, letters = newest(board), mails(board)
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
            wanted = addresses(part, posting) | linked(page, part)
            wanted |= letters if part == "visitor" else {}
            for place, address in wanted.items():
                answer = page.goto(address)
                if answer and not answer.ok and "error-" not in place.name:
                    print(answer.status, address, flush=True)
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
