"""One run over a source: what is new, changed, the same, or no longer there.

Everything happens by deeds of the source's author, one transaction for each job, so
that a broken one stops none of the others. A second run over the same changes
nothing.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DataError, IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from jobboard.versions import NotAllowedNow, StaleVersion
from postings.importing.deduplication import (
    known_already,
    remember,
    remember_the_rest,
)
from postings.importing.gathering import gathered
from postings.importing.reading import Reading, Unreadable, read_record
from postings.importing.record import Item, Record, Skipped
from postings.lifecycle import posting as lifecycle, revision as revisions
from postings.lifecycle.facts import Facts, to_json
from postings.models import CloseReason, Posting, Provenance, Source, Status

CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"
MERGED, CLOSED, SKIPPED = "merged", "closed", "skipped"
COUNTED = (CREATED, UPDATED, UNCHANGED, MERGED, CLOSED)
EDITABLE = frozenset({Status.DRAFT, Status.RETURNED})
OVER_HERE = gettext_noop("it is not open here any more")
NEXT_TIME = gettext_noop("it waits for the next run, since enough are created at once")
CHANGING = gettext_noop("somebody was changing it here")
UNSTORABLE = gettext_noop("it cannot be stored")
NO_RIGHT = gettext_noop("its source may no longer publish")
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Line:
    """One job of a run: what became of it, and why where it was left out."""

    title: str
    outcome: str
    reason: str = ""


@dataclass
class Report:
    """How many jobs went which way, and which were left out and why."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))
    skipped: list[Skipped] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        reasons: dict[str, int] = {}
        for one in self.skipped:
            reasons[one.reason] = reasons.get(one.reason, 0) + 1
        return {**self.counts, "skipped": len(self.skipped), "reasons": reasons}

    def note(self, title: str, outcome: str | Skipped) -> None:
        if isinstance(outcome, Skipped):
            self.skipped.append(outcome)
            self.lines.append(Line(title, SKIPPED, outcome.reason))
        else:
            self.counts[outcome] += 1
            self.lines.append(Line(title, outcome))


class Busy(Exception):
    """Another process is running over the same source."""


def run_over(
    source: Source,
    items: Iterable[Item],
    *,
    dry_run: bool = False,
    tell: Tell | None = None,
    at_most: int | None = None,
) -> Report:
    """Bring the board to what the source says; in a dry run, only say what would be.

    at_most: how many postings it may create; the others wait for the next run. Raises Busy where the same source is being run over elsewhere.
    """
    listed = list(gathered(items))
    with alone(source), transaction.atomic() if dry_run else nothing():
        report = Report()
        remember_the_rest()
        began = timezone.now()
        for number, item in enumerate(listed, start=1):
            is_full = at_most is not None and report.counts[CREATED] >= at_most
            name = item.title if isinstance(item, Record) else item.name
            report.note(name, taken_in(source, item, may_create=not is_full))
            if tell:
                tell(number, len(listed))
        # An answer without any job is more likely broken than true.
        if any(isinstance(item, Record) for item in listed):
            ids = {item.source_id for item in listed if isinstance(item, Record)}
            for title in close_vanished(source, ids, began):
                report.note(title, CLOSED)
        if dry_run:
            transaction.set_rollback(True)
        else:
            source.last_run_at, source.last_report = began, report.as_json()
            source.save(update_fields=["last_run_at", "last_report"])
    return report


@contextmanager
def nothing() -> Iterator[None]:
    yield


@contextmanager
def alone(source: Source) -> Iterator[None]:
    """Hold the source's advisory lock, or raise Busy."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [source.pk])
        (is_ours,) = cursor.fetchone() or (False,)
        if not is_ours:
            raise Busy
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [source.pk])


def taken_in(source: Source, item: Item, *, may_create: bool = True) -> str | Skipped:
    """What became of one job; a reason where it became nothing."""
    if isinstance(item, Skipped):
        return item
    try:
        with transaction.atomic():
            return take_in(source, item, may_create=may_create)
    except Unreadable as error:
        return Skipped(item.title, str(error))
    except (StaleVersion, NotAllowedNow):
        return Skipped(item.title, CHANGING)
    except (IntegrityError, DataError) as error:
        return Skipped(item.title, f"{UNSTORABLE}: {type(error).__name__}")
    except PermissionDenied:
        return Skipped(item.title, NO_RIGHT)


def take_in(source: Source, record: Record, *, may_create: bool) -> str:
    reading = read_record(record, source_name=source.name)
    digest = digest_of(reading.facts)
    external_id = record.source_id[:120]
    known = Provenance.objects.filter(source=source, external_id=external_id)
    provenance = known.select_related("posting__company").first()
    if provenance is None:
        return bring_in(source, record, reading, digest, may_create=may_create)
    outcome = UNCHANGED
    has_changed = provenance.digest != digest or provenance.gone_at is not None
    if has_changed and is_ours(provenance, source):
        change(source, provenance, reading.facts)
        outcome = UPDATED
    confirm(provenance, digest, written_in(record, reading), timezone.now())
    return outcome


def is_ours(provenance: Provenance, source: Source) -> bool:
    """Whether the source may change the posting.

    What a company has claimed is written by its team, and one job of several sources
    by the first that still has it; the others only confirm it.
    """
    posting = provenance.posting
    if posting.company_id != source.company_id:
        return False
    others = Provenance.objects.filter(posting=posting, gone_at=None)
    return not others.filter(pk__lt=provenance.pk).exists()


def written_in(record: Record, reading: Reading) -> dict[str, str]:
    """The source's words for what was read, and whose job and which it says it is."""
    named = {"title": record.title.strip(), "company": record.company}
    return {**reading.as_written, **{key: name for key, name in named.items() if name}}


