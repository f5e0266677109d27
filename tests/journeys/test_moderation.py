"""The moderators' desk in a real browser, from a reader's report to the answer."""

import time

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
STAFF = ("", "log/", "bans/", "figures/")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", ["phone", "desk"])
def test_every_page_of_the_desk_can_be_used_by_everybody(
    visit, check_page, width, theme
):
    page = visit("moderator", width=width, theme=theme)
    for path in STAFF:
        page.goto(f"/admin/moderation/{path}")
        check_page(page)
    page.goto("/admin/moderation/")
    page.locator(".queue a").first.click()
    page.get_by_role("heading", name="Decide").wait_for()
    check_page(page)


@pytest.mark.parametrize("width", ["phone", "desk"])
def test_the_public_pages_can_be_used_by_everybody(visit, check_page, width):
    page = visit(width=width)
    page.goto("/es/about/moderation/")
    check_page(page)
    page.goto("/en/jobs/")
    page.locator(".card h2 a").first.click()
    page.get_by_role("link", name="Report this job").click()
    check_page(page)
    page.get_by_role("button", name="Send the report").click()
    page.get_by_role("alert").wait_for()
    check_page(page)


def submit(page, title: str) -> None:
    """Share a job from elsewhere: nobody is trusted to do that without a look."""
    page.goto("/en/desk/jobs/new/")
    page.get_by_label("Title").fill(title)
    page.locator("#id_language").select_option("en")
    page.get_by_label("Description").fill("Look after the ledger.")
    page.locator("#id_source_name").fill("LinkedIn")
    page.get_by_role("button", name="Send for review").click()
    page.wait_for_url("**/en/desk/")


def mail_about(page, board, words: str, to: str) -> str:
    """The newest mail with these words, once it has arrived."""
    for _ in range(60):
        page.goto("/mail/")
        line = page.get_by_role("listitem").filter(has_text=words).filter(has_text=to)
        if line.count():
            line.first.get_by_role("link").first.click()
            return page.locator("main").inner_text()
        time.sleep(0.5)
    raise AssertionError(board.log()[-2000:])


def test_a_job_is_sent_back_and_approved_with_single_keys(visit):
    author = visit("stranger")
    submit(author, "Decided with keys")
    page = visit("moderator")
    page.goto("/admin/moderation/")
    page.get_by_role("link", name="Decided with keys").click()
    page.get_by_label("In your words").fill("a r x f: keys are off while I type.")
    assert page.get_by_label("In your words").input_value().startswith("a r x f")
    page.get_by_label("The pay is not believable").check()
    page.locator("h1").click()
    page.keyboard.press("r")
    page.wait_for_url("**/admin/moderation/")
    author.goto("/en/desk/")
    author.get_by_role("link", name="Decided with keys").click()
    assert "keys are off while I type" in author.content()
    author.get_by_label("Title").fill("Decided with keys, better")
    author.get_by_role("button", name="Send for review").click()
    author.wait_for_url("**/en/desk/")
    page.get_by_role("link", name="Moderation").first.click()
    page.get_by_role("link", name="Decided with keys, better").click()
    page.wait_for_load_state("load")
    assert page.locator(".beside ins").inner_text() == "Decided with keys, better"
    page.keyboard.press("a")
    page.wait_for_url("**/admin/moderation/")
    page.goto("/en/jobs/")
    page.get_by_role("link", name="Decided with keys, better", exact=True).wait_for()


def test_a_report_leads_to_a_decision_and_the_reader_is_told(visit, board):
    reader = visit(javascript=False)
    reader.goto("/en/jobs/")
    title = reader.locator(".card h2 a").nth(1).inner_text()
    reader.locator(".card h2 a").nth(1).click()
    address = reader.url
    reader.get_by_role("link", name="Report this job").click()
    reader.get_by_label("It looks like a scam").check()
    reader.get_by_label("Your e-mail address").fill("reader@example.com")
    reader.get_by_role("button", name="Send the report").click()
    reader.get_by_role("heading", name="Thank you").wait_for()
    page = visit("moderator", javascript=False)
    page.goto("/admin/moderation/?cause=reported")
    page.get_by_role("link", name=title).click()
    page.get_by_label("In your words").fill("We look into it.")
    page.get_by_role("button", name="Freeze").click()
    page.wait_for_url("**/admin/moderation/")
    assert reader.goto(address).status in {404, 410}
    page.goto("/admin/moderation/?cause=frozen")
    page.get_by_role("link", name=title).click()
    page.get_by_role("button", name="Release").click()
    page.wait_for_url("**/admin/moderation/")
    assert reader.goto(address).status == 200
    text = mail_about(page, board, "Your report about", "reader@example.com")
    assert "found no reason to act" in text


def test_the_usual_button_changes_as_soon_as_a_reason_is_ticked(visit):
    page = visit("moderator", javascript=False)
    page.goto("/admin/moderation/?cause=first")
    page.locator(".queue a").first.click()
    back = page.get_by_role("button", name="Send back")
    page.wait_for_load_state("load")
    colour = "e => getComputedStyle(e).backgroundColor"
    before, usual = back.evaluate(colour), page.locator(".first").evaluate(colour)
    assert usual != before
    page.locator("input[name=reasons]").first.check()
    expect(back).to_have_css("background-color", usual)
