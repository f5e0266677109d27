"""A posting: every fact that was stated, and nothing that was not.

NULL, an empty string or an empty array means "not stated". A maximum that is
NULL beside a minimum is open-ended, never 0.
"""

from datetime import datetime
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.models import Company, Role, User
from jobboard.ids import encode, new_id
from jobboard.text import validate_printable
from jobboard.versions import Versioned
from postings import regions
from postings.languages import Cefr, PostingLanguage
from postings.models.skill import Skill
from postings.pay import Basis, Period
from postings.vocabulary import Contract, Employment, Level, Workplace

SLUG_LENGTH = 80
YEARS_AT_MOST = 50


class Status(models.TextChoices):
    """Where a posting stands; `postings.lifecycle.posting` says how it moves."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("in review")
    RETURNED = "returned", _("returned with reasons")
    LIVE = "live", _("open")
    CLOSED = "closed", _("closed")


class CloseReason(models.TextChoices):
    """Why an employer closes a posting."""

    FILLED = "filled", _("filled")
    CANCELLED = "cancelled", _("cancelled")
    OTHER = "other", _("another reason")


class Reason(models.TextChoices):
    """Why a moderator sends a posting back."""

    UNCLEAR = "unclear", _("The text does not say enough about the work")
    CONTRADICTION = "contradiction", _("The facts contradict the text")
    PAY = "pay", _("The pay is not believable")
    LINK = "link", _("The address to apply at hides where it goes")
    TWICE = "twice", _("The same job is posted twice")
    EXCLUDES = "excludes", _("It excludes people unlawfully")
    MONEY = "money", _("It asks for money or documents")


class ApplyVia(models.TextChoices):
    """How to apply."""

    URL = "url", _("on another page")
    EMAIL = "email", _("by e-mail")


class PostingQuerySet(models.QuerySet["Posting"]):
    """The vocabulary of reads."""

    def live(self, at: datetime | None = None) -> Self:
        """What the public sees at this moment: the one gate that all surfaces pass."""
        return self.filter(status=Status.LIVE, valid_through__gt=at or timezone.now())

    def written_by(self, user: User) -> Self:
        """What the user may work on: their companies', and their own shared ones."""
        writers = (Role.OWNER, Role.RECRUITER)
        return self.filter(
            Q(company__in=Company.objects.of(user, *writers))
            | Q(company=None, author=user)
        )

    def waiting(self) -> Self:
        """What waits for a moderator, the oldest first."""
        return self.filter(status=Status.SUBMITTED).order_by("submitted_at", "pk")

    def with_facts(self) -> Self:
        """With everything that a card or a page shows."""
        return self.select_related("company").prefetch_related(
            models.Prefetch("language_needs"),
            models.Prefetch(
                "skill_needs", PostingSkill.objects.select_related("skill")
            ),
        )


