"""Signing in, up and out."""

import re

import pytest
from django.core import mail

from accounts.models import User
from jobboard.cast import DEMO_PASSWORD

LOGIN = "/en/accounts/login/"


def test_the_cast_signs_in_and_lands_on_the_desk(client, cast):
    answer = client.post(
        LOGIN, {"login": "OWNER@acme.example", "password": DEMO_PASSWORD}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/en/desk/")


def test_a_wrong_password_tells_nothing_about_the_account(client, cast):
    wrong = client.post(LOGIN, {"login": "owner@acme.example", "password": "wrong-one"})
    nobody = client.post(
        LOGIN, {"login": "nobody@acme.example", "password": "wrong-one"}
    )
    assert wrong.status_code == nobody.status_code == 200
    assert wrong.context["form"].errors == nobody.context["form"].errors


@pytest.mark.parametrize("language", ["en", "pt-br", "es"])
def test_a_newcomer_confirms_the_address_and_keeps_the_language(client, db, language):
    data = {"email": "New@Example.com", "password1": "a-long-password"}
    client.post(f"/{language}/accounts/signup/", data)
    user = User.objects.get(email="new@example.com")
    assert user.language == language
    link = re.search(r"https?://\S+/confirm-email/\S+/", mail.outbox[0].body)
    assert link is not None
    path = re.sub(r"^https?://[^/]+", "", link.group())
    client.post(path)
    assert user.emailaddress_set.get().verified


def test_signing_up_twice_reveals_nothing(client, cast):
    data = {"email": "owner@acme.example", "password1": "a-long-password"}
    answer = client.post("/en/accounts/signup/", data)
    fresh = client.post("/en/accounts/signup/", {**data, "email": "new@example.com"})
    assert (answer.status_code, answer["Location"]) == (
        fresh.status_code,
        fresh["Location"],
    )


def test_many_wrong_passwords_are_stopped(client, cast):
    from django.core.cache import cache

    cache.clear()
    for _ in range(12):
        answer = client.post(
            LOGIN, {"login": "owner@acme.example", "password": "wrong-one"}
        )
    assert "Too many failed" in str(answer.context["form"].errors)


@pytest.mark.django_db(transaction=True)
def test_an_address_is_kept_in_lower_case():
    from django.db import IntegrityError

    assert User.objects.create_user("Ana@Example.COM").email == "ana@example.com"
    with pytest.raises(IntegrityError, match="user_email_is_lower_case"):
        User.objects.filter(email="ana@example.com").update(email="Ana@example.com")


def test_a_superuser_can_be_made(db):
    boss = User.objects.create_superuser("boss@example.com", "a-long-password")
    assert boss.is_staff
    assert str(boss) == "boss@example.com"
    assert boss.get_short_name() == "boss@example.com"
    assert User.objects.get_by_natural_key("BOSS@example.com") == boss
