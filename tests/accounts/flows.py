"""Steps that tests of accounts share."""

import re
from typing import Any

from django.core.mail import EmailMessage
from django.test import Client

from jobboard.cast import DEMO_PASSWORD

NEW = {"email": "New@Example.com", "password1": "a-long-password"}


def sign_up(client: Client, *, language: str = "en", **data: str) -> Any:
    return client.post(f"/{language}/accounts/signup/", {**NEW, **data})


def sign_in(client: Client, email: str, *, then: str = "") -> Any:
    data = {"login": email, "password": DEMO_PASSWORD, "next": then}
    return client.post("/en/accounts/login/", data)


def prove(client: Client) -> None:
    """Type the password once more; what follows within minutes is believed."""
    data = {"password": DEMO_PASSWORD}
    assert client.post("/en/accounts/reauthenticate/", data).status_code == 302


def code_in(message: EmailMessage) -> str:
    """The code that the message carries, alone on its first line."""
    code = message.body.partition("\n")[0]
    assert re.fullmatch(r"[A-Z0-9-]{6,12}", code), message.body
    return code
