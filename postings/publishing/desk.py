"""The rows of an employer's desk: each job, its state, and who waits for an answer."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from accounts.models import Membership, Role, User
from jobboard import formats
from postings.insights.numbers import Funnel, funnels
from postings.models import Application, Posting
from postings.publishing.questions import waited_for

SHOWN = 200
WRITERS = (Role.OWNER, Role.RECRUITER)


@dataclass(frozen=True)
class Row:
    """One job; `applicants` is empty where nobody could have applied yet."""

    posting: Posting
    address: str
    applicants: str
    applicants_address: str
    numbers: str
    numbers_address: str
    asked: str


def rows(user: User, places: Iterable[Membership]) -> list[Row]:
    """All that the person may look after, what changed last first.

    places: the person's memberships, which say for whom they write.
    """
    writes_for = {place.company_id for place in places if place.role in WRITERS}
    waiting = (
        Application.objects.of_team()
        .in_play()
        .filter(posting=OuterRef("pk"))
        .order_by()
        .values("posting")
        .annotate(number=Count("pk"))
    )
    found = (
        Posting.objects.at_desk_of(user)
        .with_facts()
        .prefetch_related("asked_facts")
        .annotate(
            waiting_applicants=Coalesce(
                Subquery(waiting.values("number")), 0, output_field=IntegerField()
            )
        )
    )
    shown = list(found.order_by("-changed_at", "-pk")[:SHOWN])
    counted = funnels(shown)
    return [
        row(
            posting,
            counted.get(posting.pk),
            may_write=posting.company_id in {None, *writes_for},
        )
        for posting in shown
    ]


def row(posting: Posting, funnel: Funnel | None, *, may_write: bool) -> Row:
    """Those who may not write are led to the people who applied."""
    applicants, people = "", ""
    if posting.company and posting.published_at:
        number = getattr(posting, "waiting_applicants", 0)
        applicants = ngettext(
            "%(count)s applicant waits", "%(count)s applicants wait", number
        ) % {"count": formats.count(number)}
        people = reverse("applicants_list", args=[posting.company.slug, posting.pk])
    own = reverse("posting_desk", args=[posting.pk])
    return Row(
        posting,
        address=own if may_write else people,
        applicants=applicants,
        applicants_address=people,
        numbers=in_words(funnel) if funnel else "",
        numbers_address=reverse("posting_numbers", args=[posting.pk]),
        asked=", ".join(waited_for(posting, posting.asked_facts.all())),
    )


def in_words(funnel: Funnel) -> str:
    """Seen, opened, applied: one short line."""
    return _("%(seen)s seen, %(opened)s opened, %(applied)s applied") % {
        "seen": formats.count(funnel.seen),
        "opened": formats.count(funnel.opened),
        "applied": formats.count(funnel.applied + funnel.departed),
    }
