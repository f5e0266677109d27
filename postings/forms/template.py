"""The name of a template."""

from django import forms
from django.utils.translation import gettext_lazy as _

from jobboard.text import validate_printable


class TemplateForm(forms.Form):
    """What a company calls it."""

    name = forms.CharField(
        label=_("Name"), max_length=80, validators=[validate_printable]
    )