class Posting(Versioned):
    """One job, as its employer or its source described it."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    status = models.CharField(
        max_length=10, choices=Status.choices, default=Status.DRAFT
    )
    company = models.ForeignKey(
        Company,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="postings",
        verbose_name=_("company"),
    )
    author = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )

    title = models.CharField(
        _("title"), max_length=120, validators=[validate_printable]
    )
    language = models.CharField(_("language"), max_length=2, choices=PostingLanguage)
    description = models.TextField(
        _("description"), max_length=40_000, validators=[validate_printable]
    )
    description_html = models.TextField(editable=False)
    renderer_version = models.PositiveSmallIntegerField(editable=False, default=0)

    levels = ArrayField(
        models.CharField(max_length=10, choices=Level),
        verbose_name=_("level"),
        default=list,
        blank=True,
    )
    years_min = models.PositiveSmallIntegerField(_("years from"), null=True, blank=True)
    years_max = models.PositiveSmallIntegerField(_("years to"), null=True, blank=True)
    workplace = models.CharField(
        _("workplace"), max_length=6, choices=Workplace, blank=True
    )
    employment = ArrayField(
        models.CharField(max_length=10, choices=Employment),
        verbose_name=_("employment"),
        default=list,
        blank=True,
    )
    contracts = ArrayField(
        models.CharField(max_length=20, choices=Contract),
        verbose_name=_("contract"),
        default=list,
        blank=True,
    )

    region_includes = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("open to"),
        default=list,
        blank=True,
    )
    region_excludes = ArrayField(
        models.CharField(max_length=20),
        verbose_name=_("except"),
        default=list,
        blank=True,
    )
    region_version = models.PositiveSmallIntegerField(default=0, editable=False)
    countries = ArrayField(models.CharField(max_length=2), default=list, editable=False)

    pay_min = models.DecimalField(
        _("pay from"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    pay_max = models.DecimalField(
        _("pay to"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    pay_currency = models.CharField(_("currency"), max_length=3, blank=True)
    pay_period = models.CharField(_("paid"), max_length=5, choices=Period, blank=True)
    pay_basis = models.CharField(
        _("gross or net"), max_length=5, choices=Basis, blank=True
    )

    apply_via = models.CharField(
        _("how to apply"), max_length=5, choices=ApplyVia, blank=True
    )
    apply_url = models.URLField(_("address of the page"), max_length=1000, blank=True)
    apply_email = models.EmailField(_("e-mail for applications"), blank=True)

    source_name = models.CharField(
        _("first published on"),
        max_length=60,
        blank=True,
        validators=[validate_printable],
    )
    source_url = models.URLField(_("address there"), max_length=1000, blank=True)

    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    close_reason = models.CharField(
        max_length=10, choices=CloseReason, blank=True, editable=False
    )
    posted_at = models.DateField(_("first published"), null=True, blank=True)
    valid_through = models.DateTimeField(_("open until"), null=True, blank=True)

    skills = models.ManyToManyField(Skill, through="PostingSkill")

    objects: ClassVar = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        permissions = [("moderate_posting", "Can decide on postings")]
        constraints = [
            models.CheckConstraint(
                name="posting_status_is_known", condition=Q(status__in=Status.values)
            ),
            models.CheckConstraint(
                name="posting_has_company_or_source",
                condition=~Q(company=None) | ~Q(source_name=""),
            ),
            models.CheckConstraint(
                name="posting_years_are_a_range",
                condition=Q(years_max=None)
                | (
                    Q(years_max__gt=0, years_max__lte=YEARS_AT_MOST)
                    & (Q(years_min=None) | Q(years_max__gte=F("years_min")))
                ),
            ),
            models.CheckConstraint(
                name="posting_years_are_believable",
                condition=Q(years_min=None) | Q(years_min__lte=YEARS_AT_MOST),
            ),
            models.CheckConstraint(
                name="posting_pay_is_a_range",
                condition=(Q(pay_min=None) | Q(pay_min__gt=0))
                & (Q(pay_max=None) | Q(pay_max__gt=0))
                & (Q(pay_min=None) | Q(pay_max=None) | Q(pay_max__gte=F("pay_min"))),
            ),
            models.CheckConstraint(
                name="posting_pay_has_currency_and_period",
                condition=Q(
                    pay_min=None,
                    pay_max=None,
                    pay_currency="",
                    pay_period="",
                    pay_basis="",
                )
                | (
                    (~Q(pay_min=None) | ~Q(pay_max=None))
                    & Q(pay_currency__regex="^[A-Z]{3}$")
                    & Q(pay_period__in=Period.values)
                ),
            ),
            models.CheckConstraint(
                name="posting_levels_are_known",
                condition=Q(levels__contained_by=list(Level.values)),
            ),
            models.CheckConstraint(
                name="posting_employment_is_known",
                condition=Q(employment__contained_by=list(Employment.values)),
            ),
            models.CheckConstraint(
                name="posting_contracts_are_known",
                condition=Q(contracts__contained_by=list(Contract.values)),
            ),
            models.CheckConstraint(
                name="posting_apply_has_address",
                condition=Q(apply_via="", apply_url="", apply_email="")
                | (Q(apply_via=ApplyVia.URL, apply_email="") & ~Q(apply_url=""))
                | (Q(apply_via=ApplyVia.EMAIL, apply_url="") & ~Q(apply_email="")),
            ),
            models.CheckConstraint(
                name="posting_live_is_dated",
                condition=~Q(status=Status.LIVE)
                | (
                    Q(published_at__isnull=False, valid_through__isnull=False)
                    & ~Q(countries=[])
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-published_at", "-id"],
                name="posting_newest_live",
                condition=Q(status=Status.LIVE),
            ),
            models.Index(
                fields=["submitted_at", "id"],
                name="posting_waiting",
                condition=Q(status=Status.SUBMITTED),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def public_id(self) -> str:
        """The id as people and programs see it."""
        return encode(self.pk)

    @property
    def slug(self) -> str:
        """The words of the address; only the id behind them decides."""
        return slugify(self.title)[:SLUG_LENGTH].strip("-") or "job"

    @property
    def is_open_worldwide(self) -> bool:
        return set(self.countries) == regions.COUNTRIES


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

    class Meta:
        ordering = ("-is_required", "id")
        constraints = [models.UniqueConstraint("posting", "skill", name="skill_once")]

    def __str__(self) -> str:
        return str(self.skill)
