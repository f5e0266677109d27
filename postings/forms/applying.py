"""The form with which a candidate applies: one page, and nothing typed is ever lost."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from jobboard import files
from jobboard.text import validate_printable
from postings.lifecycle import cvs
from postings.lifecycle.applying import Content
from postings.models import Cv, Posting, Profile, Question, QuestionKind
from postings.models.intake import NO, YES

LINK_LABELS = (_("Code"), _("Site or profile"), _("Another link"))
SHORT_AT_MOST, LONG_AT_MOST = 300, 3_000
YES_NO = [(YES, _("Yes")), (NO, _("No"))]


class CvField(forms.FileField):
    """A document, checked by its content; it cleans to a `files.Document`."""

    def __init__(self, **more: Any) -> None:
        widget = forms.FileInput(attrs={"accept": ".pdf,.docx,.odt"})
        more.setdefault("help_text", _("PDF, DOCX or ODT, up to 5 MB."))
        super().__init__(
            required=False, allow_empty_file=True, widget=widget, label=_("CV"), **more
        )

    def clean(self, data: Any, initial: Any = None) -> files.Document | None:
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            return files.checked(upload)
        except files.FileRefused as refusal:
            raise ValidationError(refusal.words, code=refusal.code) from refusal


def link(label: Any) -> forms.URLField:
    return forms.URLField(
        label=format_lazy("{} {}", label, _("(optional)")),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"inputmode": "url", "placeholder": "https://"}),
    )


class ApplyForm(forms.Form):
    """What a candidate sends. It hands it over as `content()`, and stores only the CV.

    The CV may come with the form, from an earlier try (`stash`), or from the
    profile of whoever is signed in.
    """

    name = forms.CharField(
        label=_("Name"),
        max_length=100,
        validators=[validate_printable],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    cv = CvField()
    stash = forms.CharField(required=False, widget=forms.HiddenInput, max_length=200)
    note = forms.CharField(
        label=_("What the company should know (optional)"),
        required=False,
        max_length=10_000,
        validators=[validate_printable],
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Three paragraphs are enough, in the language that you prefer."),
    )

    def __init__(
        self,
        posting: Posting,
        data: Any = None,
        uploads: Any = None,
        *,
        begin: dict[str, Any] | None = None,
        profile: Profile | None = None,
    ) -> None:
        super().__init__(data, uploads, initial=begin or {})
        self.posting, self.profile = posting, profile
        self.stored: Cv | None = self._stored()
        self.questions = list(posting.questions.all())
        for number, label in enumerate(LINK_LABELS, start=1):
            self.fields[f"link_{number}"] = link(label)
        for question in self.questions:
            self.fields[f"question_{question.pk}"] = question_field(question)

    def _stored(self) -> Cv | None:
        """The CV that is here already, of an earlier try or of the profile."""
        if self.is_bound:
            return cvs.claimed(self.data.get("stash", ""))
        return Cv.objects.filter(profile=self.profile).first() if self.profile else None

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        document = data.get("cv")
        if document is not None:
            self.stored = cvs.keep(document)
        if self.is_from_profile and self.stored is None and self.profile is not None:
            self.stored = Cv.objects.filter(profile=self.profile).first()
        links = any(data.get(f"link_{n}") for n in range(1, len(LINK_LABELS) + 1))
        if self.stored is None and not links and "cv" not in self.errors:
            self.add_error("cv", _("Add a CV, or a link that shows your work."))
        return data

    @property
    def is_from_profile(self) -> bool:
        return self.is_bound and "profile_cv" in self.data

    def stash_value(self) -> str:
        """What the next try carries for the CV that is here; "" for none."""
        mine = self.stored is not None and self.stored.profile_id is None
        return cvs.claim_for(self.stored) if self.stored and mine else ""

    def link_fields(self) -> Iterator[forms.BoundField]:
        for number in range(1, len(LINK_LABELS) + 1):
            yield self[f"link_{number}"]

    def question_fields(self) -> Iterator[tuple[Question, forms.BoundField]]:
        for question in self.questions:
            yield question, self[f"question_{question.pk}"]

    def content(self, *, language: str) -> Content:
        """What the deed takes."""
        data, cv = self.cleaned_data, self.stored
        if cv is not None and cv.profile_id is not None:
            cv = cvs.copy(cv)
        numbers = range(1, len(LINK_LABELS) + 1)
        links = [data[f"link_{n}"] for n in numbers if data[f"link_{n}"]]
        return Content(
            name=data["name"],
            email=data["email"],
            language=language,
            note=data["note"],
            links=list(dict.fromkeys(links)),
            answers=[
                answer_to(question, data[f"question_{question.pk}"])
                for question in self.questions
            ],
            cv=cv,
        )


def question_field(question: Question) -> forms.Field:
    """The field for one question of the employer."""
    label: Any = question.prompt
    if not question.is_required:
        label = format_lazy("{} {}", label, _("(optional)"))
    common: dict[str, Any] = {
        "label": label,
        "required": question.is_required,
        "help_text": must_be_words(question),
    }
    kind = question.kind
    if kind == QuestionKind.YES_NO:
        return forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, **common)
    if kind == QuestionKind.CHOICE:
        options = [(option, option) for option in question.options]
        return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **common)
    if kind == QuestionKind.NUMBER:
        widget = forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"})
        return forms.DecimalField(
            max_digits=12, decimal_places=2, widget=widget, **common
        )
    is_long = kind == QuestionKind.LONG
    return forms.CharField(
        max_length=LONG_AT_MOST if is_long else SHORT_AT_MOST,
        validators=[validate_printable],
        widget=forms.Textarea(attrs={"rows": 5}) if is_long else forms.TextInput(),
        **common,
    )


def must_be_words(question: Question) -> Any:
    """What the candidate is told of an answer that the job cannot do without."""
    if not question.must_be:
        return ""
    answer = dict(YES_NO).get(question.must_be, question.must_be)
    words = _("The company needs this to be: {}. You may apply all the same.")
    return format_lazy(words, answer)


def answer_to(question: Question, value: Any) -> dict[str, Any]:
    """The answer as it is kept, with the question as it was asked."""
    text = "" if value is None else str(value)
    knocked_out = bool(question.must_be) and text != question.must_be
    return {
        "question": question.pk,
        "prompt": question.prompt,
        "kind": question.kind,
        "value": text,
        "is_knocked_out": knocked_out,
    }
