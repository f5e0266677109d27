"""A company's claim to a job that was imported without it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Company, User
from jobboard.ids import encode, new_id
from jobboard.text import validate_printable
from jobboard.versions import Versioned
from postings.models.posting import Posting

CLAIM_WORDS_AT_MOST = 1000


class ClaimOutcome(models.TextChoices):
    """How a claim ended."""

    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")
    MOOT = "moot", _("settled otherwise")


class Claim(Versioned):
    """Held from `asked_at` until `decided_at`."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    posting = models.ForeignKey(Posting, models.CASCADE, related_name="claims")
    company = models.ForeignKey(Company, models.CASCADE, related_name="claims")
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    words = models.TextField(
        max_length=CLAIM_WORDS_AT_MOST, blank=True, validators=[validate_printable]
    )
    # The site to which a proven address of the claimer belongs; "" where none does.
    proof = models.CharField(max_length=255, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, choices=ClaimOutcome, blank=True)

    objects: ClassVar = models.Manager["Claim"]()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [
            models.UniqueConstraint(
                fields=["posting", "company"],
                name="claim_open_once",
                condition=Q(outcome=""),
            ),
            models.UniqueConstraint(
                fields=["posting"],
                name="claim_granted_once",
                condition=Q(outcome=ClaimOutcome.GRANTED),
            ),
            models.CheckConstraint(
                name="claim_decided_says_how",
                condition=Q(outcome="", decided_at=None)
                | Q(outcome__in=ClaimOutcome.values, decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company} claims {self.posting}"

    @property
    def public_id(self) -> str:
        return encode(self.pk)
