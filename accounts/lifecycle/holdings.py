"""What the accounts keep about a person, to be handed out and to be erased."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from accounts.models import Invitation, User


def export(user: User) -> dict[str, Any]:
    """The account with all that belongs to it; of secrets only that they are there."""
    return {
        "profile": {
            "email": user.email,
            "name": user.name,
            "language": user.language,
            "since": user.date_joined.isoformat(),
        },
        "addresses": [
            {"email": row.email, "verified": row.verified}
            for row in EmailAddress.objects.filter(user=user).order_by("pk")
        ],
        "companies": [
            {
                "company": row.company.name,
                "role": row.role,
                "since": row.created_at.isoformat(),
            }
            for row in user.memberships.select_related("company").order_by("pk")
        ],
        "tokens": [
            {
                "name": row.name,
                "scopes": row.scopes,
                "company": row.company.name if row.company else None,
                "since": row.created_at.isoformat(),
                "last_used": row.last_used_at.isoformat() if row.last_used_at else None,
            }
            for row in user.tokens.select_related("company").order_by("pk")
        ],
        "second_factors": [
            {"type": row.type, "since": row.created_at.isoformat()}
            for row in Authenticator.objects.filter(user=user).order_by("pk")
        ],
        "sessions": [
            {
                "address": row.ip,
                "browser": row.user_agent,
                "since": row.created_at.isoformat(),
                "last_seen": row.last_seen_at.isoformat(),
            }
            for row in UserSession.objects.filter(user=user).order_by("pk")
        ],
    }


def erase(user: User) -> dict[str, int]:
    """End every session, and remove addresses, factors, places and invitations."""
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    addresses = EmailAddress.objects.filter(user=user)
    emails = [*addresses.values_list("email", flat=True), user.email]
    return {
        gettext_noop("Sessions"): len(sessions),
        gettext_noop("Invitations"): gone(Invitation.objects.filter(email__in=emails)),
        gettext_noop("E-mail addresses"): gone(addresses),
        gettext_noop("Passkeys and second steps"): gone(
            Authenticator.objects.filter(user=user)
        ),
        gettext_noop("Tokens"): gone(user.tokens.all()),
        gettext_noop("Places in companies"): gone(user.memberships.all()),
    }


def gone(rows: QuerySet[Any]) -> int:
    """Delete the rows; how many there were."""
    return rows.delete()[0]
