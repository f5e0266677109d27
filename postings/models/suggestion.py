"""What the search box completes: words, skills, companies and places in use."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import connection, models, transaction

from jobboard import formats

COLUMNS = ("kind", "key", "words", "value", "weight")
LONGEST = 60


class Kind(models.TextChoices):
    """What a completion is."""

    SKILL = "skill"
    COMPANY = "company"
    PLACE = "place"
    WORD = "word"


class SuggestionManager(models.Manager["Suggestion"]):
    """Replaces all of them at once."""

    @transaction.atomic
    def replace(self, rows: Iterable["Suggestion"]) -> int:
        """Put these in the place of those that are there; how many there are now.

        Of several with one kind and key the last counts.
        """
        kept = {(row.kind, row.key): row for row in rows if row.key}
        self.all().delete()
        with (
            connection.cursor() as cursor,
            cursor.copy(
                f"COPY {self.model._meta.db_table} ({', '.join(COLUMNS)}) FROM STDIN"  # noqa: SLF001
            ) as copy,
        ):
            for row in kept.values():
                copy.write_row([getattr(row, name) for name in COLUMNS])
        return len(kept)


class Suggestion(models.Model):
    """One completion; the key is what typed letters are compared with."""

    kind = models.CharField(max_length=7, choices=Kind)
    key = models.CharField(max_length=LONGEST)
    words = models.CharField(max_length=LONGEST)
    value = models.CharField(max_length=LONGEST, blank=True)
    weight = models.PositiveIntegerField()

    objects: ClassVar[SuggestionManager] = SuggestionManager()

    class Meta:
        constraints = [models.UniqueConstraint("kind", "key", name="suggestion_once")]
        indexes = [
            models.Index(
                fields=["key"],
                name="suggestion_by_prefix",
                opclasses=["varchar_pattern_ops"],
            )
        ]

    def __str__(self) -> str:
        return self.words

    @classmethod
    def of(cls, kind: Kind, words: str, value: str, weight: int) -> "Suggestion":
        """A completion with its key."""
        words = " ".join(words.split())[:LONGEST]
        key = formats.sort_key(words)[:LONGEST]
        return cls(kind=kind, key=key, words=words, value=value, weight=weight)
