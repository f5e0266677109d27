"""What forms of several apps share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from jobboard import formats


def rebase(form: forms.BaseForm, version: int, *, name: str = "version") -> None:
    """Let the form, with all that was typed, be sent again against this version."""
    data = cast("QueryDict", form.data).copy()
    data[name] = str(version)
    form.data = data


@dataclass(frozen=True)
class Difference:
    """One field that the colleague's version and the typed one do not share."""

    label: str
    anchor: str
    theirs: str
    mine: str


def differences(form: forms.BaseForm, now: Mapping[str, Any]) -> list[Difference]:
    """Where what was typed differs from how the thing is now, field by field.

    form: bound, and written against an older version. now: what a form for the
    present version would begin with.
    """
    return [
        Difference(
            label=str(bound.label),
            anchor=bound.auto_id,
            theirs=in_words(bound.field, now.get(bound.name)),
            mine=in_words(bound.field, bound.data),
        )
        for bound in form.visible_fields()
        if bound.field.has_changed(now.get(bound.name), bound.data)
    ]


def in_words(field: forms.Field, value: Any) -> str:
    """A field's value as a person reads it."""
    if value in (None, "", [], False):
        return _("not stated")
    if isinstance(field, forms.ChoiceField):
        labels = flat(cast("Iterable[Any]", field.choices))
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(str(labels.get(str(one), one)) for one in chosen)
    if isinstance(value, date):
        return formats.long_date(value)
    if isinstance(value, list):
        return ", ".join(value)
    return str(field.prepare_value(value))


def flat(choices: Iterable[Any]) -> dict[str, Any]:
    """All choices, those in groups too, by value."""
    labels: dict[str, Any] = {}
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            labels |= flat(label)
        else:
            labels[str(value)] = label
    return labels
