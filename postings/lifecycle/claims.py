"""A company takes over a job that was imported without it.

Where the place to apply at belongs to the site of an address that the owner has
proven to have, the claim is granted at once; otherwise a moderator decides. From then
on the company's team writes the posting, and its sources only confirm it.

Every deed raises PermissionDenied, StaleVersion or NotAllowedNow, and then has
changed nothing.
"""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.lifecycle.company import TooMany
from accounts.models import Company, User
from accounts.permissions import can_manage_company, proven_addresses
from jobboard import outbox, versions
from jobboard.outbox import Event
from postings.lifecycle import cases
from postings.models import (
    Ban,
    Case,
    Cause,
    Claim,
    ClaimOutcome,
    Outcome,
    Posting,
    PostingDocument,
    Provenance,
    Status,
)
from postings.permissions import can_moderate_postings

WAITING_AT_MOST = 20
# Everybody may have an address there, so it proves nothing about their sites.
MAIL_FOR_ALL = frozenset(
    (
        "gmail.com googlemail.com outlook.com hotmail.com live.com msn.com icloud.com"
        " me.com yahoo.com yahoo.com.br yahoo.com.ar yahoo.com.mx yahoo.es aol.com"
        " proton.me protonmail.com gmx.com mail.com zoho.com yandex.com uol.com.br"
        " bol.com.br terra.com.br terra.com ig.com.br globo.com globomail.com r7.com"
    ).split()
)


def is_claimable(posting: Posting) -> bool:
    """Open, imported, and nobody's."""
    if posting.company_id is not None or posting.status != Status.LIVE:
        return False
    return Provenance.objects.filter(posting=posting).exists()


def proof_of(posting: Posting, person: User) -> str:
    """The domain that ties the person to where people apply; "" for none.

    A place to apply at the source's own site proves nothing: whoever works for a
    board would own all that it lists.
    """
    host = host_of(posting.apply_url)
    sources = Provenance.objects.filter(posting=posting).select_related("source")
    own = [host_of(row.source.url) for row in sources]
    for address in proven_addresses(person):
        domain = address.rpartition("@")[2]
        if domain in MAIL_FOR_ALL or any(is_of(site, domain) for site in own):
            continue
        if is_of(host, domain):
            return domain
    return ""


def host_of(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()


def is_of(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}")


@transaction.atomic
def claim_posting(
    posting: Posting, *, company: Company, by: User, words: str = ""
) -> Claim:
    """Ask for the posting, or get it where the proof is there. An open claim is it.

    Raises TooMany where twenty claims of the company wait already.
    """
    found = held(posting, company, by)
    mine = Claim.objects.filter(company=company, outcome="")
    known = mine.filter(posting=found).first()
    if known is not None:
        return known
    if not is_claimable(found):
        raise versions.NotAllowedNow
    if mine.count() >= WAITING_AT_MOST:
        raise TooMany
    claim = Claim.objects.create(
        posting=found,
        company=company,
        asked_by=by,
        words=words.strip(),
        proof=proof_of(found, by),
    )
    outbox.record("claim.asked", claim, by=by, data={"posting": found.pk})
    if claim.proof:
        give(claim, found, by=by)
        return claim
    Case.objects.create(
        claim=claim,
        company=company,
        title=found.title,
        language=found.language,
        causes=[Cause.CLAIMED],
    )
    return claim


def held(posting: Posting, company: Company, by: User) -> Posting:
    """The posting as it is now, its row and the company's held; owners only.

    The company first, as in `impose_ban`, which is waited for.
    """
    Company.objects.select_for_update(no_key=True).get(pk=company.pk)
    if not can_manage_company(by, company) or Ban.objects.of(company, by).exists():
        raise PermissionDenied
    rows = Posting.objects.select_for_update(no_key=True, of=("self",))
    found: Posting = rows.get(pk=posting.pk)
    return found


@transaction.atomic
def grant_claim(claim: Claim, *, by: User, version: int, words: str = "") -> None:
    """The posting is the company's from here on."""
    asked_by = check_decision(claim, by, version)
    if asked_by is None:
        raise versions.NotAllowedNow
    try:
        found = held(claim.posting, claim.company, asked_by)
    except PermissionDenied as error:
        # Whoever asked owns the company no more, or is banned.
        raise versions.NotAllowedNow from error
    if not is_claimable(found):
        raise versions.NotAllowedNow
    give(claim, found, by=by, words=words)


@transaction.atomic
def refuse_claim(claim: Claim, *, by: User, version: int, words: str) -> None:
    """It stays nobody's; the words go to whoever asked. ValueError without any."""
    if not words.strip():
        raise ValueError("a decision says why")
    check_decision(claim, by, version)
    settle(claim, ClaimOutcome.REFUSED, Outcome.REFUSE, by=by, words=words)


def check_decision(claim: Claim, by: User, version: int) -> User | None:
    """Whether a moderator may decide on this version; who asked."""
    if not can_moderate_postings(by):
        raise PermissionDenied
    if claim.version != version:
        raise versions.StaleVersion(claim.as_it_is())
    return claim.asked_by


def give(claim: Claim, posting: Posting, *, by: User, words: str = "") -> None:
    """Write the company into the posting whose row is held, and settle all claims."""
    versions.change(
        posting,
        version=posting.version,
        holds={"company": None, "status": Status.LIVE},
        company=claim.company,
        author=claim.asked_by,
        changed_at=timezone.now(),
    )
    PostingDocument.objects.keep([posting.pk])
    outbox.record(
        "posting.claimed",
        posting,
        by=by,
        from_status=posting.status,
        to_status=posting.status,
        data={"company": claim.company.pk, "proof": claim.proof},
    )
    Case.objects.filter(posting=posting, closed_at=None).update(company=claim.company)
    settle(claim, ClaimOutcome.GRANTED, Outcome.GRANT, by=by, words=words)
    for other in Claim.objects.filter(posting=posting, outcome=""):
        settle(other, ClaimOutcome.MOOT, Outcome.MOOT, by=by)


def settle(
    claim: Claim, outcome: ClaimOutcome, decided: Outcome, *, by: User, words: str = ""
) -> None:
    """The end of a claim, its event, and the end of its case."""
    versions.change(
        claim,
        version=claim.version,
        holds={"outcome": ""},
        outcome=outcome,
        decided_at=timezone.now(),
    )
    data = {"posting": claim.posting_id}
    event = outbox.record(
        f"claim.{outcome}", claim, by=by, why=words.strip(), data=data
    )
    close(claim, decided, event)


def close(claim: Claim, decided: Outcome, event: Event) -> None:
    ending: dict[str, Any] = cases.ending(decided, event)
    Case.objects.filter(claim=claim, closed_at=None).update(**ending)
