"""Fields and serializers that take exactly what the document says, and refuse the rest.

REST framework's own are kind: a number passes for text, "yes" for true, and a
name that nobody knows is dropped in silence. A client learns nothing from that.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Any, TypeVar

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from jobboard.text import validate_printable

CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")
Instance = TypeVar("Instance")
UNKNOWN = _("There is no such field.")


class Strict(serializers.Serializer[Instance]):
    """An object whose unknown members are errors."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = sorted(set(data) - set(self.fields)) if is_object(data) else []
        if unknown:
            raise serializers.ValidationError(
                {str(name)[:100]: [UNKNOWN] for name in unknown}, code="unknown"
            )
        return super().to_internal_value(data)


def is_object(data: Any) -> bool:
    return isinstance(data, Mapping)


class Parameters(Strict[Any]):
    """A query string: each parameter is known, and given once unless it is a list."""

    @classmethod
    def of(cls, query: Any) -> dict[str, Any]:
        """The parameters of a QueryDict; ValidationError names those that are wrong."""
        lists = {
            name
            for name, field in cls().fields.items()
            if isinstance(field, serializers.ListField)
        }
        twice = [n for n in query if n not in lists and len(query.getlist(n)) > 1]
        if twice:
            words = _("This parameter is given twice.")
            raise serializers.ValidationError(dict.fromkeys(twice, words), "twice")
        parameters = cls(
            data={n: query.getlist(n) if n in lists else query[n] for n in query}
        )
        parameters.is_valid(raise_exception=True)
        return dict(parameters.validated_data)


class Text(serializers.CharField):
    """A JSON string that can be shown and stored."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators.append(validate_printable)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Whole(serializers.IntegerField):
    """A JSON integer."""

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return super().to_internal_value(data)


class Flag(serializers.BooleanField):
    """true or false."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Choice(serializers.ChoiceField):
    """One of the strings of a stable list."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid_choice", input=str(data)[:100])
        return super().to_internal_value(data)


@extend_schema_field({"type": "string", "pattern": f"^{CLOCK.pattern}$"})
class Clock(serializers.TimeField):
    """A time of day, as 09:30."""

    def to_internal_value(self, value: Any) -> time:
        if not isinstance(value, str) or not CLOCK.fullmatch(value):
            self.fail("invalid", format="09:30")
        return time.fromisoformat(value)


@extend_schema_field({"type": "string", "pattern": f"^{AMOUNT.pattern}$"})
class Amount(serializers.DecimalField):
    """Money: a string of digits, with a point and at most two decimals."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 14)
        kwargs.setdefault("decimal_places", 2)
        super().__init__(coerce_to_string=True, min_value=Decimal(0), **kwargs)

    def to_internal_value(self, data: Any) -> Decimal:
        if not isinstance(data, str) or not AMOUNT.fullmatch(data):
            self.fail("invalid")
        return super().to_internal_value(data)


class Moment(serializers.DateTimeField):
    """RFC 3339 with a zone; shown in UTC with Z."""

    default_error_messages = {
        "moment": _("Write it as 2026-01-31T18:00:00Z, with its zone.")
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default_timezone=UTC, **kwargs)

    def to_internal_value(self, value: Any) -> datetime:
        try:
            moment = parse_datetime(value) if isinstance(value, str) else None
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            self.fail("moment")
        try:
            return moment.astimezone(UTC)
        except OverflowError:
            self.fail("moment")
