"""Every deed on a company itself: founded, edited, given up.

A deed asks who may do it, changes the row only where it still holds, and
records one event in the same transaction. Every deed raises PermissionDenied,
StaleVersion or NotAllowedNow, and then has changed nothing.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import chain, count
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import RESERVED_SLUGS, Company, Membership, Role, User
from accounts.permissions import Person, can_manage_company
from jobboard import markdown, outbox, versions
from jobboard.outbox import Event

# What an owner may set; what follows from it is never handed in.
COLUMNS = frozenset({"name", "website", "description"})
FOUNDED_A_DAY = 5
SLUG_LENGTH = 50
Facts = Mapping[str, Any]


class TooMany(Exception):
    """A limit is reached; the same may be done another day."""


@transaction.atomic
def create_company(facts: Facts, *, by: User) -> Company:
    """A new company, of which whoever makes it is the owner.

    facts: `name`, and whatever else of COLUMNS is known. Raises TooMany where the
    person has founded five within a day.
    """
    founder = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if not founder.is_active:
        raise PermissionDenied
    a_day_ago = timezone.now() - timedelta(days=1)
    founded = Event.objects.filter(kind="company.created", by=by, at__gt=a_day_ago)
    if founded.count() >= FOUNDED_A_DAY:
        raise TooMany
    company = insert(columns_of(facts))
    Membership.objects.create(company=company, user=founder, role=Role.OWNER)
    outbox.record("company.created", company, by=by)
    return company


@transaction.atomic
def edit_company(company: Company, facts: Facts, *, by: Person, version: int) -> None:
    """Replace the facts that are handed over; its address stays as it is."""
    if not can_manage_company(by, company):
        raise PermissionDenied
    versions.change(company, version=version, holds={}, **columns_of(facts))
    note("company.edited", company, by=by, data={"fields": sorted(facts)})


@transaction.atomic
def delete_company(company: Company, *, by: Person, version: int) -> None:
    """Remove a company that nothing stands on; NotAllowedNow where it has jobs."""
    if not can_manage_company(by, company):
        raise PermissionDenied
    versions.change(company, version=version, holds={})
    note("company.deleted", company, by=by)
    try:
        with transaction.atomic():
            company.delete()
    except ProtectedError as error:
        raise versions.NotAllowedNow from error


def note(
    kind: str, company: Company, *, by: Person | None, data: Facts | None = None
) -> Event:
    """The event of a deed on this company."""
    doer = by if isinstance(by, User) else None
    return outbox.record(kind, company, by=doer, data=data)


def columns_of(facts: Facts) -> dict[str, Any]:
    """The columns to write for these facts, with those that follow from them.

    Raises KeyError where a fact is none.
    """
    if unknown := facts.keys() - COLUMNS:
        raise KeyError(*sorted(unknown))
    columns = dict(facts)
    if "description" in columns:
        columns["description_html"] = markdown.to_html(columns["description"])
        columns["renderer_version"] = markdown.RENDERER_VERSION
    return columns


def insert(columns: dict[str, Any]) -> Company:
    """The row, under the first address of its name that is free."""
    for slug in free_slugs(columns["name"]):
        try:
            with transaction.atomic():
                return Company.objects.create(slug=slug, **columns)
        except IntegrityError:
            # Somebody else took the address in the same moment; the next one, then.
            continue
    raise AssertionError("there is always another number")


def free_slugs(name: str) -> Iterator[str]:
    """Addresses for this name that nobody has: acme, acme-2, acme-3 and so on."""
    base = slugify(name)[:SLUG_LENGTH].strip("-") or "company"
    companies = Company.objects.filter(slug__startswith=base)
    taken = RESERVED_SLUGS.union(companies.values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in count(2))
    return (slug for slug in chain([base], numbered) if slug not in taken)


def last_edit(company: Company) -> Event | None:
    """The event of the newest edit of the company's settings."""
    events = Event.objects.filter(subject="company", subject_id=company.pk)
    edits = events.filter(kind="company.edited").select_related("by")
    return edits.order_by("-at", "-subject_version").first()
