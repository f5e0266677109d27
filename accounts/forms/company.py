"""A company and its team."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Company, Role
from jobboard.text import validate_printable


class NewCompanyForm(forms.Form):
    """What a company begins with."""

    name = forms.CharField(
        label=_("Name of the company"),
        max_length=120,
        validators=[validate_printable],
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    website = forms.URLField(
        label=_("Website"),
        max_length=200,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"autocomplete": "url"}),
    )

    def facts(self) -> dict[str, Any]:
        """What the deeds take."""
        return {k: v for k, v in self.cleaned_data.items() if k != "version"}


class CompanyForm(NewCompanyForm):
    """A company's settings, written against the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    description = forms.CharField(
        label=_("About the company"),
        max_length=10_000,
        required=False,
        validators=[validate_printable],
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Markdown: empty lines between paragraphs, - before points."),
    )

    @classmethod
    def begin_with(cls, company: Company) -> dict[str, Any]:
        """What the form for this company begins with."""
        names = ("version", "name", "website", "description")
        return {name: getattr(company, name) for name in names}


class InvitationForm(forms.Form):
    """Whom to ask, and what they may do."""

    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=Role.choices, initial=Role.RECRUITER
    )


class RoleForm(forms.Form):
    """Another role for a member, given against the version that was read."""

    version = forms.IntegerField(min_value=1)
    role = forms.ChoiceField(choices=Role.choices)
