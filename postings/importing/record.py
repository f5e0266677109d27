"""One job as a source gives it, before anything is understood."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

# Reasons for which an entry is no job, or cannot be read as one.
MALFORMED = gettext_noop("malformed")
NO_TITLE, NO_TEXT = gettext_noop("no title"), gettext_noop("no text")
NO_ID, NOT_A_JOB = gettext_noop("no id"), gettext_noop("not a job")
NOT_LISTED = gettext_noop("not listed at its source")
Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Record:
    """What the fields of an entry say. `given` holds facts by their columns' names."""

    source_id: str
    title: str
    text: str
    company: str = ""
    place: str = ""
    url: str = ""
    apply_url: str = ""
    posted_at: date | None = None
    valid_until: date | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    # The fields that facts were read from, word for word.
    as_written: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Skipped:
    """An entry that makes no posting: which one, and why."""

    name: str
    reason: str


Item = Record | Skipped


def read_entries(
    entries: Iterable[Any], read: Callable[[Entry], Item | None]
) -> Iterator[Item]:
    """Each entry as a record; what is broken is skipped and stops none of the rest."""
    for number, entry in enumerate(entries, start=1):
        yield read_entry(entry, read, f"entry {number}")


def read_entry(entry: Any, read: Callable[[Entry], Item | None], name: str) -> Item:
    if not isinstance(entry, Mapping):
        return Skipped(name, MALFORMED)
    try:
        item = read(entry)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        return Skipped(name, f"{MALFORMED}: {type(error).__name__}")
    if item is None:
        return Skipped(name, NOT_A_JOB)
    return complete(item, name) if isinstance(item, Record) else item


def complete(record: Record, name: str) -> Item:
    """The record, or what it lacks."""
    title = record.title.strip() or name
    if not record.title.strip():
        return Skipped(name, NO_TITLE)
    if not record.text.strip():
        return Skipped(title, NO_TEXT)
    return record if record.source_id.strip() else Skipped(title, NO_ID)


def words(value: Any) -> str:
    """A field's words; "" for what is not text, or says that nobody said."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = f"{value:g}" if isinstance(value, float) else str(value)
    if not isinstance(value, str):
        return ""
    value = " ".join(value.split())
    return "" if value.casefold() in UNSAID else value


UNSAID = frozenset(
    "n/a|na|null|none|undefined|-|não informado|nao informado|no informado"
    "|no especificado|not specified|unknown|to be updated|tbd".split("|")
)


def block(value: Any) -> str:
    """A field's text with its lines."""
    return value if isinstance(value, str) else ""


def inside(entry: Any, *path: str) -> Any:
    """What lies at the end of the path; None where any step is missing.

    A list on the way stands for its first item, as sources write either.
    """
    for step in path:
        if isinstance(entry, list):
            entry = entry[0] if entry else None
        if not isinstance(entry, Mapping):
            return None
        entry = entry.get(step)
    return entry


def written(**fields: str) -> dict[str, str]:
    """The fields that say something, as they are kept beside what was read."""
    return {name: value for name, value in fields.items() if value}
