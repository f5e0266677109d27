"""What a reader tells about themselves, so that every list is cut to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jobboard import formats
from postings.forms.choices import ZONES, country_choices
from postings.languages import Cefr
from postings.models.rules import YEARS_AT_MOST
from postings.pay import CURRENCIES, Period
from postings.regions import COUNTRIES, MEMBERS, Region
from postings.search.criteria import DOLLARS, NONE_OF_IT, Criteria
from postings.search.fields import PayField

SPOKEN = ("en", "pt", "es")
UNTOLD = ("", _("I would rather not say"))


def level_choices() -> list[Any]:
    return [UNTOLD, (NONE_OF_IT, _("none")), *Cefr.choices]


def origin_choices() -> list[Any]:
    """Latin America first."""
    near = MEMBERS[Region.LATAM]
    return [
        UNTOLD,
        (_("Latin America"), country_choices(near)),
        (_("Other countries"), country_choices(COUNTRIES - near)),
    ]


def zone_choices() -> list[Any]:
    return [UNTOLD, *((zone, formats.zone_name(zone)) for zone in ZONES)]


class ReaderForm(forms.Form):
    """Country, languages, years, the pay that is worth a look, and the time zone."""

    country = forms.ChoiceField(
        label=_("I work from"), choices=origin_choices, required=False
    )
    en = forms.ChoiceField(label=_("My English"), choices=level_choices, required=False)
    pt = forms.ChoiceField(
        label=_("My Portuguese"), choices=level_choices, required=False
    )
    es = forms.ChoiceField(label=_("My Spanish"), choices=level_choices, required=False)
    years = forms.IntegerField(
        label=_("My years of experience"),
        min_value=0,
        max_value=YEARS_AT_MOST,
        required=False,
    )
    pay = PayField(label=_("I want at least"), required=False)
    currency = forms.ChoiceField(
        label=_("Currency"),
        choices=[(code, code) for code in CURRENCIES],
        initial=DOLLARS,
        required=False,
    )
    period = forms.ChoiceField(
        label=_("Paid"), choices=Period.choices, initial=Period.MONTH, required=False
    )
    tz = forms.ChoiceField(
        label=_("My time zone"), choices=zone_choices, required=False
    )

    @classmethod
    def starting_with(cls, criteria: Criteria) -> "ReaderForm":
        """The form as these criteria would fill it."""
        spoken = dict(one.split("-") for one in criteria.speaks)
        names = ("country", "years", "pay", "currency", "period", "tz")
        told = {name: getattr(criteria, name) for name in names}
        levels = {code: spoken.get(code, "") for code in SPOKEN}
        return cls(initial={**told, **levels})

    def criteria(self) -> Criteria:
        """What was told, as a search; only of a valid form."""
        told = self.cleaned_data
        speaks = tuple(f"{code}-{told[code]}" for code in SPOKEN if told[code])
        return Criteria(
            country=told["country"],
            speaks=speaks,
            years=told["years"],
            pay=told["pay"],
            currency=told["currency"] or DOLLARS,
            period=told["period"] or Period.MONTH,
            tz=told["tz"],
        )
