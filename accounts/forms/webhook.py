"""Where a company wants to be told, and of what."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from accounts.lifecycle.webhook import kinds
from jobboard.text import validate_printable


def kind_choices() -> list[tuple[str, str]]:
    """By the names that programs read."""
    return [(name, name) for name in kinds]


class WebhookForm(forms.Form):
    """An address, and the events that it hears of."""

    url = forms.CharField(
        label=_("Address"),
        max_length=1000,
        validators=[URLValidator(schemes=["https", "http"]), validate_printable],
        help_text=_("Public, and yours: a program there reads what we send."),
        widget=forms.URLInput,
    )
    events = forms.MultipleChoiceField(
        label=_("It hears of"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        events: Any = self.fields["events"]
        events.choices = kind_choices()
