"""What a posting's text looks like in short, so that its like is found by an index."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from postings.models.posting import Posting


class Fingerprint(models.Model):
    """Bands of hashes: postings with nearly the same text share at least one."""

    posting = models.OneToOneField(
        Posting, models.CASCADE, primary_key=True, related_name="fingerprint"
    )
    # The posting's version when it was made; an older one is made anew.
    of_version = models.PositiveIntegerField()
    company = models.CharField(max_length=120, blank=True)
    bands = ArrayField(models.BigIntegerField())

    class Meta:
        indexes = [GinIndex("bands", name="fingerprint_bands")]

    def __str__(self) -> str:
        return f"fingerprint of {self.posting_id}"
