"""Invitations into a company: a link by mail, for one address, for a week."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.models.company import Company, Role
from accounts.models.user import User
from jobboard.ids import new_id

OPEN_FOR = timedelta(days=7)
OPEN = Q(accepted_at=None, revoked_at=None)


def expiry() -> datetime:
    return timezone.now() + OPEN_FOR


def digest(token: str) -> str:
    """What is stored of a token: enough to know it again, too little to use it."""
    return sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations by whether they can still be accepted."""

    def open(self, at: datetime | None = None) -> Self:
        """Neither accepted nor revoked, and not past their week."""
        return self.filter(OPEN, expires_at__gt=at or timezone.now())

    def with_token(self, token: str) -> Self:
        """The one that this link was sent for, whatever became of it."""
        return self.filter(token_hash=digest(token))


class Invitation(models.Model):
    """A place in a company for whoever proves to have the address."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=expiry)
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects: ClassVar = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "email"],
                name="invitation_open_once",
                condition=OPEN,
            ),
            models.CheckConstraint(
                name="invitation_email_is_lower_case",
                condition=Q(email=Lower(F("email"))),
            ),
            models.CheckConstraint(
                name="invitation_role_is_known", condition=Q(role__in=Role.values)
            ),
            models.CheckConstraint(
                name="invitation_ends_one_way",
                condition=Q(accepted_at=None) | Q(revoked_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}, {self.role}"

    @property
    def token(self) -> str:
        """The secret of the link.

        It is made of the id and the board's key, so that a mail that is sent twice
        carries the same link, and the database alone does not give it away.
        """
        made = salted_hmac("accounts.invitation", str(self.pk), algorithm="sha256")
        return made.hexdigest()
