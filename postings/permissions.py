"""Small questions about a person and a posting."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q
from django.utils import timezone

from accounts.models import Company, Role, User
from accounts.permissions import Person, can_write_postings, has_address, has_role
from jobboard.outbox import Event
from postings.models import (
    STAGES,
    Alert,
    Application,
    Ban,
    HiringSettings,
    Posting,
    Status,
)


@dataclass(frozen=True)
class LinkHolder:
    """Whoever opened the tracking link of this application: its candidate."""

    application_id: int


@dataclass(frozen=True)
class AlertHolder:
    """Whoever opened the link of this alert, which only its own mails carry."""

    alert_id: int


# Nobody: the board itself, when a moment has come.
Doer = Person | LinkHolder | None

APPROVALS_FOR_TRUST = 5
STRIKE_LASTS = timedelta(days=90)


def can_edit_posting(doer: Doer, posting: Posting) -> bool:
    """Those who write for its company; of a shared posting, whoever shared it."""
    if not isinstance(doer, User):
        return False
    if posting.company is None:
        return doer.is_active and posting.author_id == doer.pk
    return can_write_postings(doer, posting.company)


def can_see_applications(doer: Doer, posting: Posting) -> bool:
    """Everybody of the company sees the pipeline; viewers without contact or CV."""
    return works_at(doer, posting.company, *Role)


def can_work_with_applications(doer: Doer, posting: Posting) -> bool:
    """Owners and recruiters decide, and see CVs, contact data and notes."""
    return works_at(doer, posting.company, Role.OWNER, Role.RECRUITER)


def can_set_hiring(doer: Doer, company: Company) -> bool:
    """Owners say for how long applications are kept, and from when names are seen."""
    return works_at(doer, company, Role.OWNER)


def can_import(doer: Doer, company: Company | None) -> bool:
    """Owners say from where else their company's jobs come."""
    return works_at(doer, company, Role.OWNER)


def team_of(posting: Posting) -> list[User]:
    """Who works with the applications of this posting."""
    people = User.objects.filter(
        memberships__company=posting.company_id,
        memberships__role__in=(Role.OWNER, Role.RECRUITER),
        is_active=True,
    )
    return list(people.order_by("name", "pk"))


def works_at(doer: Doer, company: Company | None, *roles: Role) -> bool:
    """Whether somebody who is signed in has one of the roles there."""
    person = doer if isinstance(doer, User) else None
    return company is not None and has_role(person, company, *roles)


def is_candidate(doer: Doer, application: Application) -> bool:
    """Whoever holds its link, or sent it while signed in."""
    if isinstance(doer, LinkHolder):
        return doer.application_id == application.pk
    return isinstance(doer, User) and doer.pk == application.candidate_id


def is_name_hidden(application: Application, hiring: HiringSettings | None) -> bool:
    """Whether the company wants to decide without the name still.

    Then name, address, links and CV are hidden from everybody at the company.
    """
    if hiring is None or not hiring.names_from:
        return False
    order = list(STAGES)
    return order.index(application.reached) < order.index(hiring.names_from)  # type: ignore[arg-type]


def can_open_cv(doer: Doer, application: Application) -> bool:
    """Whoever works with applications, once the name may be seen."""
    company = application.posting.company_id
    hiring = HiringSettings.objects.filter(company=company).first()
    may = can_work_with_applications(doer, application.posting)
    return may and not is_name_hidden(application, hiring)


def can_moderate_postings(doer: Doer) -> bool:
    """Whether the person decides on other people's postings."""
    return (
        isinstance(doer, User)
        and doer.is_staff
        and doer.has_perm("postings.moderate_posting")
    )


def can_submit_posting(doer: Doer, posting: Posting) -> bool:
    """Whoever writes it, unless they or its company are banned."""
    if not can_edit_posting(doer, posting):
        return False
    person = doer if isinstance(doer, User) else None
    return not Ban.objects.of(posting.company, person).exists()


def can_publish_posting(doer: Doer, posting: Posting) -> bool:
    """Moderators, where neither its company nor its author is banned."""
    if not can_moderate_postings(doer):
        return False
    return not Ban.objects.of(posting.company, posting.author).exists()


@dataclass(frozen=True)
class Standing:
    """What a company has earned here, counted from events that nobody edits."""

    approvals: int = 0
    returns: int = 0
    rejections: int = 0
    freezes: int = 0
    strikes: int = 0
    last_strike_at: datetime | None = None

    @property
    def is_trusted(self) -> bool:
        return self.approvals >= APPROVALS_FOR_TRUST and not self.strikes

    @property
    def approvals_needed(self) -> int:
        return max(APPROVALS_FOR_TRUST - self.approvals, 0)

    @property
    def strike_ends_at(self) -> datetime | None:
        last = self.last_strike_at
        return last + STRIKE_LASTS if last is not None else None


def standing_of(company: Company | None, *, at: datetime | None = None) -> Standing:
    """A company's record. A strike is a rejection within 90 days that still stands."""
    if company is None:
        return Standing()
    kinds = {"approvals": "approved", "returns": "returned"}
    kinds |= {"rejections": "rejected", "freezes": "frozen"}
    counts = {name: counted(f"posting.{past}") for name, past in kinds.items()}
    rejected = company.postings.filter(status=Status.REJECTED).values("pk")
    strikes = Q(
        kind="posting.rejected",
        subject_id__in=rejected,
        at__gte=(at or timezone.now()) - STRIKE_LASTS,
    )
    events = Event.objects.filter(
        subject="posting", subject_id__in=company.postings.values("pk")
    )
    found = events.aggregate(
        **counts,
        strikes=Count("pk", filter=strikes),
        last_strike_at=Max("at", filter=strikes),
    )
    return Standing(**found)


def counted(kind: str) -> Count:
    return Count("pk", filter=Q(kind=kind))


def is_trusted(company: Company | None, *, at: datetime | None = None) -> bool:
    """Five approvals, and no posting rejected within 90 days that still is.

    What a trusted company submits or edits is published at once.
    """
    return standing_of(company, at=at).is_trusted


def can_manage_alert(doer: Person | AlertHolder | None, alert: Alert) -> bool:
    """Whoever holds its link, whose it is, and whose address it writes to."""
    if isinstance(doer, AlertHolder):
        return doer.alert_id == alert.pk
    if not isinstance(doer, User) or not doer.is_active:
        return False
    if alert.user_id is not None:
        return alert.user_id == doer.pk
    return has_address(doer, alert.email)
