"""Accounts in a real browser: passkeys, second steps, and the keyboard alone."""

import re
import time

import pytest

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]

SIGNED_OUT = [
    "/en/accounts/login/",
    "/es/accounts/login/code/",
    "/pt-br/accounts/signup/",
    "/en/accounts/signup/passkey/",
    "/es/accounts/password/reset/",
    "/en/accounts/password/reset/done/",
    "/en/accounts/inactive/",
]
SIGNED_IN = [
    "/en/accounts/",
    "/pt-br/accounts/email/",
    "/es/accounts/password/change/",
    "/en/accounts/2fa/",
    "/en/accounts/2fa/webauthn/",
    "/en/accounts/sessions/",
    "/en/accounts/logout/",
    "/en/accounts/reauthenticate/",
    "/pt-br/accounts/delete/",
    "/en/desk/",
    "/en/desk/companies/new/",
    "/en/desk/acme/team/",
    "/es/desk/acme/settings/",
]


@pytest.mark.parametrize("width", ["phone", "desk"])
def test_every_page_of_accounts_can_be_used(visit, check_page, width):
    for theme in ("light", "dark"):
        page = visit(width=width, theme=theme)
        for path in SIGNED_OUT:
            page.goto(path)
            check_page(page)
        page = visit("owner", width=width, theme=theme)
        for path in SIGNED_IN:
            page.goto(path)
            check_page(page)


def read_code(board, email: str) -> str:
    """The code of the newest message to this address."""
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        for path in sorted((board.state / "mail").glob("*.eml"), reverse=True):
            text = path.read_text()
            found = re.search(r"^Subject: (\S+) is your code", text, re.MULTILINE)
            if f"To: {email}" in text and found:
                path.unlink()
                return found.group(1)
        time.sleep(0.1)
    raise AssertionError(f"no code for {email}")


@pytest.fixture
def passkeys():
    """Give a page a virtual authenticator, as the browser's own tools do."""

    def give(page) -> None:
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        session.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    return give


def test_an_account_is_made_and_opened_with_a_passkey(
    board, visit, passkeys, check_page
):
    page = visit()
    passkeys(page)
    email = f"key{time.time_ns()}@example.com"
    page.goto("/en/accounts/signup/")
    page.get_by_role("link", name="Make an account with a passkey").click()
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("button", name="Send the code").click()
    page.get_by_label("Code").fill(read_code(board, email))
    check_page(page)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="Make your passkey").wait_for()
    check_page(page)
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_url("**/en/")
    page.goto("/en/accounts/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/en/jobs/")
    page.goto("/en/accounts/login/?next=/en/accounts/2fa/webauthn/")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("heading", name="Passkeys").wait_for()
    assert "last used" in page.locator("main").inner_text()
    check_page(page)


def test_a_passkey_is_added_and_asked_for_as_the_second_step(
    visit, passkeys, check_page
):
    page = visit("viewer")
    passkeys(page)
    page.goto("/en/accounts/2fa/")
    page.get_by_role("link", name="Add one").click()
    page.get_by_label("Password").fill("jobboard-demo")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name of the passkey").fill("Laptop")
    check_page(page)
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    check_page(page)
    page.goto("/en/accounts/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/en/accounts/login/")
    page.locator("#id_login").fill("viewer@acme.example")
    page.locator("#id_password").fill("jobboard-demo")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", name="The second step").wait_for()
    check_page(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/en/desk/")
    page.goto("/en/accounts/2fa/webauthn/")
    page.get_by_role("link", name="Remove").click()
    page.get_by_role("link", name="Use a passkey").click()
    page.get_by_role("button", name="Use a passkey").wait_for()
    check_page(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("button", name="Remove it").click()
    page.get_by_text("The passkey is removed.").wait_for()


GIVEN_UP = """
navigator.credentials.get = () => Promise.reject(new DOMException("", "NotAllowedError"))
"""


def test_a_ceremony_that_is_given_up_says_so(visit):
    page = visit()
    page.add_init_script(GIVEN_UP)
    page.goto("/en/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_text("That did not work.").wait_for()


def test_without_javascript_only_passkeys_are_missing(board, visit):
    page = visit(width="phone", javascript=False)
    email = f"plain{time.time_ns()}@example.com"
    page.goto("/en/accounts/signup/?next=/en/desk/companies/new/")
    page.get_by_label("E-mail").fill(email)
    page.locator("#id_password1").fill("a-long-password")
    page.get_by_role("button", name="Make an account").click()
    page.get_by_label("Code").fill(read_code(board, email))
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name of the company").fill(f"Firm {time.time_ns()}")
    page.get_by_role("button", name="Add the company").click()
    page.get_by_label("E-mail address").fill("colleague@example.com")
    page.get_by_role("button", name="Send the invitation").click()
    page.get_by_text("The invitation is on its way.").wait_for()
    page.goto("/en/accounts/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/en/accounts/login/")
    assert page.get_by_role("button", name="Use a passkey").count() == 0
    page.get_by_text("Passkeys need JavaScript").wait_for()


def test_an_app_is_set_up_from_the_picture(visit, check_page):
    page = visit("recruiter", width="phone")
    page.goto("/en/accounts/2fa/")
    page.get_by_role("link", name="Set up").click()
    page.get_by_label("Password").fill("jobboard-demo")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("img").wait_for()
    assert page.evaluate("document.querySelector('main img').naturalWidth") > 0
    check_page(page)
    page.get_by_label("Authenticator code").fill("000000")
    page.get_by_role("button", name="Turn it on").click()
    page.get_by_role("alert").wait_for()
    check_page(page)
