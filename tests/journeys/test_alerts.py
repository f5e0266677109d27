"""Following a search by keyboard on a phone, and managing it by the link in the mail."""

import re
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.journeys.test_applying import tab_to

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
LIST = "/en/jobs/?skill=python&workplace=remote"
LINK = re.compile(r"/en/alerts/[\w.-]+/confirm/")


def link_mailed_to(page, address: str) -> str:
    """The link in the mail to this address, once it has come."""
    deadline = time.monotonic() + 60
    row = page.locator(".desk-list li", has_text=address)
    page.goto("/mail/")
    while not row.count():
        assert time.monotonic() < deadline, address
        page.wait_for_timeout(500)
        page.reload()
    row.get_by_role("link").click()
    return LINK.findall(page.locator("main").inner_text())[0]


@pytest.mark.parametrize("javascript", [False, True])
def test_a_search_is_followed_paused_and_left_by_keyboard(
    visit, check_page, javascript
):
    page = visit(width="phone", javascript=javascript)
    # What checks a page is a script itself.
    check = check_page if javascript else lambda page: None
    page.goto(LIST)
    tab_to(page, ".follow > a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/alerts/new/?**")
    page.locator("#id_email").fill("olga@")
    tab_to(page, "form .sending .button")
    page.keyboard.press("Enter")
    summary = page.get_by_role("alert")
    summary.wait_for()
    assert "e-mail" in summary.inner_text()
    assert page.locator("#id_email").input_value() == "olga@"
    check(page)
    address = f"olga@{javascript}.example".lower()
    page.locator("#id_email").fill(address)
    tab_to(page, "form .sending .button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/alerts/sent/")
    check(page)
    page.goto(link_mailed_to(page, address))
    check(page)
    tab_to(page, "main form .button")
    page.keyboard.press("Enter")
    page.get_by_text("You will be told what is new.").wait_for()
    check(page)
    day = timezone.localdate() + timedelta(days=9)
    page.locator("#id_pause-until").fill(day.isoformat())
    tab_to(page, "form[action$='/pause/'] button")
    page.keyboard.press("Enter")
    page.get_by_text("Paused until").wait_for()
    tab_to(page, "form[action$='/search/'] .chip")
    page.keyboard.press("Enter")
    page.get_by_text("From now on it looks for this.").wait_for()
    check(page)
    tab_to(page, "form[action$='/leave/'] button")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="The alert has ended").wait_for()
    check(page)


def test_somebody_signed_in_follows_jobs_like_one_that_they_read(visit, check_page):
    page = visit("candidate")
    page.goto(LIST)
    page.locator(".card a").first.click()
    page.get_by_role("link", name="Email me new ones like this").click()
    page.wait_for_url("**/alerts/new/?**")
    assert page.locator("#id_email").count() == 0
    check_page(page)
    page.get_by_role("button", name="Begin").click()
    page.get_by_text("You will be told what is new.").wait_for()
    looks_for = page.locator(".chips").inner_text()
    assert "Python" in looks_for
    page.goto("/en/me/alerts/")
    assert "Python" in page.locator(".desk-list a").first.inner_text()
    check_page(page)
