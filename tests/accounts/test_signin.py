"""Signing in, up and out, with a password and with codes from the mail."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from accounts.models import User
from jobboard.cast import DEMO_PASSWORD
from tests.accounts.flows import NEW, code_in, sign_in, sign_up

LOGIN = "/en/accounts/login/"
CONFIRM = "/en/accounts/confirm-email/"


@pytest.mark.parametrize(
    ("part", "place"),
    [("owner", "/en/desk/"), ("viewer", "/en/desk/"), ("candidate", "/en/")],
)
def test_signing_in_leads_where_the_work_is(client, cast, part, place):
    answer = sign_in(client, cast[part].email.upper())
    assert (answer.status_code, answer["Location"]) == (302, place)


def test_signing_in_leads_back_to_where_somebody_was(client, cast):
    answer = sign_in(client, "owner@acme.example", then="/en/desk/jobs/new/")
    assert answer["Location"] == "/en/desk/jobs/new/"


def test_nobody_is_led_to_another_site(client, cast):
    answer = sign_in(client, "owner@acme.example", then="https://evil.example/")
    assert answer["Location"] == "/en/desk/"


def test_a_wrong_password_tells_nothing_about_the_account(client, cast):
    answers = [
        client.post(LOGIN, {"login": email, "password": "wrong-one"})
        for email in ("owner@acme.example", "nobody@acme.example")
    ]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert answers[0].context["form"].errors == answers[1].context["form"].errors


@pytest.mark.parametrize("language", ["en", "pt-br", "es"])
def test_a_newcomer_enters_the_code_and_keeps_the_language(client, db, language):
    answer = sign_up(client, language=language)
    assert answer["Location"] == f"/{language}/accounts/confirm-email/"
    user = User.objects.get(email="new@example.com")
    assert user.language == language
    assert client.get(answer["Location"]).status_code == 200
    code = code_in(mail.outbox[0])
    done = client.post(answer["Location"], {"code": code})
    assert (done.status_code, done["Location"]) == (302, f"/{language}/")
    assert user.emailaddress_set.get().verified
    assert client.get(f"/{language}/accounts/").status_code == 200


def test_a_newcomer_who_came_to_post_a_job_goes_on_there(client, db):
    data = {**NEW, "next": "/en/desk/jobs/new/"}
    answer = client.post("/en/accounts/signup/", data)
    done = client.post(answer["Location"], {"code": code_in(mail.outbox[0])})
    assert done["Location"] == "/en/desk/jobs/new/"


def test_a_wrong_code_is_told_and_the_third_ends_it(client, db):
    sign_up(client)
    for _ in range(2):
        wrong = client.post(CONFIRM, {"code": "WRONG-ONE"})
        assert wrong.status_code == 422
        assert wrong.context["form"].errors
    assert client.post(CONFIRM, {"code": "WRONG-ONE"}).status_code == 302
    code = code_in(mail.outbox[0])
    assert client.post(CONFIRM, {"code": code})["Location"] == LOGIN
    assert not EmailAddress.objects.get(email="new@example.com").verified


def test_a_newcomer_may_begin_again_with_the_right_address(client, db):
    confirm = sign_up(client)["Location"]
    page = client.get(confirm).content.decode()
    assert "Use another address" in page
    again = client.post("/en/accounts/logout/", {"next": "/en/accounts/signup/"})
    assert client.get(again["Location"]).status_code == 200
    sign_up(client, email="right@example.com")
    client.post(confirm, {"code": code_in(mail.outbox[1])})
    assert User.objects.get(email="right@example.com").emailaddress_set.get().verified


def test_a_code_signs_in(client, cast):
    asked = client.post("/en/accounts/login/code/", {"email": "owner@acme.example"})
    confirm = asked["Location"]
    assert client.get(confirm).status_code == 200
    done = client.post(confirm, {"code": code_in(mail.outbox[0])})
    assert (done.status_code, done["Location"]) == (302, "/en/desk/")


def test_a_new_password_is_chosen_with_a_code(client, cast):
    asked = client.post("/en/accounts/password/reset/", {"email": "owner@acme.example"})
    assert client.get(asked["Location"]).status_code == 200
    went_on = client.post(asked["Location"], {"code": code_in(mail.outbox[0])})
    form = client.get(went_on["Location"])
    assert form.status_code == 200
    weak = client.post(went_on["Location"], {"password1": "a", "password2": "a"})
    assert weak.status_code == 422
    new = {"password1": "a-quite-new-one", "password2": "a-quite-new-one"}
    done = client.post(went_on["Location"], new)
    assert done["Location"] == "/en/desk/"
    assert User.objects.get(email="owner@acme.example").check_password(
        "a-quite-new-one"
    )
    assert mail.outbox[1].subject == "A change to your account at Jobboard"


def test_signing_out_asks_and_then_ends_the_session(client, cast):
    sign_in(client, "owner@acme.example")
    assert client.get("/en/accounts/logout/").status_code == 200
    assert client.post("/en/accounts/logout/").status_code == 302
    assert client.get("/en/desk/").status_code == 302


def test_an_account_that_is_closed_stays_out(client, cast):
    User.objects.filter(pk=cast["owner"].pk).update(is_active=False)
    wrong = sign_in(client, "owner@acme.example")
    assert wrong.status_code in {302, 422}
    assert client.get("/en/desk/").status_code == 302


@pytest.mark.parametrize(
    ("headers", "cookie", "place"),
    [
        ({}, "", "/en/accounts/login/"),
        ({"Accept-Language": "es-CO,es;q=0.9"}, "", "/es/accounts/login/"),
        ({"Accept-Language": "es"}, "pt-br", "/pt-br/accounts/login/"),
    ],
)
def test_an_address_without_language_follows_cookie_then_header(
    client, db, headers, cookie, place
):
    if cookie:
        client.cookies["django_language"] = cookie
    answer = client.get("/accounts/login/", headers=headers)
    assert (answer.status_code, answer["Location"]) == (302, place)
    assert {"Accept-Language", "Cookie"} <= set(answer["Vary"].split(", "))


@pytest.mark.django_db(transaction=True)
def test_an_address_is_kept_in_lower_case():
    from django.db import IntegrityError

    assert User.objects.create_user("Ana@Example.COM").email == "ana@example.com"
    with pytest.raises(IntegrityError, match="user_email_is_lower_case"):
        User.objects.filter(email="ana@example.com").update(email="Ana@example.com")


def test_a_superuser_can_be_made(db):
    boss = User.objects.create_superuser("boss@example.com", DEMO_PASSWORD)
    assert boss.is_staff
    assert str(boss) == "boss@example.com"
    assert boss.get_short_name() == "boss@example.com"
    assert User.objects.get_by_natural_key("BOSS@example.com") == boss


@pytest.mark.parametrize("page", ["login", "signup", "password/reset", "login/code"])
@pytest.mark.parametrize(("language", "words"), [("pt-br", "E-mail"), ("es", "Correo")])
def test_an_address_is_called_what_it_is_called_everywhere(
    client, page, language, words
):
    """allauth's own translations have other words for it."""
    text = client.get(f"/{language}/accounts/{page}/").content.decode()
    assert re.findall(r"<label[^>]*>([^<]*)", text)[0].strip() == words
