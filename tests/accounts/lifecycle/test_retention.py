"""What nobody needs any more is forgotten by the hour."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.utils import timezone

from accounts import tasks
from accounts.lifecycle import person, team
from accounts.models import Company, Invitation, Role, User
from jobboard.outbox import Delivery, Event
from tests.accounts.flows import sign_in, sign_up
from tests.accounts.lifecycle.test_person import everything


def test_an_address_that_was_never_proven_goes_after_a_week(client, cast):
    sign_up(client)
    assert tasks.forget_old()["accounts"] == 0
    week = timezone.now() - timedelta(days=7, minutes=1)
    User.objects.update(date_joined=week)
    assert tasks.forget_old()["accounts"] == 1
    assert "new@example.com" not in everything()
    assert User.objects.count() == 7


def test_invitations_go_after_their_week(cast):
    acme = Company.objects.get(slug="acme")
    by = {"role": Role.VIEWER, "by": cast["owner"]}
    team.invite_member(acme, email="new@example.com", **by)
    assert tasks.forget_old()["invitations"] == 0
    Invitation.objects.update(expires_at=timezone.now())
    assert tasks.forget_old()["invitations"] == 1


def test_sessions_go_when_they_have_ended(client, cast):
    sign_in(client, cast["recruiter"].email)
    assert tasks.forget_old()["sessions"] == 0
    old = timezone.now() - timedelta(days=15)
    Session.objects.update(expire_date=old)
    UserSession.objects.update(last_seen_at=old)
    assert tasks.forget_old()["sessions"] == 1
    assert not Session.objects.exists()


def test_a_receipt_that_cannot_be_sent_keeps_no_address(cast):
    person.delete_account(cast["stranger"], by=cast["stranger"])
    assert tasks.forget_old()["receipts"] == 0
    Event.objects.update(at=timezone.now() - timedelta(days=8))
    assert tasks.forget_old()["receipts"] == 1
    assert "stranger@example.com" not in everything()
    tasks.tell_deleted(Delivery.objects.get().pk)
    assert mail.outbox == []
