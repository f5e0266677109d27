"""The shapes in which jobs are published elsewhere, one module for each.

Every module has `read(content, today)`: bytes in, and for each entry of the file either a
Record or a Skipped with the reason out. None of them raises for broken entries.
"""

from collections.abc import Callable, Iterator
from datetime import date

from postings.importing.formats import (
    ashby,
    greenhouse,
    jobposting,
    lever,
    own_csv,
    own_json,
    remoteok,
    rss,
)
from postings.importing.record import Item

Reader = Callable[[bytes, date], Iterator[Item]]
READERS: dict[str, Reader] = {
    "greenhouse": greenhouse.read,
    "lever": lever.read,
    "ashby": ashby.read,
    "jobposting": jobposting.read,
    "rss": rss.read,
    "remoteok": remoteok.read,
    "json": own_json.read,
    "csv": own_csv.read,
}
