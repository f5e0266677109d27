"""Two who changed one application at once: field by field, and what would stand."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from postings.forms.teamwork import WorkForm
from postings.lifecycle.application import Work
from postings.models import STAGES, ApplicationStatus


@dataclass(frozen=True)
class Beside:
    """One field: before, the colleague's, mine, and what stands if mine goes on top.

    value: what the form has to send for that. An empty `theirs` or `mine` is "no
    change".
    """

    name: str
    label: str
    before: str
    theirs: str
    mine: str
    result: str
    value: str


def beside(form: WorkForm, *, before: Work, theirs: Work, mine: Work) -> list[Beside]:
    """Every field that either of the two has changed."""
    rows = []
    for name in ("status", "assignee_id", "tags"):
        was, now, typed = (getattr(work, name) for work in (before, theirs, mine))
        words = {value: in_words(form, name, value) for value in (was, now, typed)}
        # A decision is not undone by a move: it has to be reopened first.
        decided = name == "status" and now not in STAGES
        result = now if typed == was or decided else typed
        rows.append(
            Beside(
                name=name,
                label=str(form.fields[name].label),
                before=words[was],
                theirs=words[now] if now != was else "",
                mine=words[typed] if typed != was else "",
                result=words[result],
                value="" if decided else as_typed(result),
            )
        )
    return rows


def as_typed(value: Any) -> str:
    """The value as a field of the form sends it."""
    if value is None:
        return ""
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def in_words(form: WorkForm, name: str, value: Any) -> str:
    """The value as a person reads it."""
    if value in (None, "", ()):
        return _("nobody") if name == "assignee_id" else _("none")
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        labels = {**dict(ApplicationStatus.choices), **dict(field.choices)}  # type: ignore[arg-type]
        return str(labels.get(value, _("somebody who has left")))
    return ", ".join(value)
