"""Domains that companies have proven, or are about to prove, to be theirs."""

from datetime import datetime
from typing import ClassVar, Self

from django.core import signing
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.models.company import Company
from jobboard.ids import new_id

LINK = "accounts.domain"
LINK_SECONDS = 7 * 86_400
CODE_LENGTH = 32


class Proof(models.TextChoices):
    """How a company shows that a domain is its own."""

    DNS = "dns", _("a TXT record")
    FILE = "file", _("a file on its website")
    MAIL = "mail", _("an e-mail to an address there")


class Problem(models.TextChoices):
    """Why a check has not verified a domain."""

    MISSING = "missing", _("We looked, and have not found it yet.")
    TAKEN = "taken", _("Another company has this domain.")


class DomainQuerySet(models.QuerySet["Domain"]):
    """Domains by where they stand."""

    def verified(self) -> Self:
        return self.exclude(verified_at=None)

    def due(self, now: datetime) -> Self:
        """Those to be looked at now, whoever asked for it."""
        return self.filter(check_due_at__lte=now).order_by("check_due_at")

    def of_link(self, token: str) -> Self:
        """The one that this link was sent for, unless its week has passed."""
        try:
            pk = signing.loads(token, salt=LINK, max_age=LINK_SECONDS)
        except signing.BadSignature:
            return self.none()
        return self.filter(pk=pk)


class Domain(models.Model):
    """A name that a company says is its own; verified once it has shown so."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, models.CASCADE, related_name="domains")
    name = models.CharField(_("domain"), max_length=253)
    proof = models.CharField(max_length=4, choices=Proof, blank=True)
    verified_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=7, choices=Problem, blank=True)
    # When it is looked at next, when it was last, and how often in vain since.
    check_due_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    misses = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = DomainQuerySet.as_manager()

    class Meta:
        verbose_name = _("domain")
        verbose_name_plural = _("domains")
        ordering = ("name", "id")
        constraints = [
            models.UniqueConstraint("company", "name", name="domain_claimed_once"),
            models.UniqueConstraint(
                fields=["name"],
                name="domain_has_one_company",
                condition=Q(verified_at__isnull=False),
            ),
            models.CheckConstraint(
                name="domain_is_lower_case", condition=Q(name=Lower(F("name")))
            ),
            models.CheckConstraint(
                name="domain_verified_says_how",
                condition=Q(verified_at=None, proof="")
                | Q(verified_at__isnull=False, proof__in=Proof.values),
            ),
        ]
        indexes = [
            models.Index(
                fields=["check_due_at"],
                name="domain_due",
                condition=Q(check_due_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def code(self) -> str:
        """What the record or the file has to say; no secret, and nobody else's."""
        made = salted_hmac("accounts.domain", str(self.pk), algorithm="sha256")
        return f"jobboard-verification={made.hexdigest()[:CODE_LENGTH]}"

    @property
    def is_looked_for(self) -> bool:
        """Whether somebody has asked, and the answer is to come within seconds."""
        is_open = self.verified_at is None and not self.problem
        return is_open and self.check_due_at is not None

    def link(self) -> str:
        """The secret of the link that is mailed to an address at the domain."""
        return signing.dumps(self.pk, salt=LINK)
