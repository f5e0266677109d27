"""The facts of a posting as programs hand them over: strict, nested, each optional.

What is left out of a PATCH stays; null or [] is "not stated". An object such as
`pay` is handed over whole.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

from jobboard.rest.fields import (
    Amount,
    Choice,
    Clock,
    Flag,
    Moment,
    Strict,
    Text,
    Whole,
)
from postings import languages, regions
from postings.forms.choices import ZONES
from postings.languages import Cefr, PostingLanguage
from postings.lifecycle.checks import Fault, faults
from postings.lifecycle.facts import Facts, LanguageNeed, SkillNeed
from postings.models import ApplyVia, Place
from postings.models.rules import DAYS_AT_MOST, OVERLAP_AT_MOST, YEARS_AT_MOST
from postings.pay import CURRENCIES, LIMIT, Basis, Period
from postings.vocabulary import Benefit, Contract, Employment, Level, Workplace

PLACES, SKILLS, STEPS, RULES = 20, 60, 10, 60
UNSTATED: dict[str, Any] = {"allow_null": True, "required": False, "default": None}


class Link(Text):
    """A web address."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=1000, **kwargs)
        self.validators.append(URLValidator(schemes=["http", "https"]))


def several(choices: Any) -> serializers.ListField:
    return serializers.ListField(
        child=Choice(choices), required=False, max_length=len(choices)
    )


def flag() -> Flag:
    return Flag(allow_null=True, required=False)


def at_least_a_letter(name: str) -> None:
    if not any(letter.isalnum() for letter in name):
        raise ValidationError(_("There is no letter or digit in it."), "nameless")


def known_region(name: str) -> None:
    if not regions.is_known(name):
        raise ValidationError(_("There is no such region or country."), "unknown")


def not_past(moment: Any) -> None:
    if moment < timezone.now():
        raise ValidationError(_("That moment has passed."), "past")


class YearsInput(Strict[Any]):
    min = Whole(min_value=0, max_value=YEARS_AT_MOST, **UNSTATED)
    max = Whole(min_value=1, max_value=YEARS_AT_MOST, **UNSTATED)


class RegionInput(Strict[Any]):
    includes = serializers.ListField(
        child=Text(max_length=20, validators=[known_region]),
        max_length=RULES,
        allow_empty=False,
    )
    excludes = serializers.ListField(
        child=Text(max_length=20, validators=[known_region]),
        max_length=RULES,
        required=False,
        default=list,
    )


class HoursInput(Strict[Any]):
    to = Clock(**UNSTATED)
    zone = Choice(ZONES)
    overlap = Whole(min_value=1, max_value=OVERLAP_AT_MOST, **UNSTATED)

    def get_fields(self) -> dict[str, Any]:
        # `from` is no name that Python has.
        begins = Clock(**UNSTATED)
        return {"from": begins, **super().get_fields()}


class LanguageInput(Strict[Any]):
    code = Choice(languages.ASKED)
    level = Choice(Cefr.choices, **UNSTATED)
    required = Flag(default=True)  # type: ignore[assignment]


class SkillInput(Strict[Any]):
    name = Text(max_length=60, validators=[at_least_a_letter])
    required = Flag(default=True)  # type: ignore[assignment]


