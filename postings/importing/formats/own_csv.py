"""This board's own CSV: a header with the names of the facts, lists with `|` between."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

from postings.importing.decoding import decoded
from postings.importing.formats import own_json
from postings.importing.own import LISTS
from postings.importing.record import MALFORMED, Item, Skipped, read_entry

CELL_LIMIT = 200_000


def read(content: bytes, today: date) -> Iterator[Item]:
    """A record for each line; commas, semicolons and tabs are told apart."""
    csv.field_size_limit(CELL_LIMIT)
    text = decoded(content)
    first = text.partition("\n")[0]
    gap = max(",;\t", key=first.count)
    lines = csv.DictReader(io.StringIO(text, newline=""), delimiter=gap)
    number = 0
    try:
        for number, line in enumerate(lines, start=1):
            entry = entry_of(line)
            yield read_entry(
                entry, lambda job: own_json.record(job, today), f"entry {number}"
            )
    except csv.Error as error:
        yield Skipped(f"entry {number + 1}", f"{MALFORMED}: {error}")


def entry_of(line: dict[Any, Any]) -> dict[str, Any]:
    """A line as an object; the apostrophe that guards a formula is taken off."""
    entry: dict[str, Any] = {}
    for name, cell in line.items():
        if not isinstance(name, str) or not isinstance(cell, str):
            continue
        key = name.strip().lower()
        guarded = cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@"}
        value = cell[1:] if guarded else cell
        entry[key] = value.split("|") if key in LISTS and value else value
    return entry
