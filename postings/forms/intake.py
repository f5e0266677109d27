"""What an employer asks of candidates, promises them, and how a company handles them."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from jobboard.text import validate_printable
from postings.forms.posting import number, one, text
from postings.forms.widgets import NamesField
from postings.lifecycle.intake import QUESTIONS_AT_MOST
from postings.models import STAGES, HiringSettings, Intake, Question, QuestionKind
from postings.models.application_rules import KEEP_MONTHS
from postings.models.intake import ANSWER_WITHIN_AT_MOST, NO, YES
from postings.models.teamwork import TEXT_AT_MOST

MORE_ROWS, OPTIONS_AT_MOST = 2, 12
NO_QUESTION = ("", _("no question"))
# What people of three languages write for the two answers.
YES_WORDS, NO_WORDS = {"yes", "sim", "sí", "si"}, {"no", "não", "nao"}
PARTS = ("pk", "kind", "prompt", "options", "is_optional", "must_be")


class IntakeForm(forms.Form):
    """Promise, limit and questions of one posting."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    answer_within = number(
        _("We answer within (days)"),
        1,
        ANSWER_WITHIN_AT_MOST,
        help_text=_("Candidates see it. Empty: no promise."),
    )
    applications_left = number(
        _("How many more applications to take"),
        0,
        100_000,
        help_text=_("Empty: as many as come."),
    )

    def __init__(
        self, data: Any = None, *, intake: Intake, questions: list[Question]
    ) -> None:
        begin: dict[str, Any] = {
            "version": intake.version,
            "answer_within": intake.answer_within,
            "applications_left": intake.applications_left,
        }
        self.rows = min(len(questions) + MORE_ROWS, QUESTIONS_AT_MOST)
        self.known = {str(question.pk) for question in questions}
        for row, question in enumerate(questions, start=1):
            begin |= {f"{part}_{row}": part_of(question, part) for part in PARTS}
        super().__init__(data, initial=begin)
        for row in range(1, self.rows + 1):
            self._add_row(row)

    def _add_row(self, row: int) -> None:
        kinds = [NO_QUESTION, *QuestionKind.choices]
        self.fields |= {
            f"pk_{row}": forms.CharField(widget=forms.HiddenInput, required=False),
            f"kind_{row}": one(format_lazy("{} {}", _("Question"), row), kinds),
            f"prompt_{row}": text(_("What you ask"), 300),
            f"options_{row}": NamesField(
                label=_("Answers to choose from"),
                limit=OPTIONS_AT_MOST,
                name_length=100,
                separator="\n",
                widget=forms.Textarea(attrs={"rows": 2}),
                validators=[validate_printable],
                help_text=_("One on a line, for “one of several” alone."),
            ),
            f"is_optional_{row}": forms.BooleanField(
                label=_("May be left out"), required=False
            ),
            f"must_be_{row}": text(
                _("The job cannot do without this answer"),
                100,
                help_text=_(
                    "Candidates see it, and may apply all the same; you see who"
                    " answered otherwise."
                ),
            ),
        }

    def question_rows(self) -> Iterator[list[forms.BoundField]]:
        for row in range(1, self.rows + 1):
            yield [self[f"{part}_{row}"] for part in PARTS]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for row in range(1, self.rows + 1):
            if data.get(f"kind_{row}") or data.get(f"prompt_{row}"):
                self._clean_row(row, data)
        return data

    def _clean_row(self, row: int, data: dict[str, Any]) -> None:
        kind, options = data.get(f"kind_{row}"), data.get(f"options_{row}") or []
        if not kind:
            self.add_error(f"kind_{row}", _("Say how it is answered."))
        if not data.get(f"prompt_{row}"):
            self.add_error(f"prompt_{row}", _("Write the question."))
        if kind == QuestionKind.CHOICE and len(options) < 2:
            self.add_error(f"options_{row}", _("Write at least two answers."))
        must = data.get(f"must_be_{row}") or ""
        data[f"must_be_{row}"] = must = self._must_be(must, kind)
        allowed = {
            QuestionKind.YES_NO: {"", YES, NO},
            QuestionKind.CHOICE: {"", *options},
        }
        if must not in allowed.get(QuestionKind(kind), {""}) if kind else False:
            self.add_error(
                f"must_be_{row}", _("Write one of the answers, as it stands there.")
            )

    def _must_be(self, words: str, kind: Any) -> str:
        if kind != QuestionKind.YES_NO:
            return words
        plain = words.casefold()
        return YES if plain in YES_WORDS else NO if plain in NO_WORDS else words

    def values(self) -> dict[str, Any]:
        """Promise and limit; the limit only where it was typed anew."""
        data = self.cleaned_data
        values = {"answer_within": data["answer_within"]}
        if "applications_left" in self.changed_data:
            values["applications_left"] = data["applications_left"]
        return values

    def questions(self) -> list[dict[str, Any]]:
        """The rows that are questions, as the deed takes them."""
        data = self.cleaned_data
        return [
            {
                "pk": int(data[f"pk_{row}"])
                if data[f"pk_{row}"] in self.known
                else None,
                "kind": data[f"kind_{row}"],
                "prompt": data[f"prompt_{row}"],
                "options": data[f"options_{row}"]
                if data[f"kind_{row}"] == QuestionKind.CHOICE
                else [],
                "is_required": not data[f"is_optional_{row}"],
                "must_be": data[f"must_be_{row}"],
            }
            for row in range(1, self.rows + 1)
            if data[f"kind_{row}"]
        ]


def part_of(question: Question, part: str) -> Any:
    """What a row of the form begins with."""
    if part == "is_optional":
        return not question.is_required
    return getattr(question, part)


class HiringForm(forms.Form):
    """How a company handles applications."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    keep_months = forms.IntegerField(
        label=_("Months for which applications are kept after the job has closed"),
        min_value=1,
        max_value=KEEP_MONTHS,
        help_text=_("Twelve at most. Candidates are told before they apply."),
    )
    names_from = one(
        _("Names are seen from"),
        [
            ("", _("the beginning")),
            *((stage.value, stage.label) for stage in STAGES[1:]),
        ],
        help_text=_("Until then CV, e-mail and links are hidden from the team, too."),
    )

    def __init__(self, data: Any = None, *, hiring: HiringSettings) -> None:
        names = ("version", "keep_months", "names_from")
        super().__init__(data, initial={name: getattr(hiring, name) for name in names})

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {name: data[name] for name in ("keep_months", "names_from")}


class TemplateForm(forms.Form):
    """Words to write again and again."""

    name = text(_("Name"), 60, required=True)
    text = text(
        _("Text"),
        TEXT_AT_MOST,
        required=True,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
