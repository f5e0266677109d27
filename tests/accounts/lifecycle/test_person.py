"""A person's data is theirs: handed out whole, erased whole, kept no longer than said."""

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts import tasks
from accounts.lifecycle import person, team
from accounts.models import Membership, Role, User
from jobboard import personal_data
from jobboard.cast import DEMO_PASSWORD
from jobboard.outbox import Delivery, Event
from postings.models import Posting, Status
from tests import build
from tests.accounts.flows import prove, sign_in

DELETE = "/en/accounts/delete/"
DATA = "/en/accounts/data/"


def everything() -> str:
    """Every value of every table, as one text."""
    rows = [
        list(model._base_manager.values())
        for model in apps.get_models(include_auto_created=True)
    ]
    return str(rows)


@pytest.fixture
def recruiter(cast) -> Client:
    browser = Client()
    sign_in(browser, cast["recruiter"].email)
    return browser


def test_everything_that_is_kept_is_handed_out(recruiter, cast):
    asked = recruiter.get(DATA)
    assert asked["Location"].startswith("/en/accounts/reauthenticate/")
    prove(recruiter)
    answer = recruiter.get(DATA)
    assert "attachment" in answer["Content-Disposition"]
    kept = json.loads(answer.content)["accounts"]
    assert kept["profile"]["email"] == "recruiter@acme.example"
    assert kept["companies"][0]["company"] == "Acme Pagamentos"
    assert len(kept["sessions"]) == 1


def test_deleting_asks_for_the_password_then_erases(recruiter, cast):
    user = cast["recruiter"]
    posting = build.posting(cast, Status.DRAFT)
    build.lifecycle.edit_posting(posting, {"title": "By Rute"}, by=user, version=1)
    other = Client()
    sign_in(other, user.email)
    unsure = recruiter.post(DELETE, {})
    asked = recruiter.post(DELETE, {"sure": "on"})
    assert unsure["Location"] == asked["Location"]
    assert User.objects.filter(pk=user.pk).exists()
    done = recruiter.post(asked["Location"], {"password": DEMO_PASSWORD})
    assert (done.status_code, done["Location"]) == (302, "/en/")
    assert "A receipt is on its way" in recruiter.get("/en/").content.decode()
    assert not User.objects.filter(pk=user.pk).exists()
    for browser in (recruiter, other):
        assert browser.get("/en/desk/").status_code == 302
    assert Event.objects.get(kind="posting.edited").by is None
    assert Posting.objects.get().title == "By Rute"


def test_deleting_without_being_sure_does_nothing(recruiter, cast):
    prove(recruiter)
    answer = recruiter.post(DELETE, {})
    assert answer.status_code == 422
    assert User.objects.filter(pk=cast["recruiter"].pk).exists()


def test_nothing_of_a_deleted_person_is_left_in_any_table(recruiter, cast):
    prove(recruiter)
    recruiter.post(DELETE, {"sure": "on"})
    tasks.tell_deleted(Delivery.objects.get(reaction="accounts.tasks.tell_deleted").pk)
    left = everything()
    for word in ("recruiter@acme.example", "Rute Alvorada"):
        assert word not in left
    assert not Session.objects.exists()
    assert not UserSession.objects.exists()


def test_the_receipt_goes_out_and_the_address_is_forgotten(recruiter, cast):
    prove(recruiter)
    recruiter.post(DELETE, {"sure": "on"})
    event = Event.objects.get(kind="account.deleted")
    assert event.data["email"] == "recruiter@acme.example"
    delivery = Delivery.objects.get(event=event)
    tasks.tell_deleted(delivery.pk)
    tasks.tell_deleted(delivery.pk)
    (sent,) = mail.outbox
    assert sent.to == ["Rute Alvorada <recruiter@acme.example>"]
    assert "Places in companies: 1" in sent.body
    event.refresh_from_db()
    assert set(event.data) == {"erased"}


def test_the_only_owner_hands_over_first(cast):
    browser = Client()
    sign_in(browser, cast["owner"].email)
    prove(browser)
    page = browser.get(DELETE)
    assert "Acme Pagamentos" in page.content.decode()
    assert browser.post(DELETE, {"sure": "on"}).status_code == 409
    seat = Membership.objects.select_related("company").get(user=cast["viewer"])
    team.change_role(seat, Role.OWNER, by=cast["owner"], version=1)
    assert browser.post(DELETE, {"sure": "on"}).status_code == 302
    assert not User.objects.filter(email="owner@acme.example").exists()


def test_nobody_deletes_somebody_else(cast):
    for part in ("owner", "moderator"):
        with pytest.raises(PermissionDenied):
            person.delete_account(cast["stranger"], by=cast[part])


def test_an_app_is_asked_before_those_below_it(cast, monkeypatch):
    order = []
    monkeypatch.setattr(personal_data, "holdings", {})
    for name in ("below", "above"):
        personal_data.register(
            name,
            export=lambda user, name=name: {"name": name},
            erase=lambda user, name=name: order.append(name) or {"Rows": 2},
        )
    assert personal_data.erase_all(cast["stranger"]) == {"Rows": 4}
    assert order == ["above", "below"]
    assert personal_data.export_all(cast["stranger"])["above"] == {"name": "above"}


def test_drafts_of_jobs_found_elsewhere_go_with_whoever_wrote_them(cast):
    facts = {**build.FACTS, "source_name": "Elsewhere"}
    by = {"by": cast["stranger"], "company": None}
    draft = build.lifecycle.create_posting(facts, **by)
    sent_in = build.lifecycle.create_posting(facts, **by)
    build.lifecycle.submit_posting(sent_in, by=cast["stranger"], version=1)
    exported = personal_data.export_all(cast["stranger"])["postings"]
    assert len(exported["written"]) == 2
    receipt = person.delete_account(cast["stranger"], by=cast["stranger"])
    assert receipt["Drafts"] == 1
    assert not Posting.objects.filter(pk=draft.pk).exists()
    assert Posting.objects.get(pk=sent_in.pk).author is None


def test_the_profile_is_kept_and_its_language_spoken(recruiter, cast):
    data = {"name": "Rute A.", "language": "es"}
    answer = recruiter.post("/en/accounts/", data)
    assert answer["Location"] == "/es/accounts/"
    assert answer.cookies["django_language"].value == "es"
    user = User.objects.get(pk=cast["recruiter"].pk)
    assert (user.name, user.language) == ("Rute A.", "es")
    wrong = recruiter.post("/en/accounts/", {"name": "a\x07b", "language": "xx"})
    assert wrong.status_code == 422
    assert set(wrong.context["form"].errors) == {"name", "language"}


def test_passkeys_and_addresses_are_erased_with_the_rest(cast):
    user = cast["stranger"]
    Authenticator.objects.create(user=user, type="totp", data={})
    receipt = person.delete_account(user, by=user)
    assert receipt["Passkeys and second steps"] == 1
    assert receipt["E-mail addresses"] == 1
    assert not EmailAddress.objects.filter(email=user.email).exists()
