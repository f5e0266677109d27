"""Passkeys: every key that is added can sign in alone."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """allauth's form without its choice: a passkey always proves who holds it."""

    name = forms.CharField(label=_("Name of the passkey"), max_length=60)
    passwordless = forms.BooleanField(
        initial=True, required=True, widget=forms.HiddenInput
    )
