"""Finding: the sheet of filters on a phone, the keyboard, and the way back."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


def number_in(words: str) -> int:
    return int(re.sub(r"\D", "", words))


@pytest.mark.parametrize("javascript", [True, False])
def test_the_filters_of_a_phone_are_a_sheet(board, visit, check_page, javascript):
    page = visit(width="phone", javascript=javascript)
    page.goto("/pt-br/jobs/?scope=all")
    everything = number_in(page.locator(".tally strong").inner_text())
    page.get_by_role("link", name="Filtros").click()
    remote = page.locator("#f-workplace-remote")
    count = number_in(remote.locator("span").last.inner_text())
    assert 0 < count < everything
    remote.click()
    page.wait_for_url("**workplace=remote**")
    if javascript:
        page.get_by_role("link", name=f"Ver {count} vagas").click()
        check_page(page)
    expect(page.locator(".tally strong")).to_have_text(f"{count} vagas")
    expect(page.locator("#results .chip")).to_have_text(re.compile("Remoto"))


def test_back_leads_through_the_filters_to_the_whole_list(board, visit):
    page = visit()
    page.goto("/en/jobs/?scope=all")
    everything = page.locator(".tally strong").inner_text()
    page.locator("#f-workplace-remote").click()
    page.wait_for_url("**workplace=remote**")
    remote = page.locator(".tally strong").inner_text()
    page.locator("#f-level-senior").click()
    page.wait_for_url("**level=senior**")
    page.go_back()
    expect(page.locator(".tally strong")).to_have_text(remote)
    page.wait_for_load_state("load")
    page.go_back()
    expect(page.locator(".tally strong")).to_have_text(everything)


def test_the_list_is_walked_with_the_keyboard(board, visit):
    page = visit(width="phone")
    page.goto("/en/jobs/?scope=all")
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator(".card h2 a").nth(1)
    expect(second).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("senior python")
    page.keyboard.press("Enter")
    page.wait_for_url("**level=senior**")
    expect(page.locator("#results .chip")).to_have_count(2)


def test_a_filter_keeps_the_focus_where_it_was(board, visit):
    page = visit()
    page.goto("/en/jobs/?scope=all")
    page.locator("#f-workplace-remote").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**workplace=remote**")
    expect(page.locator("#f-workplace-remote")).to_be_focused()
    assert page.locator("#f-workplace-remote").get_attribute("aria-current") == "true"


@pytest.mark.parametrize("width", ["phone", "desk"])
def test_a_job_is_saved_with_a_key_and_let_go_with_the_button(board, visit, width):
    page = visit("candidate", width=width)
    page.goto("/en/jobs/?scope=all")
    page.wait_for_load_state("load")
    card = page.locator(".card", has=page.get_by_role("button", name="Save ")).first
    title = card.locator("h2 a").inner_text()
    button = page.locator(f"#{card.locator('button.save').get_attribute('id')}")
    card.locator("h2 a").focus()
    page.keyboard.press("s")
    expect(button).to_have_attribute("aria-label", f"Saved: {title}")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-label", f"Save {title}")
    expect(button).to_be_focused()
    page.reload()
    expect(button).to_have_attribute("aria-label", f"Save {title}")
