"""What a moderator fills in to decide."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jobboard.text import validate_printable
from postings.models import Reason

# Decisions that the author must be able to understand.
EXPLAINED = frozenset({"return", "reject", "freeze"})


class DecisionForm(forms.Form):
    """The version that was read, the decision, and what the author shall know."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    posting_version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, required=False
    )
    decision = forms.ChoiceField()
    reasons = forms.MultipleChoiceField(
        label=_("Reasons"),
        help_text=_("For every decision but an approval."),
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

    def __init__(self, *args: Any, deeds: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["decision"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [(deed, deed) for deed in deeds]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        explained = data.get("reasons") or data.get("words")
        if data.get("decision") in EXPLAINED and not explained:
            words = _("Tick a reason, or say it in your words.")
            self.add_error("reasons", ValidationError(words, code="required"))
        return data

    def explanation(self) -> dict[str, Any]:
        """Reasons and words, as the deeds take them."""
        chosen = [Reason(one) for one in self.cleaned_data["reasons"]]
        return {"reasons": chosen, "words": self.cleaned_data["words"]}
