"""What an owner says to claim a job, and a moderator to decide on it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from accounts.models import Company, Role, User
from jobboard.text import validate_printable
from postings.models.claim import CLAIM_WORDS_AT_MOST


class ClaimForm(forms.Form):
    """For which company, and how one could know."""

    company = forms.ModelChoiceField(
        label=gettext_lazy("Company"),
        queryset=Company.objects.none(),
        empty_label=None,
    )
    words = forms.CharField(
        label=gettext_lazy("How can we know that it is yours?"),
        help_text=gettext_lazy(
            "Such as a page of yours that lists it. Only moderators read this."
        ),
        max_length=CLAIM_WORDS_AT_MOST,
        required=False,
        validators=[validate_printable],
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["company"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = Company.objects.of(user, Role.OWNER)


class ClaimDecisionForm(forms.Form):
    """Grant it, or refuse it with words."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    decision = forms.ChoiceField(choices=[("grant", "grant"), ("refuse", "refuse")])
    words = forms.CharField(
        label=gettext_lazy("In your words"),
        help_text=gettext_lazy("Whoever asked reads this."),
        max_length=CLAIM_WORDS_AT_MOST,
        required=False,
        validators=[validate_printable],
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("decision") == "refuse" and not found.get("words"):
            self.add_error("words", _("Say why."))
        return found
