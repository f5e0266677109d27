"""Two postings of one job become one, which keeps both sources and all places."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from jobboard import versions
from postings.lifecycle.facts import facts_of
from postings.lifecycle.posting import do
from postings.lifecycle.table import DEEDS
from postings.models import CloseReason, Posting, Provenance, Status
from postings.permissions import can_moderate_postings


def is_mergeable(posting: Posting, into: Posting) -> bool:
    """Whether one may end in the other: no two companies, and nothing open is lost."""
    sources = DEEDS["merge"].sources
    if posting.pk == into.pk or not {posting.status, into.status} <= set(sources):
        return False
    if posting.company_id is not None and posting.company_id != into.company_id:
        return False
    return into.status == Status.LIVE or posting.status != Status.LIVE


@transaction.atomic
def merge_postings(
    posting: Posting, *, into: Posting, by: User, version: int, into_version: int
) -> None:
    """Close the posting as the same job as `into`, which takes over what it adds.

    Its sources confirm `into` from then on; who may take it and where is what either
    says. Raises PermissionDenied, StaleVersion, and NotAllowedNow where they cannot be
    one.
    """
    if not can_moderate_postings(by):
        raise PermissionDenied
    # In one order, so that two merges never wait for each other.
    rows = Posting.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=[posting.pk, into.pk])}
    one, other = found[posting.pk], found[into.pk]
    if not is_mergeable(one, other):
        raise versions.NotAllowedNow
    added = what_is_added(one, other)
    do(
        "merge",
        one,
        by=by,
        version=version,
        data={"into": other.pk},
        closed_at=timezone.now(),
        close_reason=CloseReason.OTHER,
        merged_into=other,
    )
    do("absorb", other, by=by, version=into_version, facts=added, data={"of": one.pk})
    Provenance.objects.filter(posting=one).update(posting=other)
    confirmed = [one.last_confirmed_at, other.last_confirmed_at]
    last = max(filter(None, confirmed), default=None)
    Posting.objects.filter(pk=other.pk).update(last_confirmed_at=last)


def what_is_added(posting: Posting, into: Posting) -> dict[str, Any]:
    """Places and countries of both; countries that either does not state stay so."""
    mine, theirs = facts_of(into), facts_of(posting)
    places = list(dict.fromkeys([*mine["places"], *theirs["places"]]))
    if not (mine["region_includes"] and theirs["region_includes"]):
        return {"places": places}
    both = [*mine["region_includes"], *theirs["region_includes"]]
    kept = [one for one in mine["region_excludes"] if one not in posting.countries]
    kept += [one for one in theirs["region_excludes"] if one not in into.countries]
    return {
        "places": places,
        "region_includes": list(dict.fromkeys(both)),
        "region_excludes": list(dict.fromkeys(kept)),
    }
