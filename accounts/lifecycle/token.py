"""Every deed on a token: made and revoked. Both leave an event, neither the secret."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import ApiToken, Company, Scope, User
from accounts.models.token import ENDING_LENGTH, digest_of, new_secret
from accounts.permissions import can_manage_token, can_see_company
from jobboard import outbox
from jobboard.versions import NotAllowedNow


@transaction.atomic
def create_token(
    *,
    by: User,
    name: str,
    scopes: Collection[Scope],
    company: Company | None = None,
    expires_at: datetime | None = None,
) -> tuple[ApiToken, str]:
    """A new token and its secret, which is not stored and cannot be shown again.

    company: limits it to one company, which the person has to work for.
    """
    if not by.is_active or (company is not None and not can_see_company(by, company)):
        raise PermissionDenied
    secret = new_secret()
    token = ApiToken.objects.create(
        user=by,
        company=company,
        name=name,
        scopes=sorted(set(scopes)),
        digest=digest_of(secret),
        ending=secret[-ENDING_LENGTH:],
        expires_at=expires_at,
    )
    data = {"scopes": token.scopes, "company": company.slug if company else None}
    outbox.record("token.created", token, by=by, data=data)
    return token, secret


@transaction.atomic
def revoke_token(token: ApiToken, *, by: User) -> None:
    """End it at once; NotAllowedNow where it has been ended before."""
    if not can_manage_token(by, token):
        raise PermissionDenied
    rows = ApiToken.objects.filter(pk=token.pk, revoked_at=None)
    if not rows.update(revoked_at=timezone.now()):
        raise NotAllowedNow
    outbox.record("token.revoked", token, by=by)
