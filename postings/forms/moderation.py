"""What a moderator fills in: decisions, alone or in bulk, questions, and filters."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jobboard.ids import decode
from jobboard.text import validate_printable
from postings.languages import PostingLanguage
from postings.lifecycle.decisions import EXPLAINED, Seen
from postings.models import Case, Cause, Outcome, Reason

BULK_AT_MOST = 50
ANY = ("", _("any"))


class ExplainedForm(forms.Form):
    """A decision, and what its author shall know."""

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
        widget=forms.Textarea(attrs={"rows": 3}),
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


class DecisionForm(ExplainedForm):
    """One decision, on what was read: the versions say which."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    posting_version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, required=False
    )
    case_version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, required=False
    )

    def seen(self) -> Seen:
        """The versions, as the decision takes them."""
        data = self.cleaned_data
        return Seen(
            row=data["version"],
            posting=data["posting_version"] or 0,
            case=data["case_version"] or 0,
        )


@dataclass(frozen=True)
class Picked:
    """One ticked line of the queue: a case, and the versions that were shown."""

    case_id: int
    seen: Seen


def pick_value(case: Case) -> str:
    """What the line's box stands for: `id:version`, then those of posting and case.

    "" for a claim, on which nobody decides in bulk.
    """
    if case.claim is not None:
        return ""
    subject = case.revision or case.posting
    assert subject is not None  # noqa: S101 (any other open case has one)
    versions = [subject.version, case.posting.version, case.version]  # type: ignore[union-attr]
    return ":".join([case.public_id, *map(str, versions)])


def read_pick(value: str) -> Picked | None:
    """The line behind the value; None where it is no such value."""
    letters, *numbers = value.split(":")
    try:
        row, posting, case = (int(number) for number in numbers)
        return Picked(decode(letters), Seen(row, posting, case))
    except ValueError:
        return None


class BulkForm(ExplainedForm):
    """One decision on several lines of the queue."""

    def picked(self) -> list[Picked | None]:
        """The ticked lines in their order; None stands for what cannot be read."""
        values = self.data.getlist("pick")[:BULK_AT_MOST]  # type: ignore[attr-defined]
        return [read_pick(value) for value in dict.fromkeys(values)]


class AskForm(forms.Form):
    """A question to the author."""

    question = forms.CharField(
        label=_("Ask the author"),
        help_text=_("It is mailed. The job stays where it is."),
        max_length=2000,
        validators=[validate_printable],
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class QueueForm(forms.Form):
    """What of the queue is shown; what is not known is left out."""

    cause = forms.ChoiceField(
        label=_("Why it waits"), choices=[ANY, *Cause.choices], required=False
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=[ANY, *PostingLanguage.choices], required=False
    )

    def conditions(self) -> dict[str, Any]:
        """The filter of the cases."""
        self.is_valid()
        asked = self.cleaned_data
        found = {"language": asked.get("language")}
        if asked.get("cause"):
            found["causes__contains"] = [asked["cause"]]
        return {name: value for name, value in found.items() if value}


class LogForm(forms.Form):
    """Which decisions are looked for."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[ANY, *((o.value, o.label) for o in Outcome if o != Outcome.MOOT)],
        required=False,
    )
    by = forms.CharField(
        label=_("Moderator"),
        max_length=100,
        required=False,
        validators=[validate_printable],
    )
    company = forms.CharField(
        label=_("Company or job"),
        max_length=120,
        required=False,
        validators=[validate_printable],
    )
    since = forms.DateField(
        label=_("From"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    until = forms.DateField(
        label=_("To"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
