"""Who may not publish here any more."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Company, User
from jobboard.ids import new_id
from jobboard.versions import Versioned
from postings.models.choices import Reason


class BanQuerySet(models.QuerySet["Ban"]):
    """Bans, by whether they hold and whom they are about."""

    def holding(self) -> "BanQuerySet":
        return self.filter(lifted_at=None)

    def of(self, company: Company | None, *people: User | None) -> "BanQuerySet":
        """Those that hold for this company or for one of these people."""
        persons = [person.pk for person in people if person is not None]
        about = Q(person__in=persons)
        if company is not None:
            about |= Q(company=company)
        return self.holding().filter(about)


class Ban(Versioned):
    """A company and the person who wrote for it may not publish, until it is lifted."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(
        Company, models.SET_NULL, null=True, related_name="bans"
    )
    person = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    reasons = ArrayField(
        models.CharField(max_length=20, choices=Reason), default=list, blank=True
    )
    words = models.TextField(blank=True)
    imposed_at = models.DateTimeField(default=timezone.now)
    lifted_at = models.DateTimeField(null=True)

    objects: ClassVar = BanQuerySet.as_manager()

    class Meta:
        verbose_name = _("ban")
        verbose_name_plural = _("bans")
        constraints = [
            models.UniqueConstraint(
                fields=["company"],
                name="ban_holds_once",
                condition=Q(lifted_at=None),
            ),
        ]
        indexes = [
            models.Index(
                fields=["person"], name="ban_of_person", condition=Q(lifted_at=None)
            )
        ]

    def __str__(self) -> str:
        return str(self.company or self.person)