class PlaceInput(Strict[Any]):
    """A city, by GeoNames' id or as `City, Country`."""

    id = Whole(min_value=1, max_value=2**31 - 1, required=False)
    name = Text(max_length=120, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if len(attrs) != 1:
            raise ValidationError(_("Say the id or the name."), "one-of")
        if "id" in attrs:
            found = Place.objects.filter(pk=attrs["id"]).first()
        else:
            found = Place.objects.find(attrs["name"])
        if found is None:
            raise ValidationError(_("We do not know this place."), "unknown")
        return {"place": found.pk}


class PayInput(Strict[Any]):
    min = Amount(max_value=LIMIT - 1, **UNSTATED)
    max = Amount(max_value=LIMIT - 1, **UNSTATED)
    currency = Choice(CURRENCIES)
    period = Choice(Period.choices)
    basis = Choice(Basis.choices, **UNSTATED)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["min"] is None and attrs["max"] is None:
            words = _("Say an amount, or null for the whole of it.")
            raise ValidationError({"min": [words]}, "required")
        return attrs


class ApplyInput(Strict[Any]):
    via = Choice(ApplyVia.choices)
    url = Link(**UNSTATED)
    email = serializers.EmailField(max_length=254, **UNSTATED)


class SourceInput(Strict[Any]):
    name = Text(max_length=60)
    url = Link(**UNSTATED)
    id = Text(max_length=120, **UNSTATED)


class FactsInput(Strict[Any]):
    """A PATCH: the facts that change."""

    title = Text(max_length=120, required=False)
    language = Choice(PostingLanguage.choices, required=False)
    description = Text(
        max_length=40_000, required=False, allow_blank=True, help_text="Markdown."
    )
    levels = several(Level.choices)
    years = YearsInput(allow_null=True, required=False)
    employment = several(Employment.choices)
    contracts = several(Contract.choices)
    workplace = Choice(Workplace.choices, allow_null=True, required=False)
    office_days = Whole(
        min_value=1, max_value=DAYS_AT_MOST, allow_null=True, required=False
    )
    places = serializers.ListField(
        child=PlaceInput(), required=False, max_length=PLACES
    )
    region = RegionInput(allow_null=True, required=False)
    hours = HoursInput(allow_null=True, required=False)
    languages = serializers.ListField(
        child=LanguageInput(), required=False, max_length=len(languages.ASKED)
    )
    skills = serializers.ListField(
        child=SkillInput(), required=False, max_length=SKILLS
    )
    pay = PayInput(allow_null=True, required=False)
    pay_is_undisclosed = Flag(required=False)
    equity = flag()
    benefits = several(Benefit.choices)
    sponsors_visa = flag()
    pays_relocation = flag()
    hiring_steps = serializers.ListField(
        child=Text(max_length=160), required=False, max_length=STEPS
    )
    apply = ApplyInput(allow_null=True, required=False)
    source = SourceInput(allow_null=True, required=False)  # type: ignore[assignment]
    posted_at = serializers.DateField(allow_null=True, required=False)
    publish_at = Moment(allow_null=True, required=False, validators=[not_past])
    valid_through = Moment(allow_null=True, required=False, validators=[not_past])


class NewFactsInput(FactsInput):
    """A POST: a title and the language that it is written in, and what is known."""

    title = Text(max_length=120)
    language = Choice(PostingLanguage.choices)


# How an object is stored: its members' columns.
OBJECTS = {
    "years": {"min": "years_min", "max": "years_max"},
    "region": {"includes": "region_includes", "excludes": "region_excludes"},
    "hours": {
        "from": "hours_from",
        "to": "hours_to",
        "zone": "hours_zone",
        "overlap": "hours_overlap",
    },
    "pay": {
        "min": "pay_min",
        "max": "pay_max",
        "currency": "pay_currency",
        "period": "pay_period",
        "basis": "pay_basis",
    },
    "apply": {"via": "apply_via", "url": "apply_url", "email": "apply_email"},
    "source": {"name": "source_name", "url": "source_url", "id": "source_id"},
}
RENAMED = {"equity": "pay_equity"}
# Columns whose "not stated" is not NULL.
EMPTY: dict[str, Any] = {
    "region_includes": [],
    "region_excludes": [],
    **dict.fromkeys(
        "workplace hours_zone pay_currency pay_period pay_basis apply_via apply_url"
        " apply_email source_name source_url source_id".split(),
        "",
    ),
}


def read_facts(kind: type[FactsInput], data: Any) -> dict[str, Any]:
    """The facts of a body; ValidationError names what is wrong in it."""
    given = kind(data=data)
    given.is_valid(raise_exception=True)
    return dict(as_facts(given.validated_data))


def as_facts(given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What the deeds take, of what was given."""
    for name, value in given.items():
        if name in OBJECTS:
            for member, column in OBJECTS[name].items():
                yield column, stored(column, value[member] if value else None)
        elif name == "languages":
            yield name, [language_need(one) for one in value]
        elif name == "skills":
            yield name, [SkillNeed(one["name"], one["required"]) for one in value]
        elif name == "places":
            yield name, [one["place"] for one in value]
        elif isinstance(value, list):
            yield name, list(dict.fromkeys(value))
        else:
            yield RENAMED.get(name, name), stored(name, value)


def stored(column: str, value: Any) -> Any:
    return EMPTY.get(column) if value is None else value


def language_need(one: Mapping[str, Any]) -> LanguageNeed:
    return LanguageNeed(one["code"], one["level"] or "", one["required"])


def check(facts: Facts, *, has_company: bool) -> None:
    """ValidationError where the facts contradict each other, each at its pointer."""
    errors: dict[str, Any] = {}
    for fault in faults(facts, has_company=has_company):
        name, member = place_of(fault)
        detail = [ErrorDetail(str(fault.words), fault.code)]
        if member:
            errors.setdefault(name, {}).setdefault(member, detail)
        else:
            errors.setdefault(name, detail)
    if errors:
        raise ValidationError(errors)


def place_of(fault: Fault) -> tuple[str, str]:
    """(member, member within it) of the body where the fault is."""
    if fault.row is not None:
        return fault.name, str(fault.row)
    for name, members in OBJECTS.items():
        for member, column in members.items():
            if column == fault.name:
                return name, member
    return fault.name, ""
