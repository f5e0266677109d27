"""Who decides on other people's work proves more than a password."""

import subprocess
import sys

import pytest
from django.test import Client

from jobboard.cast import DEMO_PASSWORD
from tests.accounts.flows import sign_in
from tests.accounts.test_protection import FACTORS, OWNER, set_up_totp, totp

ADMIN = "/admin/moderation/"
LOGIN = "/en/accounts/login/"
CHANGE = "/en/accounts/password/change/"


@pytest.fixture
def moderator(client, cast, settings) -> Client:
    settings.STAFF_NEEDS_SECOND_FACTOR = True
    sign_in(client, "moderator@example.com")
    return client


def test_the_administration_waits_for_a_second_step(moderator):
    for path in (ADMIN, "/admin/", "/admin/accounts/user/"):
        answer = moderator.get(path)
        assert (answer.status_code, answer["Location"]) == (302, FACTORS)
    assert "Moderators need" in moderator.get(FACTORS).content.decode()


def test_it_opens_where_this_session_has_proven_it(moderator):
    secret = set_up_totp(moderator)
    asked = moderator.get(ADMIN)
    assert asked["Location"].startswith(f"{FACTORS}reauthenticate/?next=")
    done = moderator.post(asked["Location"], {"code": totp(secret)})
    assert done["Location"] == ADMIN
    assert moderator.get(ADMIN).status_code == 200


def test_an_older_session_has_to_prove_it_too(moderator):
    sign_in(older := Client(), "moderator@example.com")
    set_up_totp(moderator)
    assert older.get(ADMIN).status_code == 302


def test_nobody_else_is_asked(moderator, cast):
    sign_in(other := Client(), OWNER)
    assert other.get("/admin/")["Location"].startswith("/admin/login/")
    assert other.get("/en/desk/").status_code == 200


def test_the_administration_has_no_door_of_its_own(moderator, cast):
    """Else whoever has an account could guess passwords there without limit."""
    sign_in(other := Client(), OWNER)
    guess = {"username": "moderator@example.com", "password": DEMO_PASSWORD}
    for method in (other.get, other.post):
        answer = method("/admin/login/?next=/admin/", guess)
        assert answer.status_code == 403
        assert answer.content.decode().count("<h1") == 1
    assert other.session["_auth_user_id"] == str(cast["owner"].pk)
    assert Client().post("/admin/login/", guess)["Location"].startswith(LOGIN)


def test_a_moderators_password_is_changed_where_everybodys_is(moderator, settings):
    settings.STAFF_NEEDS_SECOND_FACTOR = False
    assert moderator.get("/admin/password_change/")["Location"] == CHANGE
    assert moderator.get("/admin/login/")["Location"] == "/admin/"


def test_on_ones_own_machine_it_opens_at_once(moderator, settings):
    settings.STAFF_NEEDS_SECOND_FACTOR = False
    assert moderator.get(ADMIN).status_code == 200


def test_the_second_step_is_asked_for_wherever_debug_is_off():
    code = (
        "from jobboard import settings as s;"
        "print(s.STAFF_NEEDS_SECOND_FACTOR, s.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN)"
    )
    for debug, said in (("0", "True False"), ("1", "False True")):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={"DEBUG": debug, "SECRET_KEY": "x" * 50, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == said
