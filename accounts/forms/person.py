"""A person's own account."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from jobboard.text import validate_printable


class ProfileForm(forms.ModelForm[User]):
    """How somebody is called, and the language that the board speaks to them."""

    name = forms.CharField(
        label=_("Name"),
        max_length=100,
        required=False,
        validators=[validate_printable],
        help_text=_("What colleagues and companies see. Leave it empty if you like."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("The language of our mail to you."),
    )

    class Meta:
        model = User
        fields = ("name", "language")


class DeletionForm(forms.Form):
    """One deliberate step before an account is gone."""

    sure = forms.BooleanField(
        label=_("I want my account and what belongs to it deleted for good")
    )
