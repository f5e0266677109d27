"""What is known of each day's dump of the open postings."""

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Dump(models.Model):
    """One file: all postings that were open at one moment, and where the log was then."""

    day = models.DateField(unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    count = models.PositiveIntegerField()
    epoch = models.CharField(max_length=12)
    position = models.BigIntegerField()

    objects: ClassVar = models.Manager["Dump"]()

    class Meta:
        ordering = ("-day",)

    def __str__(self) -> str:
        return self.name
