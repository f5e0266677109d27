"""The posting form: every fact may be left out, and what is left out stays unsaid."""

from collections.abc import Iterator
from datetime import time
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import Company, Role, User
from jobboard.text import validate_printable
from postings.forms import choices
from postings.forms.checks import Checks
from postings.forms.widgets import (
    AmountField,
    GroupedCheckboxes,
    MomentField,
    NamesField,
    PlacesField,
    YesNoField,
)
from postings.languages import Cefr, PostingLanguage
from postings.lifecycle.facts import COLUMNS, Facts, LanguageNeed, SkillNeed, facts_of
from postings.models import ApplyVia, Place, Posting
from postings.models.rules import DAYS_AT_MOST, OVERLAP_AT_MOST, YEARS_AT_MOST
from postings.pay import Basis, Period
from postings.vocabulary import Benefit, Employment, Level, Workplace

LANGUAGE_ROWS = 3
NOT_STATED = choices.NOT_STATED


def many(label: Any, options: Any, **more: Any) -> forms.MultipleChoiceField:
    widget = more.pop("widget", forms.CheckboxSelectMultiple)
    return forms.MultipleChoiceField(
        label=label, choices=options, required=False, widget=widget, **more
    )


def one(label: Any, options: Any, **more: Any) -> forms.ChoiceField:
    """A choice that may stay "not stated"."""
    listed = options if callable(options) else [NOT_STATED, *options]
    return forms.ChoiceField(label=label, choices=listed, required=False, **more)


def text(label: Any, length: int, **more: Any) -> forms.CharField:
    more.setdefault("required", False)
    checks = [validate_printable]
    return forms.CharField(label=label, max_length=length, validators=checks, **more)


def number(label: Any, least: int, most: int, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=least, max_value=most, **more
    )


def address(label: Any) -> forms.URLField:
    return forms.URLField(
        label=label, required=False, max_length=1000, assume_scheme="https"
    )


def clock(label: Any, **more: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=False, widget=widget, **more)


