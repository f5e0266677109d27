"""What people write around an application, and what they decide."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from jobboard.ids import decode
from jobboard.text import validate_printable
from postings.lifecycle.application import TAG_LENGTH, TAGS_AT_MOST, Work
from postings.models import STAGES, Posting, Refusal
from postings.models.teamwork import TEXT_AT_MOST

NOBODY = ("", _("nobody"))
# The board's own reason is not for people.
REASONS = [pair for pair in Refusal.choices if pair[0] != Refusal.UNANSWERED]


def words_field(label: Any, **more: Any) -> forms.CharField:
    more.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
    return forms.CharField(
        label=label, max_length=TEXT_AT_MOST, validators=[validate_printable], **more
    )


class WordsForm(forms.Form):
    """A message or a note."""

    words = words_field(_("Message"))


class RatingForm(forms.Form):
    """One to five."""

    value = forms.IntegerField(min_value=1, max_value=5)


class RejectForm(forms.Form):
    """Why, and in which words; the candidate reads both."""

    version = forms.IntegerField(min_value=1)
    reason = forms.ChoiceField(label=_("Reason"), choices=REASONS)
    words = words_field(_("A few words for the candidate (optional)"), required=False)


class TransferForm(forms.Form):
    """To which other job of the company."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    to = forms.TypedChoiceField(label=_("Another job"), coerce=decode)

    def __init__(self, data: Any = None, *, jobs: Iterable[Posting]) -> None:
        super().__init__(data)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [(job.public_id, str(job)) for job in jobs]


class TagsField(forms.CharField):
    """Tags with commas between them; cleaned to a list."""

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value))
        tags = [" ".join(tag.split()) for tag in text.split(",")]
        tags = list(dict.fromkeys(filter(None, tags)))
        if len(tags) > TAGS_AT_MOST:
            raise ValidationError(_("At most ten tags."), code="too_many")
        if any(len(tag) > TAG_LENGTH for tag in tags):
            raise ValidationError(_("A tag has thirty letters at most."), code="long")
        return tags

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, (list, tuple)) else value


class WorkForm(forms.Form):
    """Stage, who looks after it, tags and a note: what one member saves at once."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    status = forms.ChoiceField(label=_("Stage"), required=False)
    assignee_id = forms.TypedChoiceField(
        label=_("Looked after by"), coerce=int, empty_value=None, required=False
    )
    tags = TagsField(
        label=_("Tags"),
        required=False,
        validators=[validate_printable],
        help_text=_("With commas between them."),
    )
    note = words_field(
        _("Note"), required=False, help_text=_("Only your team sees it.")
    )

    def __init__(
        self, data: Any = None, *, team: Sequence[User], begin: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=begin)
        status, assignee = self.fields["status"], self.fields["assignee_id"]
        assert isinstance(status, forms.ChoiceField)  # noqa: S101
        assert isinstance(assignee, forms.ChoiceField)  # noqa: S101
        status.choices = [(stage.value, stage.label) for stage in STAGES]
        assignee.choices = [NOBODY, *((user.pk, str(user)) for user in team)]

    def work(self, before: Work) -> Work:
        """What stands in the form; where the form has no stage, the one before."""
        data = self.cleaned_data
        return Work(
            status=data["status"] or before.status,
            assignee_id=data["assignee_id"],
            tags=tuple(data["tags"]),
        )
