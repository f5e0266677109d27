"""The rows of an employer's desk: each job, its state, and who waits for an answer."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import ngettext

from accounts.models import Membership, Role, User
from jobboard import formats
from postings.models import Application, Posting

SHOWN = 200
WRITERS = (Role.OWNER, Role.RECRUITER)


@dataclass(frozen=True)
class Row:
    """One job; `applicants` is empty where nobody could have applied yet."""

    posting: Posting
    address: str
    applicants: str
    applicants_address: str


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
        .select_related("company")
        .annotate(
            waiting_applicants=Coalesce(
                Subquery(waiting.values("number")), 0, output_field=IntegerField()
            )
        )
    )
    return [
        row(posting, may_write=posting.company_id in {None, *writes_for})
        for posting in found.order_by("-changed_at", "-pk")[:SHOWN]
    ]


def row(posting: Posting, *, may_write: bool) -> Row:
    """Those who may not write are led to the people who applied."""
    applicants, people = "", ""
    if posting.company and posting.published_at:
        number = getattr(posting, "waiting_applicants", 0)
        applicants = ngettext(
            "%(count)s applicant waits", "%(count)s applicants wait", number
        ) % {"count": formats.count(number)}
        people = reverse("applicants_list", args=[posting.company.slug, posting.pk])
    own = reverse("posting_desk", args=[posting.pk])
    return Row(posting, own if may_write else people, applicants, people)
