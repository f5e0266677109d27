"""Owners decide who is on the team, and a company is never without an owner."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import tasks
from accounts.lifecycle import team
from accounts.lifecycle.company import TooMany
from accounts.models import Company, Invitation, Membership, Role, User
from jobboard.cast import CAST
from jobboard.outbox import Delivery, Event
from jobboard.versions import NotAllowedNow, StaleVersion

OWNERS_ALONE = ["invite", "revoke", "role", "remove"]


@pytest.fixture
def acme(cast) -> Company:
    return Company.objects.get(slug="acme")


def place(user: User) -> Membership:
    return Membership.objects.select_related("company").get(user=user)


def invite(cast, acme, part="stranger", role=Role.RECRUITER) -> Invitation:
    return team.invite_member(acme, email=cast[part].email, role=role, by=cast["owner"])


@pytest.mark.parametrize("part", CAST)
@pytest.mark.parametrize("name", OWNERS_ALONE)
def test_the_table_of_roles(cast, acme, name, part):
    invitation = invite(cast, acme, "candidate")
    viewer = place(cast["viewer"])
    by = {"by": cast[part]}
    deeds = {
        "invite": lambda: team.invite_member(
            acme, email="a@example.com", role=Role.VIEWER, **by
        ),
        "revoke": lambda: team.revoke_invitation(invitation, **by),
        "role": lambda: team.change_role(viewer, Role.RECRUITER, version=1, **by),
        "remove": lambda: team.remove_member(viewer, version=1, **by),
    }
    events = Event.objects.count()
    if part == "owner":
        deeds[name]()
        assert Event.objects.count() == events + 1
        return
    with pytest.raises(PermissionDenied):
        deeds[name]()
    assert Event.objects.count() == events
    assert place(cast["viewer"]).role == Role.VIEWER


@pytest.mark.parametrize("part", CAST)
def test_only_whoever_has_the_place_gives_it_up(cast, acme, part):
    seat = place(cast["viewer"])
    if part == "viewer":
        team.leave_company(seat, by=cast[part], version=1)
        assert not Membership.objects.filter(user=cast["viewer"]).exists()
    else:
        with pytest.raises(PermissionDenied):
            team.leave_company(seat, by=cast[part], version=1)


def test_an_inactive_owner_decides_nothing(cast, acme):
    cast["owner"].is_active = False
    with pytest.raises(PermissionDenied):
        invite(cast, acme)


@pytest.mark.parametrize("deed", ["leave", "remove", "demote"])
def test_the_last_owner_stays(cast, acme, deed):
    seat, by = place(cast["owner"]), {"by": cast["owner"], "version": 1}
    deeds = {
        "leave": lambda: team.leave_company(seat, **by),
        "remove": lambda: team.remove_member(seat, **by),
        "demote": lambda: team.change_role(seat, Role.VIEWER, **by),
    }
    with pytest.raises(team.LastOwner):
        deeds[deed]()
    assert place(cast["owner"]).role == Role.OWNER
    team.change_role(place(cast["recruiter"]), Role.OWNER, by=cast["owner"], version=1)
    deeds[deed]()


def test_a_role_changes_where_the_version_still_holds(cast, acme):
    seat, stale = place(cast["viewer"]), place(cast["viewer"])
    team.change_role(seat, Role.RECRUITER, by=cast["owner"], version=1)
    assert Event.objects.latest("at").data == {
        "member": cast["viewer"].pk,
        "role": "recruiter",
        "before": "viewer",
    }
    with pytest.raises(StaleVersion):
        team.change_role(stale, Role.OWNER, by=cast["owner"], version=1)
    with pytest.raises(StaleVersion):
        team.remove_member(stale, by=cast["owner"], version=1)
    team.remove_member(seat, by=cast["owner"], version=2)
    with pytest.raises(NotAllowedNow):
        team.change_role(stale, Role.OWNER, by=cast["owner"], version=2)


def test_an_invitation_is_accepted_by_its_address_alone(cast, acme):
    invitation = invite(cast, acme)
    for part in set(CAST) - {"stranger"}:
        with pytest.raises(PermissionDenied):
            team.accept_invitation(invitation, by=cast[part])
    made = team.accept_invitation(invitation, by=cast["stranger"])
    assert (made.company, made.role) == (acme, Role.RECRUITER)
    assert team.accept_invitation(invitation, by=cast["stranger"]) == made
    assert Event.objects.filter(kind="company.member_joined").count() == 1


def test_an_address_that_is_not_proven_opens_nothing(cast, acme):
    invitation = invite(cast, acme)
    EmailAddress.objects.filter(user=cast["stranger"]).update(verified=False)
    with pytest.raises(PermissionDenied):
        team.accept_invitation(invitation, by=cast["stranger"])


def test_what_has_ended_is_not_accepted(cast, acme, time_machine):
    revoked = invite(cast, acme)
    team.revoke_invitation(revoked, by=cast["owner"])
    with pytest.raises(NotAllowedNow):
        team.accept_invitation(revoked, by=cast["stranger"])
    with pytest.raises(NotAllowedNow):
        team.revoke_invitation(revoked, by=cast["owner"])
    expired = invite(cast, acme)
    time_machine.move_to(timezone.now() + timedelta(days=7, seconds=1))
    with pytest.raises(NotAllowedNow):
        team.accept_invitation(expired, by=cast["stranger"])


def test_whoever_was_removed_does_not_come_back_by_the_old_link(cast, acme):
    invitation = invite(cast, acme)
    made = team.accept_invitation(invitation, by=cast["stranger"])
    team.remove_member(made, by=cast["owner"], version=1)
    with pytest.raises(NotAllowedNow):
        team.accept_invitation(invitation, by=cast["stranger"])


def test_inviting_again_ends_the_older_link(cast, acme):
    first, second = invite(cast, acme), invite(cast, acme, role=Role.VIEWER)
    assert acme.invitations.open().get() == second
    assert first.token != second.token
    with pytest.raises(NotAllowedNow):
        team.accept_invitation(first, by=cast["stranger"])
    assert team.accept_invitation(second, by=cast["stranger"]).role == Role.VIEWER


def test_nobody_is_asked_in_twice(cast, acme):
    with pytest.raises(team.AlreadyHere):
        team.invite_member(
            acme, email=" Viewer@ACME.example", role=Role.OWNER, by=cast["owner"]
        )


def test_fifty_invitations_a_day_are_enough(cast, acme, monkeypatch):
    monkeypatch.setattr(team, "INVITED_A_DAY", 3)
    for _ in range(3):
        invite(cast, acme)
    with pytest.raises(TooMany):
        invite(cast, acme)


def test_the_database_keeps_no_token(cast, acme):
    invitation = invite(cast, acme)
    stored = Invitation.objects.values().get()
    assert invitation.token not in str(stored)
    assert Invitation.objects.with_token(invitation.token).get() == invitation
    assert not Invitation.objects.with_token(stored["token_hash"]).exists()


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("invitation_open_once", {"revoked_at": None}),
        ("invitation_email_is_lower_case", {"email": "A@example.com"}),
        ("invitation_role_is_known", {"role": "boss"}),
        ("invitation_ends_one_way", {"accepted_at": timezone.now()}),
    ],
)
def test_the_rules_of_a_row_hold_in_the_database(cast, acme, name, values):
    first = invite(cast, acme)
    invite(cast, acme)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Invitation.objects.filter(pk=first.pk).update(**values)


@pytest.mark.parametrize("language", ["en", "pt-br", "es"])
def test_an_invitation_goes_out_by_mail_with_its_link(cast, acme, language):
    User.objects.filter(pk=cast["stranger"].pk).update(language=language)
    invitation = invite(cast, acme)
    delivery = Delivery.objects.get()
    tasks.tell_invited(delivery.pk)
    tasks.tell_invited(delivery.pk)
    (sent,) = mail.outbox
    path = f"https://board.example/{language}/invitations/{invitation.token}/"
    for text in (sent.body, sent.alternatives[0].content):
        assert path in text
        assert "Acme Pagamentos" in text
    assert sent.to == ["stranger@example.com"]


def test_an_invitation_that_was_taken_back_is_not_sent(cast, acme):
    team.revoke_invitation(invite(cast, acme), by=cast["owner"])
    tasks.tell_invited(Delivery.objects.get().pk)
    assert mail.outbox == []


def test_whoever_is_removed_is_told(cast, acme):
    team.remove_member(place(cast["viewer"]), by=cast["owner"], version=1)
    tasks.tell_removed(Delivery.objects.get().pk)
    (sent,) = mail.outbox
    assert sent.subject == "You no longer work for Acme Pagamentos at Jobboard"
    assert sent.to == ["Vito Salas <viewer@acme.example>"]
