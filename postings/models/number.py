"""How often a posting was seen and opened on a day; nothing of who did."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from postings.models.posting import Posting


class Step(models.TextChoices):
    """How far a reader has come."""

    SEEN = "seen", _("Seen in a list")
    OPENED = "opened", _("Opened")


class Origin(models.TextChoices):
    """Where a reader came from, in classes too large to tell of anybody."""

    HERE = "here", _("from this board")
    SEARCH = "search", _("from a search engine")
    SOCIAL = "social", _("from a social network or a chat")
    MAIL = "mail", _("from an e-mail")
    CAMPAIGN = "campaign", _("from a link with a tag")
    OTHER = "other", _("from another site")
    DIRECT = "direct", _("no site named")


class Number(models.Model):
    """One figure of one day; what is flushed is added to it."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="numbers")
    day = models.DateField()
    step = models.CharField(max_length=6, choices=Step)
    origin = models.CharField(max_length=8, choices=Origin)
    count = models.PositiveIntegerField()

    objects: ClassVar = models.Manager["Number"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "posting", "day", "step", "origin", name="number_once"
            ),
            models.CheckConstraint(
                name="number_step_is_known",
                condition=models.Q(step__in=Step.values),
            ),
            models.CheckConstraint(
                name="number_origin_is_known",
                condition=models.Q(origin__in=Origin.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.day}: {self.count}"


class FlushedBatch(models.Model):
    """A batch of counts that has been added: it is never added again."""

    name = models.CharField(max_length=32, primary_key=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
