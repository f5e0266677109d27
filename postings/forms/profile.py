"""The profile of somebody who looks for work: everything may be left out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jobboard.text import validate_printable
from postings import regions
from postings.forms import choices
from postings.forms.applying import CvField
from postings.forms.posting import many, number, one, text
from postings.forms.widgets import AmountField, NamesField
from postings.languages import Cefr
from postings.models import Profile, Skill
from postings.models.rules import YEARS_AT_MOST
from postings.pay import Period
from postings.vocabulary import Level

LANGUAGE_ROWS, LINKS_AT_MOST = 4, 5


def country_choices() -> list[Any]:
    latam = regions.MEMBERS[regions.Region.LATAM]
    return [
        ("", _("not told")),
        *choices.country_choices(latam),
        *choices.country_choices(regions.COUNTRIES - latam),
    ]


class LinksField(NamesField):
    """Addresses of pages, one on a line."""

    def clean(self, value: Any) -> list[str]:
        page = forms.URLField(max_length=500, assume_scheme="https")
        return [page.clean(line) for line in super().clean(value)]


class ProfileForm(forms.Form):
    """One person's profile; `save()` writes it."""

    headline = text(_("Headline"), 120)
    levels = many(_("Level"), Level.choices)
    years = number(_("Years of experience"), 0, YEARS_AT_MOST)
    skills = NamesField(
        label=_("Skills"),
        limit=30,
        name_length=60,
        validators=[validate_printable],
        help_text=_("With commas between them: Ruby on Rails, PostgreSQL"),
    )
    country = one(_("I work from"), country_choices)
    other_country = one(_("I may also work from"), country_choices)
    pay_floor = AmountField(label=_("Pay at least"), required=False)
    pay_currency = one(_("Currency"), choices.currency_choices)
    pay_period = one(_("Paid"), Period.choices)
    links = LinksField(
        label=_("Links"),
        limit=LINKS_AT_MOST,
        name_length=500,
        separator="\n",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on a line."),
    )
    cv = CvField()
    forget_cv = forms.BooleanField(label=_("Delete the CV kept here"), required=False)

    def __init__(
        self, data: Any = None, uploads: Any = None, *, profile: Profile
    ) -> None:
        super().__init__(data, uploads, initial=begin_with(profile))
        self.profile = profile
        for row in range(1, LANGUAGE_ROWS + 1):
            self.fields[f"language_{row}"] = one(
                _("Language"), choices.language_choices
            )
            self.fields[f"language_level_{row}"] = one(_("Level"), Cefr.choices)

    def language_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        rows = range(1, LANGUAGE_ROWS + 1)
        return [(self[f"language_{n}"], self[f"language_level_{n}"]) for n in rows]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        pay = [data.get(name) for name in ("pay_floor", "pay_currency", "pay_period")]
        if any(pay) and not all(pay) and "pay_floor" not in self.errors:
            words = _(
                "An amount needs its currency and its period, or leave all empty."
            )
            self.add_error("pay_floor", words)
        return data

    def save(self) -> Profile:
        """Write the profile's own columns and skills; the CV is the caller's."""
        data, profile = self.cleaned_data, self.profile
        for name in ("headline", "levels", "years", "links"):
            setattr(profile, name, data[name])
        for name in ("pay_floor", "pay_currency", "pay_period"):
            setattr(profile, name, data[name])
        countries = [data["country"], data["other_country"]]
        profile.countries = list(dict.fromkeys(code for code in countries if code))
        rows = range(1, LANGUAGE_ROWS + 1)
        profile.languages = [
            [data[f"language_{n}"], data[f"language_level_{n}"]]
            for n in rows
            if data[f"language_{n}"]
        ]
        profile.save()
        profile.skills.set(Skill.objects.named(data["skills"]))
        return profile


def begin_with(profile: Profile) -> dict[str, Any]:
    """What the form begins with."""
    names = ("headline", "levels", "years", "links")
    begin: dict[str, Any] = {name: getattr(profile, name) for name in names}
    for name in ("pay_floor", "pay_currency", "pay_period"):
        begin[name] = getattr(profile, name)
    begin["country"], begin["other_country"] = [*profile.countries, "", ""][:2]
    if profile.pk:
        begin["skills"] = [skill.name for skill in profile.skills.order_by("name")]
    for row, (code, level) in enumerate(profile.languages, start=1):
        begin[f"language_{row}"], begin[f"language_level_{row}"] = code, level
    return begin