def bring_in(
    source: Source, record: Record, reading: Reading, digest: str, *, may_create: bool
) -> str:
    """A new posting, or one more provenance of a posting that is here already."""
    posting = known_already(reading.facts, company=source.company, named=record.company)
    outcome, now = MERGED if posting else CREATED, timezone.now()
    if posting is None:
        if not may_create:
            raise Unreadable(NEXT_TIME)
        posting = lifecycle.create_posting(
            reading.facts, by=source.author, company=source.company
        )
        lifecycle.submit_posting(posting, by=source.author, version=posting.version)
    Provenance.objects.create(
        source=source,
        posting=posting,
        external_id=record.source_id[:120],
        url=reading.facts["source_url"],
        digest=digest,
        as_written=written_in(record, reading),
        first_seen_at=now,
        last_seen_at=now,
    )
    if outcome == CREATED:
        remember(posting)
    seen(posting, now)
    return outcome


def change(source: Source, provenance: Provenance, facts: Facts) -> None:
    """Bring the posting to the new facts, by the deed that its state allows."""
    posting, by = provenance.posting, source.author
    if provenance.gone_at and posting.status in {Status.CLOSED, Status.EXPIRED}:
        lifecycle.renew_posting(posting, by=by, version=posting.version)
    if posting.status in EDITABLE:
        lifecycle.edit_posting(posting, facts, by=by, version=posting.version)
        lifecycle.submit_posting(posting, by=by, version=posting.version)
    elif posting.status == Status.SUBMITTED:
        lifecycle.withdraw_posting(posting, by=by, version=posting.version)
        lifecycle.edit_posting(posting, facts, by=by, version=posting.version)
        lifecycle.submit_posting(posting, by=by, version=posting.version)
    elif posting.status == Status.LIVE:
        revise(posting, facts, source)
    else:
        raise Unreadable(OVER_HERE)
    remember(posting)


def revise(posting: Posting, facts: Facts, source: Source) -> None:
    revision = revisions.open_revision(posting)
    if revision is None:
        revisions.revise_posting(
            posting, facts, by=source.author, version=posting.version
        )
    else:
        revisions.revise_again(
            revision, facts, by=source.author, version=revision.version
        )


def confirm(
    provenance: Provenance, digest: str, as_written: dict[str, str], now: datetime
) -> None:
    """It is still there; the posting's version does not move for that."""
    provenance.digest, provenance.as_written = digest, as_written
    provenance.last_seen_at, provenance.gone_at = now, None
    provenance.save()
    seen(provenance.posting, now)


def seen(posting: Posting, now: datetime) -> None:
    rows = Posting.objects.filter(pk=posting.pk)
    rows.filter(first_seen_at=None).update(first_seen_at=now)
    rows.update(last_confirmed_at=now)


def close_vanished(source: Source, ids: set[str], now: datetime) -> list[str]:
    """Close what the source no longer has and no other source has; what was closed."""
    gone = Provenance.objects.filter(source=source, gone_at=None)
    gone = gone.exclude(external_id__in=[one[:120] for one in ids])
    closed = []
    for provenance in gone.select_related("posting__company").order_by("pk"):
        elsewhere = Provenance.objects.filter(posting=provenance.posting, gone_at=None)
        is_last = not elsewhere.exclude(pk=provenance.pk).exists()
        if is_last and end(provenance.posting, source):
            closed.append(provenance.posting.title)
        Provenance.objects.filter(pk=provenance.pk).update(gone_at=now)
    return closed


def end(posting: Posting, source: Source) -> bool:
    """Whether the posting was open, or on its way, and is no longer."""
    by, version = source.author, posting.version
    try:
        if posting.status == Status.LIVE:
            reason = CloseReason.OTHER
            lifecycle.close_posting(posting, by=by, version=version, reason=reason)
        elif posting.status in {Status.SUBMITTED, Status.SCHEDULED}:
            lifecycle.withdraw_posting(posting, by=by, version=version)
        else:
            return False
    except (StaleVersion, NotAllowedNow, PermissionDenied):
        return False
    return True


def digest_of(facts: Facts) -> str:
    """The facts in 64 digits; the same facts have the same ones."""
    text = json.dumps(to_json(facts), cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
