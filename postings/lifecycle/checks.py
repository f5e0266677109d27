"""What the facts of a posting owe to each other, whoever hands them over.

Forms, the API and imports ask here, and say it in their own way: at a field, at
a JSON pointer, in a report. The rules of one fact are those of its type.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from postings import regions
from postings.lifecycle.facts import Facts
from postings.models import ApplyVia
from postings.vocabulary import Workplace


@dataclass(frozen=True)
class Fault:
    """One fact that has to be mended: its name, why, and a code for programs.

    row: which of several, counted from 0.
    """

    name: str
    words: Any
    code: str
    row: int | None = None


def faults(facts: Facts, *, has_company: bool) -> Iterator[Fault]:
    """Every contradiction between facts; a fact that is missing is not stated.

    has_company: whether the posting is a company's, which needs no source.
    """
    yield from of_ranges(facts)
    yield from of_pay(facts)
    yield from of_region(facts)
    yield from of_languages(facts)
    yield from of_hours(facts)
    yield from of_apply(facts)
    if facts.get("office_days") and facts.get("workplace") != Workplace.HYBRID:
        words = _("Only hybrid work has days at the office.")
        yield Fault("office_days", words, "not-hybrid")
    # Nobody's job is somebody else's find, which says where it was found.
    if not has_company and not facts.get("source_name"):
        words = _("Without a company, say where the job was first published.")
        yield Fault("source_name", words, "required")


def of_ranges(facts: Facts) -> Iterator[Fault]:
    pairs = {
        ("years_min", "years_max"): _("Less than the years before it."),
        ("pay_min", "pay_max"): _("Less than the amount before it."),
    }
    for (low, high), words in pairs.items():
        first, last = facts.get(low), facts.get(high)
        if first is not None and last is not None and last < first:
            yield Fault(high, words, "range")
    first, last = facts.get("publish_at"), facts.get("valid_through")
    if first is not None and last is not None and last <= first:
        yield Fault("valid_through", _("Before the day of publication."), "range")


def of_pay(facts: Facts) -> Iterator[Fault]:
    figures = [facts.get("pay_min"), facts.get("pay_max")]
    if any(figure == 0 for figure in figures):
        words = _("Leave it empty where the pay is not stated; nobody works for 0.")
        yield Fault("pay_min", words, "zero")
    if all(figure is None for figure in figures):
        return
    if facts.get("pay_is_undisclosed"):
        words = _("There is an amount above. Take it out, or take this out.")
        yield Fault("pay_is_undisclosed", words, "contradiction")
    for name in ("pay_currency", "pay_period"):
        if not facts.get(name):
            yield Fault(name, _("Say which."), "required")


def of_region(facts: Facts) -> Iterator[Fault]:
    includes, excludes = facts.get("region_includes"), facts.get("region_excludes")
    if excludes and not includes:
        yield Fault("region_excludes", _("Say first to whom it is open."), "alone")
        return
    try:
        regions.resolve(includes or (), excludes or ())
    except ValueError:
        yield Fault("region_excludes", _("This leaves nobody."), "nobody")


def of_languages(facts: Facts) -> Iterator[Fault]:
    seen: set[str] = set()
    for row, need in enumerate(facts.get("languages", ())):
        if need.code in seen:
            words = _("This language is there already.")
            yield Fault("languages", words, "twice", row)
        seen.add(need.code)


def of_hours(facts: Facts) -> Iterator[Fault]:
    first, last = facts.get("hours_from"), facts.get("hours_to")
    if (first is None) is not (last is None):
        empty = "hours_from" if first is None else "hours_to"
        yield Fault(empty, _("Say both, or neither."), "half")
    if first is not None and first == last:
        yield Fault("hours_to", _("The same as the hour before it."), "empty")
    said = (first, last, facts.get("hours_overlap"))
    if any(one is not None for one in said) and not facts.get("hours_zone"):
        yield Fault("hours_zone", _("Say in which time zone."), "required")


def of_apply(facts: Facts) -> Iterator[Fault]:
    """One way to apply, with its address."""
    ways = {"apply_url": ApplyVia.URL, "apply_email": ApplyVia.EMAIL}
    for name, way in ways.items():
        if facts.get("apply_via") == way and not facts.get(name):
            yield Fault(name, _("Say where."), "required")
        elif facts.get("apply_via") != way and facts.get(name):
            words = _("This is not the way to apply that is chosen.")
            yield Fault(name, words, "contradiction")
