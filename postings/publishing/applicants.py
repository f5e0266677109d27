"""An application as one member of the team may see it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Avg, Count, Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from postings.models import (
    STAGES,
    Application,
    ApplicationStatus,
    HiringSettings,
    Posting,
    Rating,
)
from postings.permissions import is_name_hidden

SHOWN = 50


@dataclass(frozen=True)
class Card:
    """One application in the pipeline."""

    application: Application
    name: str
    is_hidden: bool
    is_late: bool
    rating: str
    here: list[str] = field(default_factory=list)

    @property
    def next_stage(self) -> ApplicationStatus | None:
        """Where it usually goes from here."""
        if not self.application.is_in_play:
            return None
        place = [stage.value for stage in STAGES].index(self.application.status)
        return STAGES[place + 1] if place + 1 < len(STAGES) else None

    @property
    def other_stages(self) -> list[ApplicationStatus]:
        standing = (self.application.status, self.next_stage)
        return [stage for stage in STAGES if stage not in standing]


@dataclass(frozen=True)
class Column:
    """One stage: what it is called, how many there are, and the first of them."""

    status: ApplicationStatus
    count: int
    cards: list[Card]

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


def shown_name(application: Application, hiring: HiringSettings | None) -> str:
    """The name, or a code where the company wants to decide without it."""
    if is_name_hidden(application, hiring):
        return _("Candidate %(code)s") % {"code": application.code}
    return application.name


def cards(
    applications: Collection[Application],
    *,
    hiring: HiringSettings | None,
    here: Mapping[str, list[str]],
    at: datetime | None = None,
) -> list[Card]:
    """Cards for rows of `with_ratings`. here: who reads which, by public id."""
    now = at or timezone.now()
    return [
        Card(
            application=row,
            name=shown_name(row, hiring),
            is_hidden=is_name_hidden(row, hiring),
            is_late=is_late(row, now),
            rating=rating_words(row),
            here=here.get(row.public_id, []),
        )
        for row in applications
    ]


def is_late(application: Application, now: datetime) -> bool:
    """Whether the promised answer is due and has not been given."""
    due = application.answer_due_at
    waits = application.is_in_play and application.answered_at is None
    return bool(waits and due and due < now)


def with_ratings(posting: Posting, user: User) -> "Iterator[Application]":
    """The posting's applications, the longest wait first, with what is thought of them."""
    mine = Rating.objects.filter(application=OuterRef("pk"), by=user)
    rows = posting.applications.of_team().select_related("assignee")
    return rows.annotate(  # type: ignore[no-any-return]
        rating_count=Count("ratings"),
        rating_mean=Avg("ratings__value"),
        rated_by_me=Exists(mine),
    ).order_by("submitted_at", "pk")


def rating_words(row: Application) -> str:
    """The mean once one's own is given; before that only how many have rated."""
    count = getattr(row, "rating_count", 0)
    if not count:
        return _("not rated")
    if not getattr(row, "rated_by_me", False):
        return _("rated by %(count)d") % {"count": count}
    mean = getattr(row, "rating_mean", 0)
    return _("%(mean).1f of 5, by %(count)d") % {"mean": mean, "count": count}


def columns(
    rows: Collection[Application],
    *,
    hiring: HiringSettings | None,
    here: Mapping[str, list[str]],
) -> list[Column]:
    """The four stages, each with the first of its applications."""
    by_stage: dict[str, list[Application]] = {}
    for row in rows:
        by_stage.setdefault(row.status, []).append(row)
    return [
        Column(
            stage,
            len(by_stage.get(stage, [])),
            cards(by_stage.get(stage, [])[:SHOWN], hiring=hiring, here=here),
        )
        for stage in STAGES
    ]


def table(
    rows: Collection[Application], hiring: HiringSettings | None
) -> Iterator[list[object]]:
    """The rows of an export; what is hidden on the pages is empty here."""
    yield [
        _("Name"),
        _("E-mail"),
        _("Stage"),
        _("Received"),
        _("Looked after by"),
        _("Tags"),
        _("Rating"),
        _("Links"),
        _("Cover note"),
        _("Answers"),
    ]
    for row in rows:
        hidden = is_name_hidden(row, hiring)
        answers = [f"{one['prompt']} {one['value']}" for one in row.answers_given]
        yield [
            shown_name(row, hiring),
            "" if hidden else row.email,
            str(ApplicationStatus(row.status).label),
            row.submitted_at.date().isoformat() if row.submitted_at else "",
            str(row.assignee) if row.assignee else "",
            ", ".join(row.tags),
            rating_words(row),
            "" if hidden else "\n".join(row.links),
            row.note,
            "\n".join(answers),
        ]
