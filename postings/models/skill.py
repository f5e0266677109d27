"""Skills: one row for each, however people write it."""

from collections.abc import Iterable
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from postings.vocabulary import known_skills, skill_slug, spelling


class SkillManager(models.Manager["Skill"]):
    """Finds skills by any spelling."""

    def named(self, names: Iterable[str]) -> "list[Skill]":
        """The skills of these names, in their order, each once; new names become rows.

        Names that hold no letter or digit are left out.
        """
        wanted = {spelling(name): name for name in names if skill_slug(name)}
        found = {
            alias: skill
            for skill in self.filter(spellings__overlap=list(wanted))
            for alias in skill.spellings
        }
        skills = [
            found.get(key) or self.introduce(name) for key, name in wanted.items()
        ]
        return list(dict.fromkeys(skills))

    def introduce(self, name: str) -> "Skill":
        """A row for a name that the vocabulary does not know."""
        skill, _created = self.get_or_create(
            slug=skill_slug(name),
            defaults={"name": " ".join(name.split()), "spellings": [spelling(name)]},
        )
        return skill

    def load_vocabulary(self) -> None:
        """Bring the starting vocabulary in, or up to date; the names of others stay."""
        rows = [
            Skill(
                slug=known.slug,
                name=known.name,
                spellings=sorted(
                    {spelling(word) for word in (known.name, *known.aliases)}
                ),
                is_listed=True,
            )
            for known in known_skills()
        ]
        self.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["slug"],
            update_fields=["name", "spellings", "is_listed"],
        )


class Skill(models.Model):
    """A technology or a practice."""

    slug = models.CharField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=60)
    spellings = ArrayField(models.CharField(max_length=60), default=list)
    is_listed = models.BooleanField(_("in the vocabulary"), default=False)

    objects: ClassVar[SkillManager] = SkillManager()

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ("name", "id")
        indexes = [GinIndex("spellings", name="skill_by_spelling")]

    def __str__(self) -> str:
        return self.name
