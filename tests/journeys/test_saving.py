"""Saving and hiding by keyboard on a phone, without JavaScript and with it."""

import pytest

from tests.journeys.conftest import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


def press(page, words: str) -> None:
    """Move by Tab alone to the link or button with these words, and take it."""
    active = "(document.activeElement.getAttribute('aria-label') || document.activeElement.innerText).trim()"
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate(active) == words:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab never reaches {words}")


def first_job(page) -> str:
    """Open the newest job; its title."""
    page.goto("/en/jobs/")
    link = page.locator(".card h2 a").first
    title = link.inner_text()
    link.focus()
    page.keyboard.press("Enter")
    page.locator("h1", has_text=title).wait_for()
    return title


@pytest.mark.parametrize("javascript", [False, True])
def test_a_visitor_saves_a_job_by_keyboard_on_a_phone(visit, javascript):
    page = visit(width="phone", javascript=javascript)
    title = first_job(page)
    press(page, "Save this job")
    page.wait_for_url("**/accounts/login/?next=**")
    where = page.url
    page.locator("#id_login").focus()
    page.keyboard.type("candidate@example.com")
    page.keyboard.press("Tab")
    page.locator("#id_password").focus()
    page.keyboard.type("jobboard-demo")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
    assert page.url.endswith("/save/"), where
    press(page, "Save this job")
    page.get_by_role("link", name="Saved", exact=True).wait_for()
    page.goto("/en/jobs/saved/")
    page.get_by_role("link", name=title).wait_for()
    press(page, f"Remove {title}")
    page.get_by_text("You have not saved a job yet.").wait_for()


@pytest.mark.parametrize("javascript", [False, True])
def test_a_visitor_hides_and_shows_again_by_keyboard_on_a_phone(visit, javascript):
    page = visit(width="phone", javascript=javascript)
    title = first_job(page)
    press(page, "Hide")
    page.get_by_label("This job").wait_for()
    press(page, "Hide it")
    page.wait_for_url("**/en/jobs/")
    page.goto("/en/jobs/hidden/")
    page.get_by_role("link", name=title).wait_for()
    press(page, f"Show {title} again")
    page.get_by_text("Nothing is hidden.").wait_for()
    page.get_by_label("Another word or skill").focus()
    page.keyboard.type("COBOL")
    page.keyboard.press("Enter")
    page.get_by_text("cobol").wait_for()
    sign_in(page, "stranger")
    page.goto("/en/jobs/hidden/")
    page.get_by_text("cobol").wait_for()
    press(page, "Show cobol again")
    page.get_by_text("Nothing is hidden.").wait_for()


@pytest.mark.parametrize(("width", "theme"), [("phone", "dark"), ("desk", "light")])
@pytest.mark.parametrize("language", ["en", "es", "pt-br"])
def test_every_page_of_it_can_be_used_by_everybody(
    visit, check_page, width, theme, language
):
    page = visit("rival", width=width, theme=theme)
    page.goto(f"/{language}/jobs/")
    page.locator(".card h2 a").first.click()
    page.wait_for_load_state("load")
    job = page.url
    check_page(page)
    for address in (f"{job}hide/", f"{job}save/"):
        page.goto(address)
        check_page(page)
        page.locator("main form button").first.click()
        page.wait_for_url(lambda url, was=address: url != was)
    for path in ("saved", "hidden"):
        page.goto(f"/{language}/jobs/{path}/")
        check_page(page)
    page.locator("main form button").first.click()
    page.get_by_role("alert").wait_for()
    check_page(page)
