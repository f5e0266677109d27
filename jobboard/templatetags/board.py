"""Filters and tags of every template, without `{% load %}`."""

from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django import template
from django.utils.translation import gettext as _

from jobboard import formats
from jobboard.ids import encode

register = template.Library()


@register.filter
def long_date(day: date | datetime) -> str:
    return formats.long_date(day)


@register.filter
def age(moment: datetime) -> str:
    return formats.age(moment)


@register.filter
def moment(at: datetime) -> str:
    """Day and time, where the board is."""
    return formats.moment(at)


@register.filter
def duration(length: timedelta) -> str:
    return formats.duration(length)


@register.filter
def yes_or_no(value: str) -> str:
    """The answer to a question of yes or no."""
    return str(_("Yes") if value == "yes" else _("No"))


@register.filter
def host(url: str) -> str:
    """The host of an address, to say where a link goes."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


@register.filter
def public_id(number: int) -> str:
    return encode(number)


@register.filter
def initials(name: str) -> str:
    """Two letters for a company without a logo."""
    words = [word for word in name.split() if word[:1].isalnum()]
    if len(words) > 1:
        return (words[0][0] + words[1][0]).upper()
    return name[:2].capitalize()


@register.filter
def chosen(options: list[dict[str, object]]) -> bool:
    """Whether any of a widget's options is selected."""
    return any(option["selected"] for option in options)


@register.filter
def browser(user_agent: str) -> str:
    """A browser and its system, as far as it tells."""
    return formats.browser(user_agent)
