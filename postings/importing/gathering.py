"""One job that a source lists once for every city, as one record with all places."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext_noop

from postings.importing.record import Item, Record, Skipped

IN_ANOTHER_PLACE = gettext_noop("the same job in another place")
TWICE = gettext_noop("listed twice")


def gathered(items: Iterable[Item]) -> Iterator[Item]:
    """The first record of each job with the places of the others, which are skipped."""
    first: dict[str, Record] = {}
    places: dict[str, list[str]] = {}
    seen: set[str] = set()
    others: list[Skipped] = []
    for item in items:
        if isinstance(item, Skipped):
            others.append(item)
            continue
        key = sameness(item)
        if item.source_id in seen:
            others.append(Skipped(item.title, TWICE))
        elif key in first:
            others.append(Skipped(item.title, IN_ANOTHER_PLACE))
            places[key].append(item.place)
        else:
            first[key], places[key] = item, [item.place]
        seen.add(item.source_id)
    for key, record in first.items():
        everywhere = dict.fromkeys(filter(None, places[key]))
        yield replace(record, place="; ".join(everywhere))
    yield from others


def sameness(record: Record) -> str:
    """What two listings of one job share: company, title and text."""
    parts = (record.company, record.title, record.text)
    return hashlib.sha256("\0".join(parts).casefold().encode()).hexdigest()
