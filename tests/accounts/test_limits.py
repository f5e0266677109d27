"""What a stranger can find out, and how often they may try: nothing, and seldom."""

import re

import pytest
from django.core import mail
from django.test import Client

from jobboard.cast import DEMO_PASSWORD

KNOWN, UNKNOWN = "owner@acme.example", "nobody@acme.example"
LOGIN = "/en/accounts/login/"
CODE = "/en/accounts/login/code/"
RESET = "/en/accounts/password/reset/"
SIGNUP = "/en/accounts/signup/"
PASSKEY = "/en/accounts/signup/passkey/"
PASSWORD = {"password1": "a-long-password"}
VARYING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


def seen(path: str, field: str, email: str, **data: str) -> list[tuple]:
    """All that a browser is told: the answer, the page after it, a wrong code there."""
    client = Client()
    answer = client.post(path, {field: email, **data})
    told = [answer]
    if answer.status_code == 302:
        told += [
            client.get(answer["Location"]),
            client.post(answer["Location"], {"code": "WRONG-1"}),
            client.post(answer["Location"], {"action": "resend"}),
        ]
    return [
        (
            one.status_code,
            one.get("Location"),
            VARYING.sub("", one.content.decode().replace(email, "ADDRESS")),
        )
        for one in told
    ]


@pytest.mark.parametrize(
    ("path", "field", "data"),
    [
        (LOGIN, "login", {"password": "wrong-one"}),
        (CODE, "email", {}),
        (RESET, "email", {}),
        (SIGNUP, "email", PASSWORD),
        (PASSKEY, "email", {}),
    ],
)
def test_a_known_and_an_unknown_address_look_the_same(cast, path, field, data):
    assert seen(path, field, KNOWN, **data) == seen(path, field, UNKNOWN, **data)


@pytest.mark.parametrize(
    ("path", "subjects"),
    [
        (CODE, ("is your code", "There is no account")),
        (RESET, ("is your code", "There is no account")),
        (SIGNUP, ("You have an account", "is your code")),
    ],
)
def test_only_the_mail_tells(client, cast, path, subjects):
    for email, subject in zip((KNOWN, UNKNOWN), subjects, strict=True):
        mail.outbox.clear()
        Client().post(path, {"email": email, **PASSWORD})
        (sent,) = mail.outbox
        assert sent.to == [email]
        assert subject in sent.subject


def test_the_sixth_wrong_password_is_not_even_tried(client, cast):
    for _ in range(5):
        client.post(LOGIN, {"login": KNOWN, "password": "wrong-one"})
    right = client.post(LOGIN, {"login": KNOWN, "password": DEMO_PASSWORD})
    assert right.status_code == 422
    assert "Too many failed" in str(right.context["form"].errors)
    other = client.post(
        LOGIN, {"login": "rival@globex.example", "password": DEMO_PASSWORD}
    )
    assert other.status_code == 302


@pytest.mark.parametrize(
    ("path", "data", "limit"),
    [
        (LOGIN, {"login": "nobody", "password": ""}, 30),
        (SIGNUP, {"email": "nobody"}, 20),
        (RESET, {"email": "one@example.com"}, 5),
    ],
)
def test_beyond_the_limit_the_answer_is_429(client, db, path, data, limit):
    answers = {client.post(path, data).status_code for _ in range(limit)}
    assert 429 not in answers
    refused = client.post(path, data)
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert "Too many requests" in refused.content.decode()


def test_codes_are_sent_three_times_a_minute(client, cast):
    for _ in range(5):
        Client().post(CODE, {"email": KNOWN})
    assert len(mail.outbox) == 3


def test_a_guessed_code_counts_against_the_account(client, cast):
    """Ten codes in parallel browsers are no ten times three guesses."""
    tried = 0
    for _ in range(10):
        browser = Client()
        answer = browser.post(CODE, {"email": KNOWN})
        if answer.status_code != 302:
            continue
        for _ in range(3):
            guess = browser.post(answer["Location"], {"code": "AAAA-AAA"})
            tried += guess.status_code == 422
    assert tried <= 9


def test_while_the_mail_server_is_away_the_page_says_so(client, cast, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    answer = client.post(CODE, {"email": KNOWN})
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    client.raise_request_exception = False
    assert client.post(SIGNUP, {"email": UNKNOWN, **PASSWORD}).status_code == 503
