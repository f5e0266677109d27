"""Language levels of the Common European Framework, and their order."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Cefr(models.TextChoices):
    """A level as the Council of Europe names it; the names are the same everywhere."""

    A1 = "A1", "A1"
    A2 = "A2", "A2"
    B1 = "B1", "B1"
    B2 = "B2", "B2"
    C1 = "C1", "C1"
    C2 = "C2", "C2"


# 0 is "none of it"; a level that is not stated has no rank at all.
RANKS = {level: rank for rank, level in enumerate(Cefr.values, start=1)}
LEVELS = {rank: level for level, rank in RANKS.items()}


class PostingLanguage(models.TextChoices):
    """The languages in which the board's postings are written."""

    PT = "pt", _("Portuguese")
    ES = "es", _("Spanish")
    EN = "en", _("English")


# Languages that postings ask for, the usual ones first (ISO 639-1).
ASKED = (
    "en es pt qu gn ay fr de it ja zh ko nl sv da no fi pl ru uk tr ar he hi ca gl eu ro"
    " cs hu el"
).split()


def rank(level: str) -> int:
    """1 for A1 to 6 for C2; KeyError for anything else."""
    return RANKS[level]
