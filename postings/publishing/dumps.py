"""The day's open postings as one file: NDJSON, compressed, with its place in the log.

The first line says when it was made and carries the cursor from which the changes
feed goes on. All lines are of one moment: one snapshot of the database gives both
the postings and the position.
"""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import file_digest
from tempfile import TemporaryFile
from typing import IO

import orjson
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from jobboard import positions
from postings.models import Dump, Posting
from postings.publishing.records import record_of, with_records

BATCH = 500
KEPT = 7


@dataclass(frozen=True)
class Written:
    """What a file holds: how many postings, and the place in the log."""

    count: int
    epoch: str
    position: int


def make_dump(day: date) -> Dump:
    """Write the file of the day, in place of an earlier one, and forget old ones."""
    now = timezone.now()
    with TemporaryFile() as file:
        written = write(file, now)
        size = file.tell()
        file.seek(0)
        digest = file_digest(file, "sha256").hexdigest()
        name = default_storage.save(f"dumps/postings-{day}.ndjson.gz", File(file))
    before = Dump.objects.filter(day=day).first()
    dump, _made = Dump.objects.update_or_create(
        day=day,
        defaults={
            "made_at": now,
            "name": name,
            "size": size,
            "sha256": digest,
            "count": written.count,
            "epoch": written.epoch,
            "position": written.position,
        },
    )
    if before:
        default_storage.delete(before.name)
    forget_old()
    return dump


def write(file: IO[bytes], at: datetime) -> Written:
    """Write all that is open at this moment."""
    count = 0
    with snapshot(), gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as packed:
        epoch, position = positions.epoch(), positions.head()
        cursor = positions.seal(position, of=epoch)
        packed.write(orjson.dumps({"made_at": at, "cursor": cursor}) + b"\n")
        for record in all_records(at):
            packed.write(record + b"\n")
            count += 1
    return Written(count, epoch, position)


@contextmanager
def snapshot() -> Iterator[None]:
    """Within, every query sees the database as the first one does."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def all_records(at: datetime) -> Iterator[bytes]:
    """The records of all that is open, in the order of keys, some hundreds at a time."""
    last = 0
    while rows := list(
        with_records(Posting.objects.live(at).filter(pk__gt=last).order_by("pk"))[
            :BATCH
        ]
    ):
        yield from map(record_of, rows)
        last = rows[-1].pk


def forget_old() -> None:
    """Keep a week of files."""
    for dump in Dump.objects.order_by("-day")[KEPT:]:
        dump.delete()
        default_storage.delete(dump.name)
