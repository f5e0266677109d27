"""A CV: a private file, whose it is, and who has opened it."""

import secrets
from datetime import datetime
from typing import ClassVar, Self

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from jobboard.ids import new_id
from postings.models.application import Application
from postings.models.application_choices import CvKind
from postings.models.profile import Profile

TYPES = {
    CvKind.PDF: "application/pdf",
    CvKind.DOCX: (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ),
    CvKind.ODT: "application/vnd.oasis.opendocument.text",
}


def private_storage() -> Storage:
    """Files that no web server serves."""
    return storages["private"]


def random_name(cv: "Cv", _filename: str) -> str:
    """A name that says nothing, below a folder of two letters."""
    name = secrets.token_hex(20)
    return f"cv/{name[:2]}/{name}.{cv.kind}"


class CvQuerySet(models.QuerySet["Cv"]):
    """CVs, by whose they are."""

    def left_behind(self, at: datetime) -> Self:
        """Uploads of forms that were never sent."""
        return self.filter(application=None, profile=None, created_at__lte=at)


class Cv(models.Model):
    """One file. It belongs to an application, a profile, or a form not sent yet."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    application = models.OneToOneField(Application, models.CASCADE, null=True)
    profile = models.OneToOneField(Profile, models.CASCADE, null=True)
    file = models.FileField(storage=private_storage, upload_to=random_name)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=4, choices=CvKind)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = CvQuerySet.as_manager()

    class Meta:
        verbose_name = _("CV")
        verbose_name_plural = _("CVs")
        constraints = [
            models.CheckConstraint(
                name="cv_belongs_to_one",
                condition=Q(application=None) | Q(profile=None),
            ),
            models.CheckConstraint(
                name="cv_kind_is_known", condition=Q(kind__in=CvKind.values)
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at"],
                name="cv_left_behind",
                condition=Q(application=None, profile=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def content_type(self) -> str:
        return TYPES[CvKind(self.kind)]


class CvView(models.Model):
    """Somebody opened the CV of an application."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="cv_views"
    )
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"CV of {self.application_id} by {self.by_id}"
