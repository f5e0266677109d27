"""What a hiring team writes around an application: rows that never collide."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Company, User
from jobboard.text import validate_printable
from jobboard.versions import Versioned
from postings.models.application import Application
from postings.models.application_choices import STAGES
from postings.models.application_rules import KEEP_MONTHS

TEXT_AT_MOST = 5_000


class Note(models.Model):
    """What one member of the team wants the others to know; no candidate sees it."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="notes")
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(max_length=TEXT_AT_MOST)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return f"note {self.pk}"


class Rating(models.Model):
    """What one member of the team thinks of an application: 1 to 5."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="ratings")
    by = models.ForeignKey(User, models.CASCADE, related_name="+")
    value = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("at", "id")
        constraints = [
            models.UniqueConstraint("application", "by", name="rating_once"),
            models.CheckConstraint(
                name="rating_is_of_five", condition=Q(value__gte=1, value__lte=5)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value} of 5"


class Message(models.Model):
    """A message between team and candidate; without an author it is the candidate's."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="messages"
    )
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    is_from_candidate = models.BooleanField(default=False)
    text = models.TextField(max_length=TEXT_AT_MOST)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return f"message {self.pk}"


class HiringSettings(Versioned):
    """How a company handles applications."""

    company = models.OneToOneField(Company, models.CASCADE, related_name="hiring")
    keep_months = models.PositiveSmallIntegerField(
        _("months after the job has closed"), default=KEEP_MONTHS
    )
    # The stage from which names are seen; "" is from the beginning.
    names_from = models.CharField(
        max_length=12,
        blank=True,
        choices=[(stage.value, stage.label) for stage in STAGES[1:]],
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hiring_keeps_at_most_a_year",
                condition=Q(keep_months__gte=1, keep_months__lte=KEEP_MONTHS),
            ),
            models.CheckConstraint(
                name="hiring_names_from_a_stage",
                condition=Q(names_from__in=["", *STAGES[1:]]),
            ),
        ]

    def __str__(self) -> str:
        return f"hiring at {self.company_id}"


class MessageTemplate(models.Model):
    """Words that a company writes to candidates again and again."""

    company = models.ForeignKey(
        Company, models.CASCADE, related_name="message_templates"
    )
    name = models.CharField(_("name"), max_length=60, validators=[validate_printable])
    text = models.TextField(
        _("text"), max_length=TEXT_AT_MOST, validators=[validate_printable]
    )

    class Meta:
        ordering = ("name", "id")
        constraints = [
            models.UniqueConstraint("company", "name", name="template_name_once")
        ]

    def __str__(self) -> str:
        return self.name
