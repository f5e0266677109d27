"""The form fields that read the values of a search, each within its bounds."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jobboard.text import UNPRINTABLE
from postings.languages import RANKS
from postings.regions import COUNTRIES
from postings.search.criteria import NONE_OF_IT
from postings.vocabulary import skill_slug

VALUES_AT_MOST = 20
WORDS_LONGEST = 200
WORDS_AT_MOST = 24
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# Characters that have no width and no meaning in a search.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ZONES = available_timezones()


class UnreadableText(ValueError):
    """A control character or half a character: no search of any person has one."""


class WordsField(forms.CharField):
    """What somebody typed into the search box."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=WORDS_LONGEST, **kwargs)

    def clean(self, value: Any) -> Any:
        words = INVISIBLE.sub("", super().clean(value) or "")
        if len(words.split()) > WORDS_AT_MOST:
            raise ValidationError(_("These are too many words."), code="too-many")
        return " ".join(words.split())


class ShapedField(forms.CharField):
    """One value that a function brings into shape, or refuses with ValueError."""

    def __init__(self, shape: Callable[[str], str], **kwargs: Any) -> None:
        self.shape = shape
        super().__init__(max_length=100, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return shaped(text, self.shape) if text else ""


class ManyField(forms.MultipleChoiceField):
    """A parameter that may be repeated; each value shaped like the others."""

    widget = forms.SelectMultiple

    def __init__(self, shape: Callable[[str], str], **kwargs: Any) -> None:
        self.shape = shape
        super().__init__(**kwargs)

    def clean(self, value: Any) -> tuple[str, ...]:
        given: Sequence[str] = [one for one in value or () if one]
        if len(given) > VALUES_AT_MOST:
            words = _("No more than %(count)d values.") % {"count": VALUES_AT_MOST}
            raise ValidationError(words, code="too-many")
        return tuple(shaped(one, self.shape) for one in given)


class SpeaksField(ManyField):
    """Languages with their levels, each language once."""

    def clean(self, value: Any) -> tuple[str, ...]:
        spoken = super().clean(value)
        codes = {one[:2] for one in spoken}
        if len(codes) < len(set(spoken)):
            raise ValidationError(_("One language has two levels."), code="twice")
        return spoken


class PayField(forms.DecimalField):
    """A floor for the pay, more than nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            min_value=Decimal("0.01"),
            max_value=Decimal(10) ** 10,
            decimal_places=2,
            **kwargs,
        )


def shaped(value: str, shape: Callable[[str], str]) -> str:
    try:
        return shape(value.strip())
    except (KeyError, ValueError) as error:
        words = _("“%(value)s” is not a value of this filter.") % {"value": value[:60]}
        raise ValidationError(words, code="invalid") from error


def one_of(*known: str) -> Callable[[str], str]:
    """A shape that is one of these words."""
    values = frozenset(known)

    def shape(value: str) -> str:
        if value not in values:
            raise ValueError(value)
        return value

    return shape


def country(value: str) -> str:
    """An ISO 3166-1 code; empty for `any`."""
    if value == "any":
        return ""
    if value.upper() not in COUNTRIES:
        raise ValueError(value)
    return value.upper()


def spoken(value: str) -> str:
    """`en-B2` or `pt-none`, however its letters are written."""
    code, _dash, level = value.partition("-")
    code, level = code.lower(), level.lower()
    if not re.fullmatch("[a-z]{2}", code):
        raise ValueError(value)
    if level == NONE_OF_IT:
        return f"{code}-{level}"
    if level.upper() not in RANKS:
        raise ValueError(value)
    return f"{code}-{level.upper()}"


def slug(value: str) -> str:
    value = value.lower()
    if not SLUG.fullmatch(value) or len(value) > 60:
        raise ValueError(value)
    return value


def skill(value: str) -> str:
    """A skill's slug, or any of its names."""
    found = skill_slug(value)
    if not found or len(found) > 60:
        raise ValueError(value)
    return found


def zone(value: str) -> str:
    if value not in ZONES:
        raise ValueError(value)
    return value


def place(value: str) -> str:
    """GeoNames' id, or words without needless blanks."""
    words = " ".join(INVISIBLE.sub("", value).split())
    if not words or (words.isdecimal() and len(words) > 9):
        raise ValueError(value)
    return words


def readable(text: str) -> str:
    """The text in its composed form; UnreadableText for what cannot be shown."""
    if CONTROL.search(text) or UNPRINTABLE.search(text):
        raise UnreadableText(text)
    return unicodedata.normalize("NFC", text)
