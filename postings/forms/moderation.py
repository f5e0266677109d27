"""What a moderator fills in to decide."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jobboard.text import validate_printable
from postings.models import Reason


class DecisionForm(forms.Form):
    """The version that was read, the decision, and what the author shall know."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    decision = forms.ChoiceField(choices=[("approve", ""), ("return", "")])
    reasons = forms.MultipleChoiceField(
        label=_("Reasons"),
        help_text=_("For sending it back."),
        choices=Reason.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label=_("In your words"),
        help_text=_("The author reads this."),
        max_length=2000,
        required=False,
        validators=[validate_printable],
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        explained = data.get("reasons") or data.get("words")
        if data.get("decision") == "return" and not explained:
            words = _("Tick a reason, or say it in your words.")
            self.add_error("reasons", ValidationError(words, code="required"))
        return data

    def chosen_reasons(self) -> list[Reason]:
        return [Reason(one) for one in self.cleaned_data["reasons"]]
