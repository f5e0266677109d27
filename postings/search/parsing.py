"""Reading a search from a query string: strictly for programs, leniently for people."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict  # noqa: TID251 (a query string is what is parsed)
from django.utils.translation import gettext as _
from django_filters import Filter, FilterSet

from postings.languages import PostingLanguage
from postings.models import Posting
from postings.models.rules import YEARS_AT_MOST
from postings.pay import CURRENCIES, Period
from postings.search import fields
from postings.search.criteria import (
    ATTRIBUTES,
    UNSTATED,
    Criteria,
    Scope,
    Skills,
    Sort,
    Undisclosed,
)
from postings.vocabulary import Contract, Employment, Level, Workplace

PAGE_SIZE = 20
PAGE_SIZE_MAX = 100
HOURS_MAX = 12
KM_MAX = 500
DAYS = {"1d": 1, "3d": 3, "7d": 7, "30d": 30}
COUNTS = ("exact", "capped")


@dataclass(frozen=True)
class Notice:
    """What was wrong with a parameter: its name, a code for programs, and words."""

    name: str
    code: str
    words: str


@dataclass(frozen=True)
class Asked:
    """A query string as it was understood.

    notices: for a page, what was left out of the search; a program gets them as
    errors instead. is_bare: no parameter of a search was given at all.
    """

    criteria: Criteria
    cursor: str = ""
    page_size: int = PAGE_SIZE
    count: str = ""
    notices: tuple[Notice, ...] = ()
    is_bare: bool = True

    def query(self) -> str:
        """The query string that asks for the same page of the same search."""
        paging = {
            name: getattr(self, name)
            for name in ("cursor", "page_size")
            if getattr(self, name) != getattr(Asked, name)
        }
        return urlencode([*self.criteria.pairs(), *paging.items()])


class Refused(Exception):
    """A program's query string that is not whole; `notices` say where and why."""

    def __init__(self, notices: Iterable[Notice]) -> None:
        super().__init__("the search was not understood")
        self.notices = tuple(notices)


def made_of(field: type[forms.Field], **bounds: Any) -> Filter:
    """A filter that django-filter reads with this field."""
    made = Filter(**bounds)
    made.field_class = field
    return made


def one(shape: Any) -> Filter:
    return made_of(fields.ShapedField, shape=shape)


def many(*known: str) -> Filter:
    return made_of(fields.ManyField, shape=fields.one_of(*known))


def number(low: int, high: int) -> Filter:
    return made_of(forms.IntegerField, min_value=low, max_value=high)


def choice(*known: str) -> Filter:
    return one(fields.one_of(*known))


FILTERS = {
    "q": made_of(fields.WordsField),
    "from": one(fields.country),
    "speaks": made_of(fields.SpeaksField, shape=fields.spoken),
    "years": number(0, YEARS_AT_MOST),
    "workplace": many(*Workplace.values, UNSTATED),
    "place": one(fields.place),
    "radius": number(1, KM_MAX),
    "level": many(*Level.values, UNSTATED),
    "skill": made_of(fields.ManyField, shape=fields.skill),
    "skills": choice(*Skills),
    "pay": made_of(fields.PayField),
    "currency": choice(*CURRENCIES),
    "period": choice(*Period.values),
    "undisclosed": choice(*Undisclosed),
    "employment": many(*Employment.values, UNSTATED),
    "contract": many(*Contract.values, UNSTATED),
    "overlap": number(1, HOURS_MAX),
    "tz": one(fields.zone),
    "language": many(*PostingLanguage.values),
    "company": one(fields.slug),
    "within": choice(*DAYS),
    "sort": choice(*Sort),
    "scope": choice(*Scope),
    "cursor": made_of(forms.CharField, max_length=500),
    "page_size": number(1, PAGE_SIZE_MAX),
    "count": choice(*COUNTS),
}
PAGING = ("cursor", "page_size", "count")
LISTS = {
    name
    for name, filter_ in FILTERS.items()
    if issubclass(filter_.field_class, fields.ManyField)
}
# What only means something beside another parameter.
NEEDS = {"radius": "place", "overlap": "tz"}


@cache
def grammar() -> type[forms.Form]:
    """The form that django-filter makes of the filters, made once."""
    made = type(FilterSet)("Grammar", (FilterSet,), dict(FILTERS))
    form: type[forms.Form] = made(queryset=Posting.objects.none()).get_form_class()
    return form


def parse(data: QueryDict, *, is_strict: bool) -> Asked:
    """The search that a query string asks for.

    is_strict: raise Refused with all that is unknown, malformed or given twice.
    Otherwise what is unknown is ignored, and what is malformed is left out and told
    in `notices`. Either way UnreadableText for a control character.
    """
    known = {name: values(data, name) for name in FILTERS if name in data}
    form = grammar()(data=as_form_data(known))
    notices = [
        Notice(name, str(error.code or "invalid"), " ".join(map(str, error.messages)))
        for name, errors in form.errors.as_data().items()
        for error in errors
    ]
    notices += missing_needs(form.cleaned_data)
    if is_strict:
        notices += strictly(data)
        if notices:
            raise Refused(notices)
    wrong = {notice.name for notice in notices}
    clean = {
        name: form.cleaned_data[name]
        for name in known
        if name not in wrong and form.cleaned_data.get(name) not in (None, "", ())
    }
    paging = {name: clean.pop(name) for name in PAGING if name in clean}
    return Asked(
        criteria=Criteria(**{ATTRIBUTES.get(n, n): v for n, v in clean.items()}),
        notices=tuple(notices),
        is_bare=not known.keys() - {"cursor", "page_size"},
        **paging,
    )


def values(data: QueryDict, name: str) -> list[str]:
    return [fields.readable(value) for value in data.getlist(name)]


def as_form_data(known: dict[str, list[str]]) -> dict[str, Any]:
    """Lists where a parameter may be repeated, otherwise the last value."""
    return {
        name: given if name in LISTS else given[-1] for name, given in known.items()
    }


def missing_needs(clean: dict[str, Any]) -> list[Notice]:
    return [
        Notice(
            name, "incomplete", _("This needs “%(name)s” beside it.") % {"name": other}
        )
        for name, other in NEEDS.items()
        if clean.get(name) is not None and not clean.get(other)
    ]


def strictly(data: QueryDict) -> list[Notice]:
    """What only a program is told: parameters that do not exist or come twice."""
    unknown = [
        Notice(name, "unknown", _("There is no such parameter."))
        for name in sorted(data.keys() - FILTERS.keys())
    ]
    twice = [
        Notice(name, "twice", _("This parameter takes one value."))
        for name in sorted(FILTERS.keys() - LISTS)
        if len(data.getlist(name)) > 1
    ]
    return unknown + twice


def from_query(query: str) -> Criteria:
    """The criteria of a canonical query string, such as an alert keeps."""
    return parse(QueryDict(query), is_strict=True).criteria
