"""A posting: every fact that was stated, and nothing that was not.

NULL, an empty string or an empty array means "not stated". A maximum that is
NULL beside a minimum is open-ended, never 0.
"""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import HashIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.models import Company, Role, User
from jobboard.ids import encode, new_id
from jobboard.text import validate_printable
from jobboard.versions import Versioned
from postings.hours import DAY_BEGINS, DAY_ENDS, Window
from postings.languages import PostingLanguage
from postings.models.choices import ApplyVia, CloseReason, Status
from postings.models.place import Place
from postings.models.rules import RULES
from postings.models.skill import Skill
from postings.pay import Basis, Period
from postings.regions import UNSTATED
from postings.verdict import Need, Terms
from postings.vocabulary import Benefit, Contract, Employment, Level, Workplace

SLUG_LENGTH = 80
# For how long the page of a job that has ended says so, before it is gone.
REMEMBERED_FOR = timedelta(days=30)


def nowhere_stated() -> list[str]:
    """The countries of a posting that states none."""
    return [UNSTATED]


def slug_of(title: str) -> str:
    """The words of the address of a posting with this title."""
    return slugify(title)[:SLUG_LENGTH].strip("-") or "job"


class PostingQuerySet(models.QuerySet["Posting"]):
    """The vocabulary of reads."""

    def live(self, at: datetime | None = None) -> Self:
        """What the public sees at this moment: the one gate that all surfaces pass."""
        return self.filter(status=Status.LIVE, valid_through__gt=at or timezone.now())

    def once_public(self) -> Self:
        """What the public has seen at some time, whatever became of it."""
        return self.exclude(published_at=None)

    def ended(self, at: datetime) -> Self:
        """Closed, expired, or past its day and not yet noted to be."""
        past = Q(status=Status.LIVE, valid_through__lte=at)
        return self.filter(Q(status__in=(Status.CLOSED, Status.EXPIRED)) | past)

    def lately_ended(self, at: datetime) -> Self:
        """Ended so lately that its page still says what happened."""
        since = at - REMEMBERED_FOR
        return self.ended(at).filter(
            Q(status=Status.CLOSED, closed_at__gt=since)
            | ~Q(status=Status.CLOSED) & Q(valid_through__gt=since)
        )

    def written_by(self, user: User) -> Self:
        """What the user may work on: their companies', and their own shared ones."""
        writers = (Role.OWNER, Role.RECRUITER)
        return self.filter(
            Q(company__in=Company.objects.of(user, *writers))
            | Q(company=None, author=user)
        )

    def at_desk_of(self, user: User) -> Self:
        """What the user works on, and what is or was public of all their companies."""
        belongs = Q(company__in=Company.objects.of(user), published_at__isnull=False)
        written = Q(pk__in=self.model.objects.written_by(user).values("pk"))
        return self.filter(belongs | written)

    def waiting(self) -> Self:
        """What waits for a moderator, the oldest first."""
        return self.filter(status=Status.SUBMITTED).order_by("submitted_at", "pk")

    def due_to_expire(self, at: datetime) -> Self:
        """Live, and past the moment until which they are open."""
        return self.filter(status=Status.LIVE, valid_through__lte=at)

    def due_to_go_live(self, at: datetime) -> Self:
        """Scheduled for a moment that has come."""
        return self.filter(status=Status.SCHEDULED, publish_at__lte=at)

    def with_facts(self) -> Self:
        """With everything that a card or a page shows."""
        return self.select_related("company").prefetch_related(
            "language_needs", "skill_needs", "place_rows"
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
        _("description"),
        max_length=40_000,
        blank=True,
        validators=[validate_printable],
    )
    description_html = models.TextField(editable=False, blank=True)
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
    office_days = models.PositiveSmallIntegerField(
        _("days a week at the office"), null=True, blank=True
    )
    hours_from = models.TimeField(_("hours from"), null=True, blank=True)
    hours_to = models.TimeField(_("hours to"), null=True, blank=True)
    hours_zone = models.CharField(_("time zone"), max_length=40, blank=True)
    hours_overlap = models.PositiveSmallIntegerField(
        _("hours in common"), null=True, blank=True
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
    countries = ArrayField(
        models.CharField(max_length=2), default=nowhere_stated, editable=False
    )

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

    pay_is_undisclosed = models.BooleanField(_("undisclosed"), default=False)
    pay_equity = models.BooleanField(_("equity"), null=True, blank=True)
    # What follows from pay and rates: US dollars per month. It bumps no version.
    usd_min = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, editable=False
    )
    usd_max = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, editable=False
    )
    usd_day = models.DateField(null=True, editable=False)

    benefits = ArrayField(
        models.CharField(max_length=12, choices=Benefit),
        verbose_name=_("benefits"),
        default=list,
        blank=True,
    )
    sponsors_visa = models.BooleanField(_("visa"), null=True, blank=True)
    pays_relocation = models.BooleanField(_("relocation"), null=True, blank=True)
    hiring_steps = ArrayField(
        models.CharField(max_length=160),
        verbose_name=_("how the hiring goes"),
        default=list,
        blank=True,
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
    source_id = models.CharField(max_length=120, blank=True)
    first_seen_at = models.DateTimeField(null=True, editable=False)
    last_confirmed_at = models.DateTimeField(null=True, editable=False)

    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    publish_at = models.DateTimeField(_("publish on"), null=True, blank=True)
    # The end that its writers were last told of. It bumps no version.
    end_announced = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    close_reason = models.CharField(
        max_length=10, choices=CloseReason, blank=True, editable=False
    )
    # The posting of the same job in which this one ended.
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, editable=False, related_name="merged"
    )
    posted_at = models.DateField(_("first published"), null=True, blank=True)
    valid_through = models.DateTimeField(_("open until"), null=True, blank=True)

    skills = models.ManyToManyField(Skill, through="PostingSkill")
    places = models.ManyToManyField(Place, through="PostingPlace")

    objects: ClassVar = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        permissions = [("moderate_posting", "Can decide on postings")]
        constraints = RULES
        indexes = [
            models.Index(
                fields=["-published_at", "-id"],
                name="posting_newest_live",
                condition=Q(status=Status.LIVE),
            ),
            models.Index(
                fields=["published_at"],
                name="posting_published",
                condition=Q(published_at__isnull=False),
            ),
            models.Index(
                fields=["company", "-published_at", "-id"],
                include=["valid_through"],
                name="posting_live_of_company",
                condition=Q(status=Status.LIVE),
            ),
            models.Index(
                fields=["submitted_at", "id"],
                name="posting_waiting",
                condition=Q(status=Status.SUBMITTED),
            ),
            models.Index(
                fields=["valid_through"],
                name="posting_expiring",
                condition=Q(status=Status.LIVE),
            ),
            models.Index(
                fields=["publish_at"],
                name="posting_coming",
                condition=Q(status=Status.SCHEDULED),
            ),
            HashIndex(
                fields=["source_url"],
                name="posting_source",
                condition=~Q(source_url=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def public_id(self) -> str:
        """The id as people and programs see it."""
        return encode(self.pk)

    @property
    def terms(self) -> Terms:
        """What it asks of whoever takes it, for the verdict."""
        window = None
        if self.hours_zone:
            begins, ends = self.hours_from or DAY_BEGINS, self.hours_to or DAY_ENDS
            window = Window(self.hours_zone, begins, ends)
        return Terms(
            countries=frozenset(self.countries),
            needs=[
                Need(need.code, need.level)
                for need in self.language_needs.all()
                if need.is_required
            ],
            years=self.years_min,
            window=window,
            overlap=self.hours_overlap,
        )

    @property
    def slug(self) -> str:
        """The words of the address; only the id behind them decides."""
        return slug_of(self.title)
