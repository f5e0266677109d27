"""Facts that a company keeps to begin its next postings with."""

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Company
from jobboard.ids import new_id
from jobboard.text import validate_printable


class PostingTemplate(models.Model):
    """A company's own beginning of a posting, under a name."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey(Company, models.CASCADE, related_name="templates")
    name = models.CharField(_("name"), max_length=80, validators=[validate_printable])
    facts = models.JSONField(encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = models.Manager["PostingTemplate"]()

    class Meta:
        verbose_name = _("template")
        verbose_name_plural = _("templates")
        ordering = ("name", "id")
        constraints = [
            models.UniqueConstraint("company", "name", name="template_named_once"),
            models.CheckConstraint(
                name="template_has_a_name", condition=~models.Q(name="")
            ),
        ]

    def __str__(self) -> str:
        return self.name
