"""What a posting asks for, and where: the rows that hang on it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from postings.languages import Cefr
from postings.models.place import Place
from postings.models.posting import Posting
from postings.models.skill import Skill


class SkillRows(models.Manager["PostingSkill"]):
    """Rows that come with their skill, in the same query."""

    def get_queryset(self) -> "models.QuerySet[PostingSkill]":
        return super().get_queryset().select_related("skill")


class PlaceRows(models.Manager["PostingPlace"]):
    """Rows that come with their place, in the same query."""

    def get_queryset(self) -> "models.QuerySet[PostingPlace]":
        return super().get_queryset().select_related("place")


class PostingLanguageNeed(models.Model):
    """A human language that the job asks for; an empty level is not stated."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="language_needs")
    code = models.CharField(max_length=2)
    level = models.CharField(max_length=2, choices=Cefr, blank=True)
    is_required = models.BooleanField(default=True)

    class Meta:
        ordering = ("-is_required", "id")
        constraints = [
            models.UniqueConstraint("posting", "code", name="language_once"),
            models.CheckConstraint(
                name="language_level_is_known",
                condition=Q(level="") | Q(level__in=Cefr.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.level}".strip()


class PostingSkill(models.Model):
    """A skill that the job asks for, or would like."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="skill_needs")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+")
    is_required = models.BooleanField(default=True)

    objects: ClassVar[SkillRows] = SkillRows()

    class Meta:
        ordering = ("-is_required", "id")
        constraints = [models.UniqueConstraint("posting", "skill", name="skill_once")]

    def __str__(self) -> str:
        return str(self.skill)


class PostingPlace(models.Model):
    """A place where the work is done."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="place_rows")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")

    objects: ClassVar[PlaceRows] = PlaceRows()

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint("posting", "place", name="place_once")]

    def __str__(self) -> str:
        return str(self.place)
