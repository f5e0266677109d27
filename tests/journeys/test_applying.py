"""Applying by keyboard on a phone without JavaScript, and two colleagues at once."""

import json
import re
import time

import pytest

from tests.jobboard import documents

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
TITLE = "Pessoa Desenvolvedora Front-end Júnior"


@pytest.fixture(scope="session")
def job(board) -> str:
    """The address of Acme's demo posting that takes applications here."""
    rows, cursor = [], ""
    while True:
        answer = json.loads(board.get(f"/api/v1/postings/?page_size=100{cursor}"))
        rows += answer["results"]
        if not answer["next"]:
            break
        cursor = "&cursor=" + answer["next"].rpartition("cursor=")[2]
    (row,) = [row for row in rows if row["title"] == TITLE]
    return re.sub(r"^.*?/(en|es|pt-br)/", "/en/", row["url"])


@pytest.fixture(scope="session")
def applicants(job) -> str:
    number = job.rstrip("/").rpartition("-")[2]
    return f"/en/desk/acme/jobs/{number}/applicants/"


def tab_to(page, selector: str) -> None:
    """Move the focus by Tab alone, as somebody without a mouse does."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"Tab never reaches {selector}")


def mailed(page, subject: str) -> None:
    """Open the newest mail with this subject."""
    deadline = time.monotonic() + 60
    page.goto("/mail/")
    while not page.get_by_role("link", name=subject).count():
        assert time.monotonic() < deadline, subject
        page.wait_for_timeout(500)
        page.reload()
    page.get_by_role("link", name=subject).first.click()


@pytest.mark.parametrize("javascript", [False, True])
def test_the_whole_of_applying_by_keyboard_on_a_phone(
    visit, job, check_page, javascript
):
    page = visit(width="phone", javascript=javascript)
    # What checks a page is a script itself.
    check = check_page if javascript else lambda page: None
    page.goto(job)
    tab_to(page, "a[href$='/apply/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/apply/")
    tab_to(page, "#id_name")
    page.keyboard.type("Berenice Laranjal")
    tab_to(page, "#id_email")
    page.keyboard.type("berenice@")
    page.set_input_files(
        "#id_cv",
        {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": documents.pdf()},
    )
    tab_to(page, "#id_note")
    page.keyboard.type("Words that took an hour.")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    tab_to(page, "form .sending .button")
    page.keyboard.press("Enter")
    summary = page.get_by_role("alert")
    summary.wait_for()
    assert "E-mail" in summary.inner_text()
    assert page.locator("#id_note").input_value() == "Words that took an hour."
    assert page.get_by_text("cv.pdf").count() == 1
    check(page)
    page.locator("#id_email").focus()
    page.keyboard.press("End")
    page.keyboard.type(f"{javascript}.example".lower())
    for option in page.locator("fieldset").all():
        option.locator("input").first.focus()
        page.keyboard.press("Space")
    tab_to(page, "form .sending .button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/apply/sent/")
    check(page)
    mailed(page, f"Confirm your application: {TITLE}")
    link = re.findall(r"/en/applications/[\w.-]+/", page.locator("main").inner_text())
    page.goto(link[0])
    check(page)
    tab_to(page, "form[action$='/confirm/'] button")
    page.keyboard.press("Enter")
    page.get_by_text("Your application is with the company.").wait_for()
    check(page)
    tab_to(page, ".sure summary")
    page.keyboard.press("Enter")
    tab_to(page, "form[action$='/withdraw/'] button")
    page.keyboard.press("Enter")
    page.get_by_text("Your application is withdrawn.").wait_for()


def test_two_colleagues_on_one_application_keep_both_texts(
    visit, applicants, check_page
):
    hers, his = visit("owner", javascript=False), visit("recruiter", width="phone")
    for page in (hers, his):
        page.goto(applicants)
        page.get_by_role("link", name="Nicanor Belgrove").click()
        page.wait_for_url("**/applications/*/")
    hers.locator("#id_status").select_option("interview")
    hers.locator("#id_note").fill("Her note.")
    hers.get_by_role("button", name="Save").click()
    hers.get_by_text("Saved.").wait_for()
    his.locator("#id_status").select_option("in_review")
    his.locator("#id_tags").fill("payments")
    his.locator("#id_note").fill("His long note.")
    his.get_by_role("button", name="Save").click()
    his.get_by_text("was here a moment before you").wait_for()
    assert (
        his.get_by_label("Your note, as you typed it").input_value() == "His long note."
    )
    assert "interview" in his.locator(".beside").inner_text()
    check_page(his)
    his.get_by_role("button", name="Apply mine on top").click()
    his.get_by_text("Saved.").wait_for()
    hers.reload()
    notes = hers.locator("#notes").inner_text()
    assert "Her note." in notes
    assert "His long note." in notes
    assert hers.locator("#id_status").input_value() == "in_review"
    assert "payments" in hers.locator("#id_tags").input_value()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", ["phone", "desk"])
def test_every_page_of_applications_can_be_used_by_everybody(
    visit, check_page, job, applicants, width, theme
):
    number = job.rstrip("/").rpartition("-")[2]
    pages = {
        "visitor": [f"{job}apply/"],
        "candidate": ["/pt-br/me/applications/", "/es/me/profile/"],
        "owner": [
            applicants,
            f"{applicants}?stage=rejected",
            "/pt-br/desk/acme/hiring/",
            f"/es/desk/acme/jobs/{number}/intake/",
        ],
        "viewer": [applicants],
    }
    for part, paths in pages.items():
        page = visit(part, width=width, theme=theme)
        for path in paths:
            page.goto(path)
            check_page(page)
        if part in {"owner", "viewer"}:
            page.goto(applicants)
            page.locator(".applicant h3 a").first.click()
            page.wait_for_url("**/applications/*/")
            check_page(page)
