"""The posting form: every fact may be left out, and what is left out stays unsaid."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.models import Company, Role, User
from jobboard import formats
from jobboard.text import validate_printable
from postings import languages, regions
from postings.forms.widgets import AmountField, GroupedCheckboxes, NamesField
from postings.languages import Cefr
from postings.lifecycle.facts import COLUMNS, LanguageNeed, SkillNeed
from postings.models import Posting
from postings.models.posting import YEARS_AT_MOST
from postings.pay import CURRENCIES
from postings.vocabulary import CONTRACT_COUNTRY, Contract, Employment, Level

NOT_STATED = ("", _("not stated"))
LANGUAGE_ROWS = 3
SKILLS_AT_MOST = 30
Choices = list[Any]


def region_choices() -> Choices:
    """Regions, the countries of Latin America, and all others, by name."""
    latam = regions.MEMBERS[regions.Region.LATAM]
    return [
        (_("Regions"), list(regions.Region.choices)),
        (_("Latin America"), country_choices(latam)),
        (_("Other countries"), country_choices(regions.COUNTRIES - latam)),
    ]


def country_choices(codes: frozenset[str]) -> list[tuple[str, str]]:
    named = [(code, formats.country_name(code)) for code in codes]
    return sorted(named, key=lambda pair: formats.sort_key(pair[1]))


def language_choices() -> Choices:
    named = [(code, formats.language_name(code)) for code in languages.ASKED]
    return [("", _("no language")), *named]


def contract_choices() -> Choices:
    """Regimes of everywhere first, then country by country."""
    general = [(c.value, c.label) for c in Contract if c not in CONTRACT_COUNTRY]
    local = [
        (
            contract.value,
            format_lazy("{} ({})", contract.label, formats.country_name(country)),
        )
        for contract, country in CONTRACT_COUNTRY.items()
    ]
    return [*general, *local]


class PostingForm(forms.ModelForm[Posting]):
    """All facts of one posting. It hands them over as `facts()`, and saves nothing."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)
    levels = forms.MultipleChoiceField(
        label=_("Level"),
        choices=Level.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Every level that you would take."),
    )
    years_min = forms.IntegerField(
        label=_("Years from"), required=False, min_value=0, max_value=YEARS_AT_MOST
    )
    years_max = forms.IntegerField(
        label=_("Years to"),
        required=False,
        min_value=1,
        max_value=YEARS_AT_MOST,
        help_text=_("Leave it empty for “or more”."),
    )
    employment = forms.MultipleChoiceField(
        label=_("Working time"),
        choices=Employment.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    contracts = forms.MultipleChoiceField(
        label=_("Contract"),
        choices=contract_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    region_includes = forms.MultipleChoiceField(
        label=_("Open to people who work from"),
        choices=region_choices,
        required=False,
        widget=GroupedCheckboxes,
    )
    region_excludes = forms.MultipleChoiceField(
        label=_("Except"),
        choices=region_choices,
        required=False,
        widget=GroupedCheckboxes,
    )
    pay_min = AmountField(label=_("From"), required=False)
    pay_max = AmountField(
        label=_("To"),
        required=False,
        help_text=_("One figure? Write it in both. No upper limit? Leave this empty."),
    )
    pay_currency = forms.ChoiceField(
        label=_("Currency"),
        choices=lambda: [NOT_STATED, *((code, code) for code in CURRENCIES)],
        required=False,
    )
    skills_required = NamesField(
        label=_("Must have"),
        limit=SKILLS_AT_MOST,
        name_length=60,
        required=False,
        validators=[validate_printable],
        help_text=_("Skills with commas between them: Ruby on Rails, PostgreSQL"),
    )
    skills_nice = NamesField(
        label=_("Nice to have"),
        limit=SKILLS_AT_MOST,
        name_length=60,
        required=False,
        validators=[validate_printable],
    )
    apply_url = forms.URLField(
        label=_("Address of the page"),
        required=False,
        max_length=1000,
        assume_scheme="https",
    )
    source_url = forms.URLField(
        label=_("Address there"),
        required=False,
        max_length=1000,
        assume_scheme="https",
    )
    open_until = forms.DateField(
        label=_("Open until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Thirty days from publication where you leave it empty."),
    )

    class Meta:
        model = Posting
        fields = (
            "title",
            "language",
            "description",
            "workplace",
            "pay_period",
            "pay_basis",
            "apply_via",
            "apply_email",
            "source_name",
            "posted_at",
        )
        widgets = {
            "description": forms.Textarea(attrs={"rows": 16}),
            "posted_at": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        labels = {"workplace": _("Workplace")}
        help_texts = {
            "title": _("The name of the job alone: no pay, no place, no company."),
            "description": _(
                "Markdown: empty lines between paragraphs, - before points."
            ),
            "source_name": _("Where the job was first published, such as LinkedIn."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language_rows = max(LANGUAGE_ROWS, self._language_count() + 1)
        for row in range(self.language_rows):
            self._add_language_row(row)
        for name in ("workplace", "pay_period", "pay_basis", "apply_via"):
            choices = self.fields[name].choices  # type: ignore[attr-defined]
            self.fields[name].choices = [NOT_STATED, *list(choices)[1:]]  # type: ignore[attr-defined]
        if self.instance.pk:
            self._begin_with_what_is_stored()

    def _language_count(self) -> int:
        return self.instance.language_needs.count() if self.instance.pk else 0

    def _add_language_row(self, row: int) -> None:
        number = row + 1
        self.fields[f"language_{number}"] = forms.ChoiceField(
            label=format_lazy("{} {}", _("Language"), number),
            choices=language_choices,
            required=False,
        )
        self.fields[f"language_level_{number}"] = forms.ChoiceField(
            label=_("Level"), choices=[NOT_STATED, *Cefr.choices], required=False
        )
        self.fields[f"language_is_nice_{number}"] = forms.BooleanField(
            label=_("nice to have"), required=False
        )

    def _begin_with_what_is_stored(self) -> None:
        posting = self.instance
        begin = {name: getattr(posting, name) for name in COLUMNS}
        begin["version"] = posting.version
        if posting.valid_through:
            begin["open_until"] = timezone.localdate(posting.valid_through)
        for name, required in (("skills_required", True), ("skills_nice", False)):
            begin[name] = [
                need.skill.name
                for need in posting.skill_needs.all()
                if need.is_required is required
            ]
        for number, need in enumerate(posting.language_needs.all(), start=1):
            begin[f"language_{number}"] = need.code
            begin[f"language_level_{number}"] = need.level
            begin[f"language_is_nice_{number}"] = not need.is_required
        self.initial = {**begin, **self.initial}

    def language_fields(self) -> Iterator[tuple[forms.BoundField, ...]]:
        """The rows of language, level and nice-to-have, for the template."""
        for number in range(1, self.language_rows + 1):
            names = ("language", "language_level", "language_is_nice")
            yield tuple(self[f"{name}_{number}"] for name in names)

    def clean_open_until(self) -> datetime | None:
        """The end of that day, which has to lie ahead."""
        day = self.cleaned_data["open_until"]
        if day is None:
            return None
        if day < timezone.localdate():
            raise ValidationError(_("That day has passed."), code="past")
        return timezone.make_aware(datetime.combine(day, time.max))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self._check_range("years_min", "years_max", _("Less than the years before it."))
        self._check_range("pay_min", "pay_max", _("Less than the amount before it."))
        self._check_pay(data)
        self._check_region(data)
        self._check_languages(data)
        self._check_apply(data)
        self._check_source(data)
        return data

    def has_company(self, data: dict[str, Any]) -> bool:
        return self.instance.company_id is not None

    def _check_source(self, data: dict[str, Any]) -> None:
        """Nobody's job is somebody else's find, which says where it was found."""
        if self.has_company(data) or data.get("source_name"):
            return
        words = _("Without a company, say where the job was first published.")
        self.add_error("source_name", ValidationError(words, code="required"))

    def _check_range(self, low: str, high: str, words: Any) -> None:
        first, last = self.cleaned_data.get(low), self.cleaned_data.get(high)
        if first is not None and last is not None and last < first:
            self.add_error(high, ValidationError(words, code="range"))

    def _check_pay(self, data: dict[str, Any]) -> None:
        figures = [data.get("pay_min"), data.get("pay_max")]
        if any(figure == 0 for figure in figures):
            words = _("Leave it empty where the pay is not stated; nobody works for 0.")
            self.add_error("pay_min", ValidationError(words, code="zero"))
        about = ["pay_currency", "pay_period"]
        if any(figure is not None for figure in figures):
            for name in about:
                if not data.get(name):
                    self.add_error(
                        name, ValidationError(_("Say which."), code="required")
                    )
        elif not {"pay_min", "pay_max"} & self.errors.keys():
            for name in [*about, "pay_basis"]:
                data[name] = ""

    def _check_region(self, data: dict[str, Any]) -> None:
        includes, excludes = data.get("region_includes"), data.get("region_excludes")
        if excludes and not includes:
            words = _("Say first to whom it is open.")
            self.add_error("region_excludes", ValidationError(words, code="alone"))
            return
        try:
            regions.resolve(includes or (), excludes or ())
        except ValueError:
            words = _("This leaves nobody.")
            self.add_error("region_excludes", ValidationError(words, code="nobody"))

    def _check_languages(self, data: dict[str, Any]) -> None:
        seen: set[str] = set()
        for number in range(1, self.language_rows + 1):
            code = data.get(f"language_{number}", "")
            if not code and data.get(f"language_level_{number}"):
                words = _("Say which language.")
                self.add_error(
                    f"language_{number}", ValidationError(words, code="which")
                )
            if code and code in seen:
                words = _("This language is there already.")
                self.add_error(
                    f"language_{number}", ValidationError(words, code="twice")
                )
            seen.add(code)

    def _check_apply(self, data: dict[str, Any]) -> None:
        """One way to apply, with its address; the other address is left out."""
        for way, name in (("url", "apply_url"), ("email", "apply_email")):
            if data.get("apply_via") != way:
                if name not in self.errors:
                    data[name] = ""
            elif not data.get(name) and name not in self.errors:
                self.add_error(name, ValidationError(_("Say where."), code="required"))

    def facts(self) -> dict[str, Any]:
        """What the deeds take: columns, languages and skills."""
        data = self.cleaned_data
        facts = {name: data[name] for name in COLUMNS if name in data}
        facts["valid_through"] = data["open_until"]
        facts["languages"] = [
            LanguageNeed(
                code=data[f"language_{number}"],
                level=data[f"language_level_{number}"],
                is_required=not data[f"language_is_nice_{number}"],
            )
            for number in range(1, self.language_rows + 1)
            if data[f"language_{number}"]
        ]
        facts["skills"] = [
            *(SkillNeed(name) for name in data["skills_required"]),
            *(SkillNeed(name, is_required=False) for name in data["skills_nice"]),
        ]
        return facts


class NewPostingForm(PostingForm):
    """A posting that does not exist yet also says whose it is."""

    company = forms.ModelChoiceField(
        Company.objects.none(),
        label=_("Company"),
        required=False,
        empty_label=_("not stated: a job that I found elsewhere"),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        companies = Company.objects.of(user, Role.OWNER, Role.RECRUITER)
        field = self.fields["company"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = companies
        if not self.is_bound and len(companies) == 1:
            self.initial.setdefault("company", companies[0])

    def has_company(self, data: dict[str, Any]) -> bool:
        return bool(data.get("company"))
