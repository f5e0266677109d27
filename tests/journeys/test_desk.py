"""Writing, errors and conflicts at the desk, by keyboard and on a phone."""

import pytest

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

PAGES = {
    "visitor": [
        "/en/",
        "/es/jobs/",
        "/en/appearance/",
        "/styleguide/",
        "/pt-br/accounts/login/",
        "/en/accounts/signup/",
    ],
    "owner": ["/pt-br/desk/", "/en/desk/jobs/new/"],
    "moderator": ["/admin/moderation/"],
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", ["phone", "desk"])
@pytest.mark.parametrize("part", PAGES)
def test_every_page_can_be_used_by_everybody(visit, check_page, part, width, theme):
    page = visit(part, width=width, theme=theme)
    for path in PAGES[part]:
        page.goto(path)
        check_page(page)


def write_draft(page, title: str) -> str:
    page.goto("/en/desk/jobs/new/")
    page.get_by_label("Title").fill(title)
    page.locator("#id_language").select_option("en")
    page.get_by_label("Description").fill("Look after the ledger.")
    page.get_by_role("button", name="Save the draft").click()
    page.wait_for_url("**/en/desk/jobs/*/")
    return page.url


def test_errors_lead_to_their_fields_and_lose_nothing(visit, check_page):
    page = visit("owner", width="phone", javascript=False)
    page.goto("/en/desk/jobs/new/")
    page.get_by_label("Description").fill("Words that took an hour.")
    page.locator("#id_pay_min").fill("plenty")
    page.get_by_role("button", name="Send for review").click()
    summary = page.get_by_role("alert")
    assert summary.get_by_role("link").count() == 3
    summary.get_by_role("link", name="Title").click()
    assert page.url.endswith("#id_title")
    assert page.get_by_label("Description").input_value() == "Words that took an hour."
    assert page.locator("#id_pay_min").input_value() == "plenty"
    assert page.locator("#id_title").get_attribute("aria-invalid") == "true"


def test_two_colleagues_on_one_draft_lose_no_word(visit, check_page):
    hers = visit("owner")
    address = write_draft(hers, "The first title")
    his = visit("recruiter")
    his.goto(address)
    hers.get_by_label("Title").fill("Her title")
    hers.get_by_role("button", name="Save the draft").click()
    hers.get_by_text("The draft is saved.").wait_for()
    his.get_by_label("Title").fill("His title")
    his.get_by_label("Description").fill("His long text.")
    his.get_by_role("button", name="Save the draft").click()
    his.get_by_text("A colleague was quicker").wait_for()
    assert "Her title" in his.get_by_role("alert").inner_text()
    assert his.get_by_label("Title").input_value() == "His title"
    assert his.get_by_label("Description").input_value() == "His long text."
    check_page(his)
    his.get_by_role("button", name="Save the draft").click()
    his.get_by_text("The draft is saved.").wait_for()
    hers.goto(address)
    assert hers.get_by_label("Title").input_value() == "His title"


def test_a_job_is_closed_with_the_keyboard_alone(visit):
    page = visit("owner")
    address = write_draft(page, "Closed by keyboard")
    page.get_by_role("button", name="Send for review").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/desk/")
    moderator = visit("moderator")
    moderator.goto("/admin/moderation/")
    moderator.get_by_role("link", name="Closed by keyboard").focus()
    moderator.keyboard.press("Enter")
    moderator.get_by_role("button", name="Approve").focus()
    moderator.keyboard.press("Enter")
    moderator.wait_for_url("**/admin/moderation/")
    page.goto(address)
    page.get_by_label("Reason").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("The job is closed.").wait_for()


@pytest.mark.parametrize(("language", "word"), [("es", "Empleos"), ("pt-br", "Vagas")])
def test_the_language_is_changed_on_the_same_page(visit, language, word):
    page = visit()
    page.goto("/en/jobs/")
    page.locator(f"footer a[hreflang={language}]").click()
    page.wait_for_url(f"**/{language}/jobs/")
    assert word in page.locator("nav").first.inner_text()


def test_a_list_is_walked_with_single_keys(visit):
    page = visit()
    page.goto("/en/jobs/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    first = page.locator(".card h2 a").first
    assert page.evaluate("document.activeElement.href") == first.evaluate("a => a.href")
    page.goto("/en/")
    page.keyboard.press("/")
    page.keyboard.type("j")
    assert page.locator("#q").input_value() == "j"
    page.goto("/en/jobs/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/jobs/*-*/")
