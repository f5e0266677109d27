"""What a reader ticks to ask a company for facts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from postings.publishing.facts import Fact


class QuestionForm(forms.Form):
    """Which of the facts that are not stated they would like to know."""

    facts = forms.MultipleChoiceField(
        label=_("What would you like to know?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, facts: list[Fact], **more: Any) -> None:
        super().__init__(*args, **more)
        asked = self.fields["facts"]
        assert isinstance(asked, forms.MultipleChoiceField)  # noqa: S101
        asked.choices = [(one.name, one.label) for one in facts]
