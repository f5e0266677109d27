"""Every deed on a company's domains: claimed, proven, lost, given up.

A verified domain belongs to one company; the database says so, whoever races whom.
What a check has found is settled here, and looked for in `publishing/domains.py`.

Every deed raises PermissionDenied or NotAllowedNow, and then has changed nothing.
"""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.lifecycle.company import TooMany, note
from accounts.lifecycle.team import lock
from accounts.models import Company, Domain, Problem, Proof
from accounts.permissions import Person, can_manage_company
from jobboard.outbox import Event
from jobboard.versions import NotAllowedNow

CLAIMED_AT_MOST = 10
MAILED_A_DAY = 5
# Addresses that no provider gives to its customers, so whoever reads them runs the
# domain: those that certificates are issued for (CA/Browser Forum, 3.2.2.4.4).
MAILBOXES = ("admin", "administrator", "hostmaster", "postmaster", "webmaster")
NAME = re.compile(
    r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])"
)
# A new record takes its time to be seen; a proof that has gone may come back.
LOOK_AGAIN = timedelta(minutes=15)
LOOK_FOR = timedelta(days=2)
CHECK_EVERY = timedelta(days=1)
MISSES_AT_MOST = 3
MAIL_HOLDS = timedelta(days=365)


def name_in(typed: str) -> str:
    """The domain in what somebody typed, an address too; ValueError where none is."""
    typed = typed.strip().lower()
    try:
        host = urlsplit(typed if "//" in typed else f"//{typed}").hostname or ""
        name = host.rstrip(".").removeprefix("www.").encode("idna").decode()
    except ValueError as error:
        raise ValueError(f"no domain: {typed}") from error
    if not NAME.fullmatch(name):
        raise ValueError(f"no domain: {typed}")
    return name


@transaction.atomic
def claim_domain(company: Company, name: str, *, by: Person) -> Domain:
    """Say that a domain is the company's; nothing is proven by it. Twice is once.

    name: as `name_in` gives it. Raises TooMany where the company claims ten.
    """
    owned(company, by)
    if company.domains.exclude(name=name).count() >= CLAIMED_AT_MOST:
        raise TooMany
    domain, is_new = Domain.objects.get_or_create(company=company, name=name)
    if is_new:
        record("claimed", domain, by=by)
    return domain


@transaction.atomic
def ask_for_check(domain: Domain, *, by: Person) -> None:
    """Have it looked for within seconds."""
    owned(domain.company, by)
    rows = Domain.objects.filter(pk=domain.pk, verified_at=None)
    if not rows.update(check_due_at=timezone.now(), problem=""):
        raise NotAllowedNow


@transaction.atomic
def mail_domain(domain: Domain, mailbox: str, *, by: Person) -> None:
    """Send a link that proves the domain to one of its MAILBOXES.

    Raises TooMany after five such mails of the company within a day, ValueError for
    any other mailbox.
    """
    if mailbox not in MAILBOXES:
        raise ValueError(mailbox)
    owned(domain.company, by)
    if domain.verified_at is not None:
        raise NotAllowedNow
    a_day_ago = timezone.now() - timedelta(days=1)
    sent = Event.objects.filter(
        subject="company",
        subject_id=domain.company_id,
        kind="company.domain_mailed",
        at__gt=a_day_ago,
    )
    if sent.count() >= MAILED_A_DAY:
        raise TooMany
    record("mailed", domain, by=by, mailbox=mailbox)


def confirm_domain(domain: Domain) -> None:
    """Whoever holds the link reads mail at the domain; NotAllowedNow where it is taken.

    Twice is once.
    """
    settle_check(domain, Proof.MAIL)
    if not Domain.objects.verified().filter(pk=domain.pk).exists():
        raise NotAllowedNow


@transaction.atomic
def drop_domain(domain: Domain, *, by: Person) -> None:
    """Give a domain up; another company may prove it then."""
    owned(domain.company, by)
    deleted, _each = Domain.objects.filter(pk=domain.pk).delete()
    if not deleted:
        raise NotAllowedNow
    record("dropped", domain, by=by)


@transaction.atomic
def settle_check(domain: Domain, found: Proof | None) -> None:
    """Note what a check has found; a domain is verified, kept, missed or lost by it."""
    now = timezone.now()
    current = Domain.objects.select_for_update().filter(pk=domain.pk).first()
    if current is None:
        return
    current.checked_at = now
    if found is not None:
        prove(current, found, now)
    elif current.verified_at is not None:
        miss(current, now)
    else:
        current.problem = Problem.MISSING
        is_young = now - current.created_at < LOOK_FOR
        current.check_due_at = now + LOOK_AGAIN if is_young else None
    current.save()


def prove(domain: Domain, found: Proof, now: datetime) -> None:
    """Verify it, unless another company has; one that is verified stays so."""
    domain.misses = 0
    if domain.verified_at is not None:
        # Seen by every check, it is better than a letter of once.
        domain.proof = domain.proof if found == Proof.MAIL else found
        domain.check_due_at = next_check(domain, now)
        return
    try:
        with transaction.atomic():
            Domain.objects.filter(pk=domain.pk).update(verified_at=now, proof=found)
    except IntegrityError:
        domain.problem, domain.check_due_at = Problem.TAKEN, None
        return
    domain.verified_at, domain.proof, domain.problem = now, found, ""
    domain.check_due_at = next_check(domain, now)
    record("verified", domain, by=None)


def next_check(domain: Domain, now: datetime) -> datetime:
    """A letter holds for a year, what can be seen is looked at every day."""
    return now + (MAIL_HOLDS if domain.proof == Proof.MAIL else CHECK_EVERY)


def miss(domain: Domain, now: datetime) -> None:
    """A proof that is not found on three days, or is a year old, is one no more."""
    domain.misses += 1
    domain.check_due_at = now + CHECK_EVERY
    if domain.misses < MISSES_AT_MOST:
        return
    domain.verified_at, domain.proof, domain.misses = None, "", 0
    domain.problem, domain.check_due_at = Problem.MISSING, None
    record("lost", domain, by=None)


def owned(company: Company, by: Person) -> None:
    """Whoever decides about a company takes their turn, and is one of its owners."""
    lock(company)
    if not can_manage_company(by, company):
        raise PermissionDenied


def record(past: str, domain: Domain, *, by: Person | None, **data: str) -> Event:
    kept = {"domain": str(domain.pk), "name": domain.name, **data}
    return note(f"company.domain_{past}", domain.company, by=by, data=kept)
