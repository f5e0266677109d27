"""What somebody who looks for work keeps about themselves; nobody else sees it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from jobboard.text import validate_printable
from postings.models.rules import YEARS_AT_MOST
from postings.models.skill import Skill
from postings.pay import Period
from postings.vocabulary import Level


class Profile(models.Model):
    """One person's profile. What is left empty is not told."""

    user = models.OneToOneField(User, models.CASCADE, related_name="profile")
    headline = models.CharField(
        _("headline"), max_length=120, blank=True, validators=[validate_printable]
    )
    levels = ArrayField(
        models.CharField(max_length=10, choices=Level), default=list, blank=True
    )
    years = models.PositiveSmallIntegerField(_("years"), null=True, blank=True)
    # [[ISO 639-1, CEFR level or ""]]
    languages = models.JSONField(default=list, blank=True)
    countries = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    pay_floor = models.DecimalField(
        _("pay at least"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    pay_currency = models.CharField(_("currency"), max_length=3, blank=True)
    pay_period = models.CharField(_("paid"), max_length=5, choices=Period, blank=True)
    links = ArrayField(models.URLField(max_length=500), default=list, blank=True)
    skills = models.ManyToManyField(Skill, related_name="+", blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = [
            models.CheckConstraint(
                name="profile_years_are_believable",
                condition=Q(years=None) | Q(years__lte=YEARS_AT_MOST),
            ),
            models.CheckConstraint(
                name="profile_levels_are_known",
                condition=Q(levels__contained_by=list(Level.values)),
            ),
            models.CheckConstraint(
                name="profile_pay_is_whole",
                condition=Q(pay_floor=None, pay_currency="", pay_period="")
                | Q(
                    pay_floor__gt=0,
                    pay_currency__regex="^[A-Z]{3}$",
                    pay_period__in=Period.values,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"profile of {self.user_id}"