class PostingForm(Checks):
    """All facts of one posting. It hands them over as `facts()`, and saves nothing.

    begin: the facts that it begins with, as `begin_with` reads them. A draft may
    lack its text; what is sent to others may not (`is_sent`).
    """

    is_sent = False

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    title = text(
        _("Title"),
        120,
        required=True,
        help_text=_("The name of the job alone: no pay, no place, no company."),
    )
    language = forms.ChoiceField(
        label=_("Language of this text"),
        choices=[("", _("choose one")), *PostingLanguage.choices],
    )
    levels = many(
        _("Level"), Level.choices, help_text=_("Every level that you would take.")
    )
    years_min = number(_("Years from"), 0, YEARS_AT_MOST)
    years_max = number(
        _("Years to"), 1, YEARS_AT_MOST, help_text=_("Leave it empty for “or more”.")
    )
    employment = many(_("Working time"), Employment.choices)
    contracts = many(_("Contract"), choices.contract_choices, widget=GroupedCheckboxes)

    workplace = one(_("Workplace"), Workplace.choices)
    office_days = number(_("Days a week at the office"), 1, DAYS_AT_MOST)
    places = PlacesField(
        label=_("Places"),
        limit=20,
        name_length=120,
        separator="\n",
        help_text=_("One on a line: Bogotá, Colombia"),
    )
    region_includes = many(
        _("Open to people who work from"),
        choices.region_choices,
        widget=GroupedCheckboxes,
    )
    region_excludes = many(
        _("Except"), choices.region_choices, widget=GroupedCheckboxes
    )
    hours_from = clock(_("Hours together, from"))
    hours_to = clock(_("to"))
    hours_zone = one(_("in the time of"), choices.zone_choices)
    hours_overlap = number(
        _("Hours in common, at least"),
        1,
        OVERLAP_AT_MOST,
        help_text=_("Empty: all of the hours together."),
    )
    skills_required = NamesField(
        label=_("Must have"),
        limit=30,
        name_length=60,
        validators=[validate_printable],
        help_text=_("Skills with commas between them: Ruby on Rails, PostgreSQL"),
    )
    skills_nice = NamesField(
        label=_("Nice to have"),
        limit=30,
        name_length=60,
        validators=[validate_printable],
    )

    pay_min = AmountField(label=_("From"), required=False)
    pay_max = AmountField(
        label=_("To"),
        required=False,
        help_text=_("One figure? Write it in both. No upper limit? Leave this empty."),
    )
    pay_currency = one(_("Currency"), choices.currency_choices)
    pay_period = one(_("Paid"), Period.choices)
    pay_basis = one(_("Gross or net"), Basis.choices)
    pay_is_undisclosed = forms.BooleanField(
        label=_("We do not disclose the pay"), required=False
    )
    pay_equity = YesNoField(label=_("Equity"), choices=choices.yes_no_choices)
    benefits = many(_("Benefits"), Benefit.choices)
    sponsors_visa = YesNoField(
        label=_("Helps with a visa"), choices=choices.yes_no_choices
    )
    pays_relocation = YesNoField(
        label=_("Pays for relocation"), choices=choices.yes_no_choices
    )

    description = text(
        _("Description"),
        40_000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("Markdown: empty lines between paragraphs, - before points."),
    )
    hiring_steps = NamesField(
        label=_("How you hire"),
        limit=10,
        name_length=160,
        separator="\n",
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[validate_printable],
        help_text=_("One step on a line, from the application to the answer."),
    )
    apply_via = one(_("How to apply"), ApplyVia.choices)
    apply_url = address(_("Address of the page"))
    apply_email = forms.EmailField(label=_("E-mail for applications"), required=False)
    source_name = text(
        _("First published on"),
        60,
        help_text=_("Where the job was first published, such as LinkedIn."),
    )
    source_url = address(_("Address there"))
    posted_at = forms.DateField(
        label=_("First published"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    publish_on = MomentField(
        label=_("Publish on"),
        moment=time.min,
        required=False,
        help_text=_("As soon as it is approved where you leave it empty."),
    )
    open_until = MomentField(
        label=_("Open until"),
        moment=time.max,
        required=False,
        help_text=_("Thirty days from publication where you leave it empty."),
    )

    def __init__(
        self, data: Any = None, *, begin: dict[str, Any] | None = None
    ) -> None:
        begin = begin or {}
        super().__init__(data, initial=dict(begin))
        needs = begin.get("languages", [])
        self.with_company = bool(begin.get("company"))
        self.language_rows = max(LANGUAGE_ROWS, len(needs) + 1)
        for row in range(1, self.language_rows + 1):
            self._add_language_row(row)
        for row, need in enumerate(needs, start=1):
            self.initial[f"language_{row}"] = need.code
            self.initial[f"language_level_{row}"] = need.level
            self.initial[f"language_is_nice_{row}"] = not need.is_required

    def _add_language_row(self, row: int) -> None:
        self.fields[f"language_{row}"] = one(
            format_lazy("{} {}", _("Language"), row), choices.language_choices
        )
        self.fields[f"language_level_{row}"] = one(_("Level"), Cefr.choices)
        self.fields[f"language_is_nice_{row}"] = forms.BooleanField(
            label=_("nice to have"), required=False
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self.check_languages(data)
        self.check_facts(data)
        self.check_text(data)
        return data

    def has_company(self, data: dict[str, Any]) -> bool:
        return self.with_company

    def facts(self) -> dict[str, Any]:
        """What the deeds take: columns, languages, skills and places."""
        return self.facts_of(self.cleaned_data)

    def facts_of(self, data: dict[str, Any]) -> dict[str, Any]:
        facts = {name: data[name] for name in COLUMNS if name in data}
        facts["publish_at"] = data.get("publish_on")
        facts["valid_through"] = data.get("open_until")
        facts["places"] = [place.pk for place in data.get("places", ())]
        facts["languages"] = [
            LanguageNeed(
                code=data[f"language_{row}"],
                level=data.get(f"language_level_{row}", ""),
                is_required=not data[f"language_is_nice_{row}"],
            )
            for row in range(1, self.language_rows + 1)
            if data.get(f"language_{row}")
        ]
        facts["skills"] = [
            *(SkillNeed(name) for name in data.get("skills_required", ())),
            *(
                SkillNeed(name, is_required=False)
                for name in data.get("skills_nice", ())
            ),
        ]
        return facts

    def language_fields(self) -> Iterator[tuple[forms.BoundField, ...]]:
        """The rows of language, level and nice-to-have, for the template."""
        for row in range(1, self.language_rows + 1):
            names = ("language", "language_level", "language_is_nice")
            yield tuple(self[f"{name}_{row}"] for name in names)


class NewPostingForm(PostingForm):
    """A posting that does not exist yet also says whose it is."""

    company = forms.ModelChoiceField(
        Company.objects.none(),
        label=_("Company"),
        required=False,
        empty_label=_("not stated: a job that I found elsewhere"),
    )

    def __init__(
        self, data: Any = None, *, user: User, begin: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, begin=begin)
        companies = Company.objects.of(user, Role.OWNER, Role.RECRUITER)
        field = self.fields["company"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = companies
        if not self.is_bound and len(companies) == 1:
            self.initial.setdefault("company", companies[0])

    def has_company(self, data: dict[str, Any]) -> bool:
        return bool(data.get("company"))


def begin_with(posting: Posting, facts: Facts | None = None) -> dict[str, Any]:
    """What a form for this posting begins with: its facts, or those of a revision."""
    begin: dict[str, Any] = {**facts_of(posting), **(facts or {})}
    begin["publish_on"], begin["open_until"] = (
        begin["publish_at"],
        begin["valid_through"],
    )
    begin["places"] = list(Place.objects.filter(pk__in=begin["places"]))
    for name, required in (("skills_required", True), ("skills_nice", False)):
        begin[name] = [
            need.name for need in begin["skills"] if need.is_required is required
        ]
    begin["company"] = posting.company
    return begin
