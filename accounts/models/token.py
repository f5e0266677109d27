"""Tokens with which programs act for people."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.company import Company, Role
from accounts.models.user import User
from jobboard.ids import new_id

# Scanners for leaked secrets know a token by this.
PREFIX = "jb_"
SECRET_BYTES = 32
ENDING_LENGTH = 4
# A use is noted at most this often: reading must not become writing.
NOTED_EVERY = timedelta(minutes=5)


class Scope(models.TextChoices):
    """What a token is for; never more than what the person behind it may do."""

    POSTINGS_READ = "postings:read", _("read the company's jobs")
    POSTINGS_WRITE = "postings:write", _("write, submit and close jobs")
    APPLICATIONS_READ = "applications:read", _("read applications")
    APPLICATIONS_WRITE = "applications:write", _("decide on applications")
    ALERTS_WRITE = "alerts:write", _("manage my job alerts and saved jobs")
    WEBHOOKS_WRITE = "webhooks:write", _("manage webhooks")
    ACCOUNT_WRITE = "account:write", _("take away or delete all that is mine")


def new_secret() -> str:
    """A fresh token: the prefix and 256 random bits."""
    return PREFIX + secrets.token_urlsafe(SECRET_BYTES)


def digest_of(secret: str) -> str:
    """What is stored of a token. It is random, so one round is enough."""
    return sha256(secret.encode()).hexdigest()


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Tokens, by what they are good for and who may manage them."""

    def good(self, at: datetime | None = None) -> "ApiTokenQuerySet":
        """Neither revoked nor expired, of people who are active."""
        ending = Q(expires_at=None) | Q(expires_at__gt=at or timezone.now())
        return self.filter(ending, revoked_at=None, user__is_active=True)

    def presented(self, secret: str) -> "ApiToken | None":
        """The good token with this secret."""
        rows = self.good().select_related("user", "company")
        return rows.filter(digest=digest_of(secret)).first()

    def managed_by(self, user: User) -> "ApiTokenQuerySet":
        """A person's own, and those for companies that they own."""
        owned = Company.objects.of(user, Role.OWNER)
        return self.filter(Q(user=user) | Q(company__in=owned))


class ApiToken(models.Model):
    """One token. It acts as its user, with the role that the user has at the time.

    company: the one company that it is good for; None where it is good for all of
    its user's.
    """

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    company = models.ForeignKey(
        Company, models.CASCADE, null=True, blank=True, related_name="tokens"
    )
    name = models.CharField(_("name"), max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    ending = models.CharField(max_length=ENDING_LENGTH)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope))
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects: ClassVar = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        constraints = [
            models.CheckConstraint(
                name="token_scopes_are_known",
                condition=Q(scopes__contained_by=list(Scope.values)) & ~Q(scopes=[]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {PREFIX}…{self.ending}"

    @property
    def is_good(self) -> bool:
        """Whether it still opens anything."""
        expired = self.expires_at is not None and self.expires_at <= timezone.now()
        return self.revoked_at is None and not expired

    @property
    def scope_labels(self) -> list[str]:
        """What it is for, in the reader's language."""
        return [str(Scope(scope).label) for scope in self.scopes]

    def note_use(self) -> None:
        """Remember that it is in use, coarsely."""
        now = timezone.now()
        if self.last_used_at is None or self.last_used_at < now - NOTED_EVERY:
            ApiToken.objects.filter(pk=self.pk).update(last_used_at=now)
