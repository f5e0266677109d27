"""Every deed on who works for a company.

Each of them first locks the company's row, so that those who decide about one
team at the same moment take turns, and reads the team only then. A company is
never without an owner.

Every deed raises PermissionDenied, StaleVersion or NotAllowedNow, and then has
changed nothing.
"""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.lifecycle.company import TooMany, note
from accounts.models import Company, Invitation, Membership, Role, User
from accounts.models.invitation import OPEN, digest
from accounts.permissions import (
    Person,
    can_leave_company,
    can_manage_company,
    has_address,
)
from jobboard import versions
from jobboard.outbox import Event
from jobboard.versions import NotAllowedNow

INVITED_A_DAY = 50


class LastOwner(NotAllowedNow):
    """Nobody else owns the company; somebody has to, first."""


class AlreadyHere(NotAllowedNow):
    """Whoever has this address works for the company already."""


@transaction.atomic
def invite_member(
    company: Company, *, email: str, role: Role, by: Person
) -> Invitation:
    """Ask somebody into the company, by mail. An older invitation of theirs ends.

    Raises TooMany after fifty invitations within a day.
    """
    lock(company)
    if not can_manage_company(by, company):
        raise PermissionDenied
    email = email.strip().lower()
    if company.memberships.filter(user__email=email).exists():
        raise AlreadyHere
    check_limit(company)
    now = timezone.now()
    company.invitations.filter(OPEN, email=email).update(revoked_at=now)
    inviter = by if isinstance(by, User) else None
    invitation = Invitation(company=company, email=email, role=role, by=inviter)
    invitation.token_hash = digest(invitation.token)
    invitation.save(force_insert=True)
    data = {"invitation": invitation.pk, "role": role.value}
    note("company.member_invited", company, by=by, data=data)
    return invitation


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: Person) -> None:
    """Take an invitation back; its link then leads nowhere."""
    company = lock(invitation.company)
    if not can_manage_company(by, company):
        raise PermissionDenied
    rows = Invitation.objects.filter(OPEN, pk=invitation.pk)
    if not rows.update(revoked_at=timezone.now()):
        raise NotAllowedNow
    data = {"invitation": invitation.pk}
    note("company.invitation_revoked", company, by=by, data=data)


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: User) -> Membership:
    """Join; only whoever has proven to have the address may. Twice is once.

    Somebody who works there already keeps their role.
    """
    company = lock(invitation.company)
    if not has_address(by, invitation.email):
        raise PermissionDenied
    now = timezone.now()
    if (
        not Invitation.objects.open(now)
        .filter(pk=invitation.pk)
        .update(accepted_at=now)
    ):
        return joined_before(invitation, by)
    membership, is_new = Membership.objects.get_or_create(
        company=company, user=by, defaults={"role": invitation.role}
    )
    if is_new:
        note_member("company.member_joined", membership, by=by)
    return membership


def joined_before(invitation: Invitation, user: User) -> Membership:
    """The place that this invitation has led to; NotAllowedNow where there is none."""
    accepted = Invitation.objects.filter(pk=invitation.pk).exclude(accepted_at=None)
    places = Membership.objects.filter(company=invitation.company, user=user)
    membership: Membership | None = places.first() if accepted.exists() else None
    if membership is None:
        raise NotAllowedNow
    return membership


@transaction.atomic
def change_role(
    membership: Membership, role: Role, *, by: Person, version: int
) -> None:
    """Give a member another role; the last owner stays one."""
    lock(membership.company)
    if not can_manage_company(by, membership.company):
        raise PermissionDenied
    if role != Role.OWNER:
        keep_an_owner(membership)
    before = membership.role
    move(membership, version=version, role=role)
    note_member("company.role_changed", membership, by=by, before=before)


@transaction.atomic
def remove_member(membership: Membership, *, by: Person, version: int) -> None:
    """Take somebody off the team; the last owner stays."""
    lock(membership.company)
    if not can_manage_company(by, membership.company):
        raise PermissionDenied
    end(membership, "company.member_removed", by=by, version=version)


@transaction.atomic
def leave_company(membership: Membership, *, by: Person, version: int) -> None:
    """Give up one's own place; the last owner cannot."""
    lock(membership.company)
    if not can_leave_company(by, membership):
        raise PermissionDenied
    end(membership, "company.member_left", by=by, version=version)


def lock(company: Company) -> Company:
    """Wait for whoever changes this team now; NotAllowedNow where it is gone."""
    rows = Company.objects.select_for_update(no_key=True)
    locked: Company | None = rows.filter(pk=company.pk).first()
    if locked is None:
        raise NotAllowedNow
    return locked


def keep_an_owner(membership: Membership) -> None:
    """Raise LastOwner where the company would be left without one."""
    owners = Membership.objects.owners().filter(company=membership.company_id)
    if not owners.exclude(pk=membership.pk).exists():
        raise LastOwner


def move(membership: Membership, *, version: int, **values: Any) -> None:
    try:
        versions.change(membership, version=version, holds={}, **values)
    except Membership.DoesNotExist as error:
        raise NotAllowedNow from error


def end(membership: Membership, kind: str, *, by: Person, version: int) -> None:
    keep_an_owner(membership)
    move(membership, version=version)
    note_member(kind, membership, by=by)
    membership.delete()


def note_member(
    kind: str, membership: Membership, *, by: Person, before: str = ""
) -> Event:
    """The event of a deed on one member; it names them by id, never by address."""
    data = {"member": membership.user_id, "role": str(membership.role)}
    if before:
        data["before"] = str(before)
    return note(kind, membership.company, by=by, data=data)


def check_limit(company: Company) -> None:
    """Raise TooMany where the company has invited enough for one day."""
    a_day_ago = timezone.now() - timedelta(days=1)
    sent = Event.objects.filter(
        subject="company",
        subject_id=company.pk,
        kind="company.member_invited",
        at__gt=a_day_ago,
    )
    if sent.count() >= INVITED_A_DAY:
        raise TooMany
