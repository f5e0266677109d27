"""The four parts of the posting form, and how far each of them is."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _, ngettext

from postings.forms.posting import PostingForm

NAMES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "job": (
        _("The job"),
        ("title", "levels", "years_min", "employment", "contracts"),
    ),
    "who": (
        _("Who may take it"),
        ("workplace", "places", "region_includes", "language_1", "skills_required"),
    ),
    "pay": (
        _("Salary and benefits"),
        ("pay_min", "pay_max", "pay_is_undisclosed", "benefits"),
    ),
    "text": (
        _("The text, and how to apply"),
        ("description", "hiring_steps", "apply_via"),
    ),
}
# A field whose part cannot be told from the lists above, by the start of its name.
HOMES = {
    "job": ("company", "language", "years_"),
    "who": ("office_", "region_", "language_", "hours_", "skills_"),
    "pay": ("pay_", "sponsors_", "pays_"),
}


@dataclass(frozen=True)
class Part:
    """One part of the form: its anchor, its name and what is left to do there."""

    anchor: str
    label: Any
    state: str


def parts_of(form: PostingForm) -> list[Part]:
    """The parts in their order, each with its state in words."""
    wrong = [home_of(name) for name in form.errors]
    return [
        Part(anchor, label, state(form, names, wrong.count(anchor)))
        for anchor, (label, names) in NAMES.items()
    ]


def home_of(name: str) -> str:
    """The part in which a field stands."""
    for anchor, (_label, names) in NAMES.items():
        if name in names:
            return anchor
    if name == "language":
        return "job"
    for anchor in ("pay", "who", "job"):
        if name.startswith(HOMES[anchor]):
            return anchor
    return "text"


def state(form: PostingForm, names: tuple[str, ...], errors: int) -> str:
    if errors:
        words = ngettext("%(n)d to look at", "%(n)d to look at", errors)
        return words % {"n": errors}
    stated = sum(bool(form[name].value()) for name in names)
    words = ngettext("%(n)d stated", "%(n)d stated", stated)
    return words % {"n": stated} if stated else str(_("nothing stated yet"))


def part_after(anchor: str) -> str:
    """The anchor of the next part; of the last one, its own."""
    anchors = list(NAMES)
    if anchor not in anchors:
        return ""
    return anchors[min(anchors.index(anchor) + 1, len(anchors) - 1)]
