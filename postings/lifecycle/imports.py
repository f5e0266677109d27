"""Imports at a company's desk: asked for, looked at, confirmed, and kept up to date.

Every deed asks who does it, and raises PermissionDenied, StaleVersion or
NotAllowedNow; then it has changed nothing. `checked`, `done` and `failed` are the
board's own, taken by the worker that reads.
"""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.lifecycle.company import TooMany
from accounts.models import Company, User
from jobboard import outbox, versions
from postings.models import Import, ImportStatus, Source, SourceKind
from postings.models.imports import UNFINISHED
from postings.permissions import Doer, can_import

IMPORTS_A_DAY = 20
SOURCES_AT_MOST = 10
# A look that nobody confirms, and the record of what was done.
UNCONFIRMED, REMEMBERED = timedelta(days=7), timedelta(days=90)


@transaction.atomic
def ask_import(
    company: Company,
    *,
    by: User,
    kind: SourceKind,
    name: str,
    url: str = "",
    content: bytes | None = None,
) -> Import:
    """Have a file, or what an address gives, looked at; nothing is imported yet.

    The company's source of this kind and name is taken where there is one; a look
    at it that was not confirmed gives way. Raises TooMany after twenty a day, and
    NotAllowedNow while an import of it is under way.
    """
    # Whoever decides about the company's sources waits here, so that limits hold.
    Company.objects.select_for_update(no_key=True).get(pk=company.pk)
    if not can_import(by, company):
        raise PermissionDenied
    today = Import.objects.filter(
        source__company=company, asked_at__gt=timezone.now() - timedelta(days=1)
    )
    if today.count() >= IMPORTS_A_DAY:
        raise TooMany
    source, is_new = Source.objects.get_or_create(
        company=company,
        kind=kind,
        name=name,
        defaults={"author": by, "url": url, "is_active": False},
    )
    if not is_new and url != source.url:
        Source.objects.filter(pk=source.pk).update(url=url, is_active=False)
    for former in Import.objects.unfinished().filter(source=source):
        if former.status == ImportStatus.CONFIRMED:
            raise versions.NotAllowedNow
        drop_import(former, by=by, version=former.version)
    made = Import.objects.create(source=source, asked_by=by, content=content)
    outbox.record("import.asked", made, by=by, to_status=made.status)
    return made


@transaction.atomic
def confirm_import(
    asked: Import, *, by: User, version: int, every_hours: int | None = None
) -> None:
    """Carry out what was shown. every_hours: and read the address again so often.

    From here on the postings are deeds of whoever confirms. Raises TooMany where
    ten sources are read regularly already.
    """
    source = asked.source
    if source.company is None or not can_import(by, source.company):
        raise PermissionDenied
    Company.objects.select_for_update(no_key=True).get(pk=source.company.pk)
    move(asked, ImportStatus.CONFIRMED, (ImportStatus.CHECKED,), by, version=version)
    values: dict[str, Any] = {"author": by}
    if every_hours and source.url:
        others = Source.objects.filter(company=source.company_id, is_active=True)
        if others.exclude(pk=source.pk).exclude(url="").count() >= SOURCES_AT_MOST:
            raise TooMany
        coming = timezone.now() + timedelta(hours=every_hours)
        values |= {"is_active": True, "every_hours": every_hours}
        values |= {"next_run_at": coming}
    Source.objects.filter(pk=source.pk).update(**values)


@transaction.atomic
def drop_import(asked: Import, *, by: Doer, version: int) -> None:
    """Forget what was handed over; nothing of it was imported."""
    if by is not None and not can_import(by, asked.source.company):
        raise PermissionDenied
    known = (ImportStatus.ASKED, ImportStatus.CHECKED)
    move(asked, ImportStatus.DROPPED, known, by, version=version, content=None)


@transaction.atomic
def remove_source(source: Source, *, by: Doer) -> None:
    """Read it no more. What came from it stays, and says where it came from."""
    if not can_import(by, source.company):
        raise PermissionDenied
    Source.objects.filter(pk=source.pk).update(is_active=False)
    outbox.record("source.removed", source, by=by if isinstance(by, User) else None)


def checked(asked: Import, *, report: dict[str, Any], content: bytes) -> None:
    """What would come of it is known."""
    sources = (ImportStatus.ASKED,)
    by_the_board(asked, ImportStatus.CHECKED, sources, report=report, content=content)


def done(asked: Import, *, report: dict[str, Any]) -> None:
    """It is carried out."""
    sources = (ImportStatus.CONFIRMED,)
    by_the_board(asked, ImportStatus.DONE, sources, report=report, content=None)


def failed(asked: Import, *, why: str) -> None:
    """It cannot be read; `why` says so to whoever asked."""
    sources = (ImportStatus.ASKED, ImportStatus.CONFIRMED)
    values = {"failure": why[:200], "content": None}
    by_the_board(asked, ImportStatus.FAILED, sources, **values)


@transaction.atomic
def by_the_board(
    asked: Import, to: ImportStatus, sources: tuple[ImportStatus, ...], **values: Any
) -> None:
    move(asked, to, sources, None, version=asked.version, **values)


def move(
    asked: Import,
    to: ImportStatus,
    sources: tuple[ImportStatus, ...],
    by: Doer,
    *,
    version: int,
    **values: Any,
) -> None:
    """The change of the row, and its event."""
    before, holds = asked.status, {"status__in": sources}
    versions.change(asked, version=version, holds=holds, status=to, **values)
    outbox.record(
        f"import.{to}",
        asked,
        by=by if isinstance(by, User) else None,
        from_status=before,
        to_status=to,
    )


def forget_imports() -> int:
    """Drop looks that nobody confirmed, forget what is long done; how many went."""
    now = timezone.now()
    rows = Import.objects.filter(asked_at__lt=now - UNCONFIRMED)
    gone = 0
    for asked in rows.filter(status=ImportStatus.CHECKED).select_related("source"):
        try:
            drop_import(asked, by=None, version=asked.version)
        except (versions.StaleVersion, versions.NotAllowedNow):
            continue
        gone += 1
    old = Q(asked_at__lt=now - REMEMBERED)
    ended = ~Q(status__in=UNFINISHED)
    return gone + Import.objects.filter(old, ended).delete()[0]
