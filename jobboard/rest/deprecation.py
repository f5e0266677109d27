"""Members of answers that will go: said in the document and in every answer with them.

`Deprecation` (RFC 9745) says since when a member should not be used any more, `Sunset`
(RFC 8594) when it goes, at the soonest. What breaks clients is refused until then.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.utils.http import http_date
from rest_framework import serializers

Kind = TypeVar("Kind", bound=type[serializers.Serializer[Any]])
# So long at least is between the two (docs/api-policy.md).
NOTICE = timedelta(days=183)
# By the name of the component and of its member.
deprecations: dict[str, dict[str, "Deprecation"]] = {}


@dataclass(frozen=True)
class Deprecation:
    """From which day a member is not to be used, and on which day it goes."""

    since: date
    ends: date

    def __post_init__(self) -> None:
        if self.ends - self.since < NOTICE:
            raise ValueError("clients have half a year")


def deprecated(member: str, *, since: date, ends: date) -> Callable[[Kind], Kind]:
    """Mark a member of a serializer; ValueError where the notice is too short."""
    found = Deprecation(since, ends)

    def mark(kind: Kind) -> Kind:
        deprecations.setdefault(kind.__name__, {})[member] = found
        return kind

    return mark


def within(kind: Any) -> Iterator[Deprecation]:
    """Every deprecation in a serializer and in what it is made of."""
    if isinstance(kind, serializers.ListSerializer):
        kind = kind.child
    if isinstance(kind, type) and issubclass(kind, serializers.Serializer):
        kind = kind()
    if isinstance(kind, serializers.Serializer):
        yield from deprecations.get(type(kind).__name__, {}).values()
        for field in kind.fields.values():
            yield from within(field)


def headers(found: Iterable[Deprecation]) -> dict[str, str]:
    """The fields of an answer that has these: the first that began, the first to go."""
    known = list(found)
    if not known:
        return {}
    policy = f"{settings.SITE_URL}/api/v1/docs/"
    return {
        "Deprecation": f"@{midnight(min(one.since for one in known))}",
        "Sunset": http_date(midnight(min(one.ends for one in known))),
        "Link": f'<{policy}>; rel="deprecation"; type="text/html"',
    }


def midnight(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp())
