"""Second steps, passkeys and sessions: what protects an account."""

import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import User
from jobboard.cast import DEMO_PASSWORD
from tests.accounts.flows import code_in, prove, sign_in

FACTORS = "/en/accounts/2fa/"
ACTIVATE = f"{FACTORS}totp/activate/"
OWNER = "owner@acme.example"


def totp(secret: str) -> str:
    """What the app shows now; the board still takes it in the half minute after."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def set_up_totp(client: Client) -> str:
    """Turn the app on as a person does; its secret."""
    prove(client)
    secret = client.get(ACTIVATE).context["form"].secret
    wrong = client.post(ACTIVATE, {"code": "000000"})
    assert wrong.status_code == 422
    done = client.post(ACTIVATE, {"code": totp(secret)})
    assert (done.status_code, done["Location"]) == (302, f"{FACTORS}recovery-codes/")
    return secret


@pytest.fixture
def browser(client, cast) -> Client:
    sign_in(client, OWNER)
    return client


def test_setting_up_asks_for_the_password_once_more(browser):
    asked = browser.get(ACTIVATE)
    assert asked["Location"].startswith("/en/accounts/reauthenticate/")
    wrong = browser.post(asked["Location"], {"password": "wrong-one"})
    assert wrong.status_code == 422
    right = browser.post(asked["Location"], {"password": DEMO_PASSWORD})
    assert right["Location"] == ACTIVATE


def test_an_app_is_set_up_and_asked_at_the_next_sign_in(browser):
    secret = set_up_totp(browser)
    answer = sign_in(other := Client(), OWNER)
    assert answer["Location"] == f"{FACTORS}authenticate/"
    assert other.get(answer["Location"]).status_code == 200
    assert other.get("/en/desk/").status_code == 302
    assert other.post(answer["Location"], {"code": "000000"}).status_code == 422
    done = other.post(answer["Location"], {"code": totp(secret)})
    assert done["Location"] == "/en/desk/"
    assert other.get("/en/desk/").status_code == 200


def test_a_code_of_the_mail_does_not_replace_the_second_step(browser):
    set_up_totp(browser)
    mail.outbox.clear()
    other = Client()
    asked = other.post("/en/accounts/login/code/", {"email": OWNER})
    done = other.post(asked["Location"], {"code": code_in(mail.outbox[0])})
    assert done["Location"] == f"{FACTORS}authenticate/"


def test_a_recovery_code_works_once(browser):
    set_up_totp(browser)
    codes = browser.get(f"{FACTORS}recovery-codes/").context["unused_codes"]
    download = browser.get(f"{FACTORS}recovery-codes/download/")
    assert codes[0] in download.content.decode()
    for expected in (302, 422):
        answer = sign_in(other := Client(), OWNER)
        done = other.post(answer["Location"], {"code": codes[0]})
        assert done.status_code == expected


def test_a_secret_is_not_readable_in_the_database(browser):
    secret = set_up_totp(browser)
    row = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert secret not in str(row.data)


def test_an_earlier_key_of_the_board_still_opens_secrets(browser, settings):
    secret = set_up_totp(browser)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the-next-key-of-this-board"
    answer = sign_in(other := Client(), OWNER)
    done = other.post(answer["Location"], {"code": totp(secret)})
    assert done["Location"] == "/en/desk/"


def test_turning_the_app_off_ends_the_recovery_codes_too(browser):
    set_up_totp(browser)
    assert browser.get(f"{FACTORS}totp/deactivate/").status_code == 200
    assert browser.post(f"{FACTORS}totp/deactivate/").status_code == 302
    assert not Authenticator.objects.exists()
    assert sign_in(Client(), OWNER)["Location"] == "/en/desk/"


def test_every_change_is_told_by_mail(browser, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        set_up_totp(browser)
    browser.post(f"{FACTORS}totp/deactivate/")
    data = {
        "oldpassword": DEMO_PASSWORD,
        "password1": "a-new-one-1",
        "password2": "a-new-one-1",
    }
    assert browser.post("/en/accounts/password/change/", data).status_code == 302
    words = [message.body.partition("\n")[0] for message in mail.outbox]
    assert words == [
        "An authenticator app protects your account now.",
        "No authenticator app protects your account any more.",
        "Your password was changed.",
    ]
    assert all(message.to == [OWNER] for message in mail.outbox)


@pytest.mark.parametrize("page", ["", "totp/activate/", "webauthn/", "webauthn/add/"])
def test_the_pages_open_without_a_factor_and_with_one(browser, page):
    prove(browser)
    assert browser.get(FACTORS + page).status_code == 200
    if page != "totp/activate/":
        set_up_totp(browser)
        assert browser.get(FACTORS + page).status_code == 200
        assert browser.get(f"{FACTORS}recovery-codes/generate/").status_code == 200
        assert browser.get(f"{FACTORS}reauthenticate/").status_code == 200


def test_sessions_are_listed_and_the_others_ended(browser):
    other = Client(headers={"User-Agent": "Mozilla/5.0 (Linux) Firefox/130.0"})
    sign_in(other, OWNER)
    page = browser.get("/en/accounts/sessions/")
    assert "Firefox, Linux" in page.content.decode()
    assert len(page.context["sessions"]) == 2
    assert browser.post("/en/accounts/sessions/").status_code == 302
    assert other.get("/en/desk/").status_code == 302
    assert browser.get("/en/desk/").status_code == 200
    assert Session.objects.count() == UserSession.objects.count() == 1


def test_a_session_is_noted_once_in_ten_minutes(browser, time_machine):
    before = UserSession.objects.get().last_seen_at
    browser.get("/en/desk/")
    assert UserSession.objects.get().last_seen_at == before
    time_machine.move_to(timezone.now() + timedelta(seconds=601))
    browser.get("/en/desk/")
    assert UserSession.objects.get().last_seen_at > before


def test_another_password_ends_every_other_session(browser):
    sign_in(other := Client(), OWNER)
    data = {
        "oldpassword": DEMO_PASSWORD,
        "password1": "a-new-one-1",
        "password2": "a-new-one-1",
    }
    assert browser.post("/en/accounts/password/change/", data).status_code == 302
    assert other.get("/en/desk/").status_code == 302
    assert browser.get("/en/desk/").status_code == 200


def test_the_address_is_changed_with_a_code_to_the_new_one(browser, cast):
    asked = browser.post(
        "/en/accounts/email/", {"action_add": "1", "email": "new@acme.example"}
    )
    if asked["Location"].startswith("/en/accounts/reauthenticate"):
        asked = browser.post(asked["Location"], {"password": DEMO_PASSWORD})
    assert mail.outbox[0].to == ["new@acme.example"]
    assert User.objects.get(pk=cast["owner"].pk).email == OWNER
    page = browser.get("/en/accounts/confirm-email/")
    assert page.status_code == 200
    done = browser.post(
        "/en/accounts/confirm-email/", {"code": code_in(mail.outbox[0])}
    )
    assert done["Location"] == "/en/accounts/"
    user = User.objects.get(pk=cast["owner"].pk)
    assert user.email == "new@acme.example"
    assert [row.email for row in user.emailaddress_set.all()] == ["new@acme.example"]
    told = mail.outbox[1]
    assert told.to == [OWNER]
    assert "new@acme.example" in told.body


def test_an_address_that_somebody_has_is_not_told_of(browser, cast):
    prove(browser)
    data = {"action_add": "1", "email": "rival@globex.example"}
    taken = browser.post("/en/accounts/email/", data)
    free = browser.post("/en/accounts/email/", {**data, "email": "new@acme.example"})
    assert (taken.status_code, taken["Location"]) == (
        free.status_code,
        free["Location"],
    )
