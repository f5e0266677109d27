"""The form that claims a domain."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.lifecycle.domain import MAILBOXES, name_in


class DomainForm(forms.Form):
    """A domain, typed as it is or as the address of a page."""

    name = forms.CharField(
        label=_("Domain"),
        max_length=300,
        widget=forms.TextInput(
            attrs={"placeholder": "example.com", "autocapitalize": "none"}
        ),
    )

    def clean_name(self) -> str:
        try:
            return name_in(self.cleaned_data["name"])
        except ValueError as error:
            raise forms.ValidationError(_("This is no domain.")) from error


class MailboxForm(forms.Form):
    """One of the addresses that whoever runs a domain reads."""

    mailbox = forms.ChoiceField(choices=[(name, name) for name in MAILBOXES])
