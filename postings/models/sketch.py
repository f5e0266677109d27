"""What somebody has typed into the form of a posting, and not saved."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from accounts.models import User
from postings.models.posting import Posting


class Sketch(models.Model):
    """The form as it was typed, right or wrong; its writer alone sees it.

    It is no version of the posting: it carries the one that it was written against,
    so that taking it up after a colleague has saved shows both.
    """

    person = models.ForeignKey(User, models.CASCADE, related_name="sketches")
    posting = models.ForeignKey(
        Posting, models.CASCADE, null=True, related_name="sketches"
    )
    typed = models.JSONField()
    saved_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = models.Manager["Sketch"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "posting"],
                name="sketch_once",
                nulls_distinct=False,
            )
        ]
        indexes = [models.Index(fields=["saved_at"], name="sketch_by_age")]

    def __str__(self) -> str:
        return f"{self.posting_id} {self.saved_at}"
