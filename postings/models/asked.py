"""Facts that readers would like a company to state."""

from django.db import models
from django.utils import timezone

from postings.models.posting import Posting


class AskedFact(models.Model):
    """One fact of one posting that somebody asked for; nothing tells who it was.

    It is answered by stating the fact, and is then passed over wherever it was shown.
    """

    posting = models.ForeignKey(
        Posting, models.CASCADE, related_name="asked_facts", db_index=False
    )
    # As the sheet of facts names it.
    fact = models.CharField(max_length=20)
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["posting", "fact"], name="fact_asked_once")
        ]

    def __str__(self) -> str:
        return f"{self.fact} of {self.posting_id}"
