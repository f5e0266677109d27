"""The grammar of a search, for the document; `search.parsing` is what reads it.

A test holds the names of both against each other.
"""

from typing import Any

from rest_framework import serializers

from jobboard.rest.fields import Parameters
from postings.languages import PostingLanguage
from postings.models.rules import YEARS_AT_MOST
from postings.pay import CURRENCIES, Period
from postings.search.criteria import UNSTATED, Scope, Skills, Sort, Undisclosed
from postings.search.parsing import (
    COUNTS,
    DAYS,
    HOURS_MAX,
    KM_MAX,
    PAGE_SIZE,
    PAGE_SIZE_MAX,
)
from postings.vocabulary import Contract, Employment, Level, Workplace


def text(words: str, **more: Any) -> serializers.CharField:
    return serializers.CharField(required=False, help_text=words, **more)


def number(low: int, high: int, words: str) -> serializers.IntegerField:
    return serializers.IntegerField(
        required=False, min_value=low, max_value=high, help_text=words
    )


def one(choices: Any, words: str) -> serializers.ChoiceField:
    return serializers.ChoiceField(list(choices), required=False, help_text=words)


def many(child: serializers.Field[Any, Any, Any, Any], words: str) -> Any:
    return serializers.ListField(child=child, required=False, help_text=words)


def any_of(choices: Any, words: str) -> Any:
    listed = [*choices, UNSTATED]
    return many(serializers.ChoiceField(listed), f"{words}; repeated.")


class SearchWithoutPages(Parameters):
    """What is searched for."""

    q = text('Words, "phrases", -minus, OR; the last word also as a beginning.')
    speaks = many(
        serializers.CharField(),
        "en-B2: asks at most this of the language; pt-none: none of it. Repeated.",
    )
    years = number(0, YEARS_AT_MOST, "Asks for at most this many.")
    workplace = any_of(Workplace.values, "Where the work is done")
    place = text("GeoNames' id, or a name: on site and hybrid around it.")
    radius = number(1, KM_MAX, "Kilometres around the place.")
    level = any_of(Level.values, "Any of them")
    skill = many(serializers.CharField(), "A skill's slug; repeated.")
    skills = one(Skills, "Whether all of the skills, or any of them.")
    pay = text("Its maximum reaches this, in `currency` for each `period`.")
    currency = one(CURRENCIES, "ISO 4217; USD where it is left out.")
    period = one(Period.values, "month where it is left out.")
    undisclosed = one(Undisclosed, "Postings that do not state their pay.")
    employment = any_of(Employment.values, "How much of one's time")
    contract = any_of(Contract.values, "The legal regime")
    overlap = number(1, HOURS_MAX, "At least so many hours of my day; with `tz`.")
    tz = text("IANA zone.")
    language = many(
        serializers.ChoiceField(PostingLanguage.values),
        "The posting's own language; repeated.",
    )
    company = text("A company's slug.")
    within = one(DAYS, "Published since.")
    sort = one(Sort, "relevance with `q`, newest without.")
    scope = one(Scope, "all: also those outside the reader's reach, marked.")

    def get_fields(self) -> dict[str, Any]:
        # `from` is no name that Python has.
        country = text("ISO 3166-1 alpha-2: open to somebody who works from there.")
        return {"from": country, **super().get_fields()}


class SearchParameters(SearchWithoutPages):
    """What is searched for, and which page of it."""

    cursor = text(
        "From `next` or `previous` of a page.", max_length=500, allow_blank=True
    )
    page_size = serializers.IntegerField(
        required=False,
        default=PAGE_SIZE,
        min_value=1,
        max_value=PAGE_SIZE_MAX,
        help_text="Rows on a page.",
    )
    count = one(COUNTS, "Also say how many there are: all, or at most 10000.")
