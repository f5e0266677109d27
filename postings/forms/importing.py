"""What an owner hands over to be imported: a file, or an address."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext as _, gettext_lazy

from jobboard.text import validate_printable
from postings.models import SourceKind

FILE_AT_MOST = 5_000_000
# How often an address may be read again, in hours; 0 is never.
OFTEN = (
    (0, gettext_lazy("only this once")),
    (6, gettext_lazy("every 6 hours")),
    (24, gettext_lazy("every day")),
)


class ImportForm(forms.Form):
    """One of the two, what it is, and what to call it."""

    address = forms.URLField(
        label=gettext_lazy("Address of your jobs"),
        required=False,
        max_length=1000,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"]), validate_printable],
        help_text=gettext_lazy(
            "Your board at Greenhouse, Lever or Ashby, a page with JobPosting data, or"
            " a feed."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("JSON, CSV, RSS or a saved page, up to 5 MB."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        required=False,
        choices=[("", gettext_lazy("tell it by looking")), *SourceKind.choices],
    )
    name = forms.CharField(
        label=gettext_lazy("What to call the source"),
        required=False,
        max_length=60,
        validators=[validate_printable],
        help_text=gettext_lazy(
            "Readers see it as the place of first publication. A later file of the same"
            " name replaces this one: what it does not list any more is closed."
        ),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > FILE_AT_MOST:
            raise forms.ValidationError(_("This file is larger than 5 MB."))
        return file

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if self.errors:
            return found
        if bool(found["address"]) == bool(found["file"]):
            words = _("Give either an address or a file.")
            self.add_error("file" if found["file"] else "address", words)
        return found


class ConfirmForm(forms.Form):
    """Whether to carry out what was shown, and how often to look again."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    every_hours = forms.TypedChoiceField(
        label=gettext_lazy("Read this address"),
        choices=OFTEN,
        coerce=int,
        required=False,
        empty_value=None,
    )
