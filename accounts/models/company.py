"""Companies, and who works for them on this board."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User
from jobboard.ids import new_id
from jobboard.text import validate_printable
from jobboard.versions import Versioned

# What stands beside companies at /desk/ and /companies/, and so is no company's name.
RESERVED_SLUGS = frozenset(
    "admin api companies company desk edit jobs me new settings team templates".split()
)


class Role(models.TextChoices):
    """What a member may do (docs/decisions: roles)."""

    OWNER = "owner", _("owner")
    RECRUITER = "recruiter", _("recruiter")
    VIEWER = "viewer", _("viewer")


class CompanyQuerySet(models.QuerySet["Company"]):
    """Companies, by who may do what with them."""

    def of(self, user: User, *roles: Role) -> "CompanyQuerySet":
        """Those in which the user has one of the roles; without roles, any."""
        roles = roles or tuple(Role)
        return self.filter(memberships__user=user, memberships__role__in=roles)


class Company(Versioned):
    """An employer."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120, validators=[validate_printable])
    website = models.URLField(_("website"), blank=True)
    description = models.TextField(
        _("description"), max_length=10_000, blank=True, validators=[validate_printable]
    )
    description_html = models.TextField(editable=False, blank=True)
    renderer_version = models.PositiveSmallIntegerField(editable=False, default=0)
    members = models.ManyToManyField(
        User, through="Membership", related_name="companies"
    )
    created_at = models.DateTimeField(_("here since"), default=timezone.now)

    objects: ClassVar = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Who works where."""

    def owners(self) -> "MembershipQuerySet":
        return self.filter(role=Role.OWNER)

    def in_order(self) -> "MembershipQuerySet":
        """Whoever has been there longest first."""
        return self.select_related("user").order_by("created_at", "pk")


class Membership(Versioned):
    """One person's role in one company."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint("company", "user", name="membership_once"),
            models.CheckConstraint(
                name="membership_role_is_known",
                condition=models.Q(role__in=Role.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.role}"
