"""Looking for the proof of a domain: a TXT record, or a file on its website.

A domain is claimed for the time of a look, so that two workers do not look at once;
what was found is settled afterwards, in a transaction that waits for nobody. The
name's servers and its website are strangers: their time and bytes are limited, and
nothing private is reached.
"""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.utils import timezone
from dns.exception import DNSException
from dns.resolver import Resolver

from accounts.lifecycle.domain import settle_check
from accounts.models import Domain, Proof
from jobboard.fetching import Guard, Refused, fetch

RECORD = "_jobboard"
PATH = "/.well-known/jobboard-verification.txt"
SECONDS = 10
BYTES = 10_000
LEASE = timedelta(minutes=2)
OK = 200


@dataclass
class Places:
    """Where it is looked: who answers for names, and how a website is reached."""

    resolver: Resolver | None = None
    guard: Guard | None = None
    scheme: str = "https"
    port: str = ""


PLACES = Places()


def look(domain_id: int) -> None:
    """Make the check that is due, if it still is."""
    now = timezone.now()
    rows = Domain.objects.due(now).filter(pk=domain_id)
    if not rows.update(check_due_at=now + LEASE):
        return
    domain = Domain.objects.select_related("company").get(pk=domain_id)
    settle_check(domain, proof_of(domain))


def proof_of(domain: Domain) -> Proof | None:
    """How the domain says that it is the company's; None where it does not."""
    if domain.code in records(f"{RECORD}.{domain.name}"):
        return Proof.DNS
    if domain.code in lines(domain.name):
        return Proof.FILE
    return None


def records(name: str) -> list[str]:
    """The texts of a name's TXT records; none where nobody answers in time."""
    try:
        resolver = PLACES.resolver or Resolver()
        answer = resolver.resolve(f"{name}.", "TXT", lifetime=SECONDS)
    except DNSException:
        return []
    return [b"".join(row.strings).decode("utf-8", "replace") for row in answer]


def lines(name: str) -> list[str]:
    """The lines of the file on the name's website, which may stand on its www."""
    url = f"{PLACES.scheme}://{name}{PLACES.port}{PATH}"
    try:
        answer = fetch(url, max_bytes=BYTES, timeout=SECONDS, guard=PLACES.guard)
    except Refused:
        return []
    host = urlsplit(answer.url).hostname
    if answer.status != OK or host not in {name, f"www.{name}"}:
        return []
    text = answer.body.decode("utf-8", "replace")
    return [line.strip() for line in text.splitlines()]
