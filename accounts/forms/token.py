"""What a person says about a new token."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Company, Scope, User
from jobboard.text import validate_printable

DAYS = (("30", _("30 days")), ("90", _("90 days")), ("365", _("one year")))


class TokenForm(forms.Form):
    """A name, what it is for, where, and for how long."""

    name = forms.CharField(
        label=_("What for"),
        max_length=60,
        validators=[validate_printable],
        help_text=_("So that you know it again: the program, the machine."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("It may"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    company = forms.ModelChoiceField(
        Company.objects.none(),
        label=_("Only for"),
        required=False,
        empty_label=_("all companies that I work for"),
    )
    days = forms.ChoiceField(label=_("Good for"), choices=DAYS, initial="90")

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        field = self.fields["company"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = Company.objects.of(user)

    def facts(self) -> dict[str, Any]:
        """What the deed takes."""
        data = dict(self.cleaned_data)
        days = int(data.pop("days"))
        return {**data, "expires_at": expiry(days)}


def expiry(days: int) -> datetime:
    """The moment after which a token of so many days is no good."""
    return timezone.now() + timedelta(days=days)
