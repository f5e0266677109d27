"""postings/{id}/intake/ and applications/: what applying takes, and applying.

The form of the page checks what is sent, so that both ask for the same.
"""

from typing import Any

from django.urls import reverse
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import Scope
from accounts.permissions import proven_addresses
from jobboard.rest.codecs import dump_json
from jobboard.rest.conditional import answer
from jobboard.rest.fields import Flag, Strict, Text, Whole
from jobboard.rest.idempotent import idempotent, replay
from jobboard.rest.problems import Problem
from jobboard.rest.schema import operation
from jobboard.rest.views import ApiView
from postings.api.postings import gone_or_missing
from postings.api.sent import EXAMPLE, SentApplication, SentView, sent_json
from postings.forms.applying import LINK_LABELS, LONG_AT_MOST, ApplyForm
from postings.lifecycle.applying import Full, apply
from postings.models import (
    ApplyVia,
    HiringSettings,
    Intake,
    Posting,
    Profile,
    QuestionKind,
)
from postings.models.application_rules import KEEP_MONTHS

QUESTIONS_AT_MOST = 50
ELSEWHERE = "This posting takes applications elsewhere; `apply` says where."
NO_ADDRESS = "Confirm your e-mail address first."
FULL = "This posting takes no more applications."
NO_QUESTION = ErrorDetail("The posting asks no such question.", "unknown")
QUESTION: dict[str, Any] = {
    "id": 7,
    "kind": "yes_no",
    "prompt": "May you work in Brazil?",
    "options": [],
    "is_required": True,
    "must_be": "yes",
}


class AskedQuestion(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    kind = serializers.ChoiceField(QuestionKind.choices)
    prompt = serializers.CharField()
    options = serializers.ListField(child=serializers.CharField())
    is_required = serializers.BooleanField()
    must_be = serializers.CharField(
        allow_null=True, help_text="What the job cannot do without; null: anything."
    )


class IntakeOfPosting(serializers.Serializer[Any]):
    """What applying for a posting takes, and what its company promises."""

    apply_via = serializers.ChoiceField(ApplyVia.choices, allow_null=True)
    answer_within = serializers.IntegerField(
        allow_null=True, help_text="Days; null: not promised."
    )
    keep_months = serializers.IntegerField(
        help_text="For how long applications are kept after the posting has closed."
    )
    questions = AskedQuestion(many=True)


class AnswerInput(Strict[Any]):
    question = Whole(help_text="The question's id.")
    value = Text(
        max_length=LONG_AT_MOST,
        help_text="`yes` or `no`, one of the options, a number, or words.",
    )


class NewApplicationInput(Strict[Any]):
    """What a person sends; the address is the one that they have confirmed."""

    name = Text(max_length=100, required=False, help_text="Otherwise your name here.")
    note = Text(max_length=10_000, required=False, allow_blank=True)
    links = serializers.ListField(
        child=Text(max_length=500), max_length=len(LINK_LABELS), required=False
    )
    use_profile_cv = Flag(required=False, help_text="With the CV of your profile.")
    answers = serializers.ListField(
        child=AnswerInput(), max_length=QUESTIONS_AT_MOST, required=False
    )


def question_json(question: Any) -> dict[str, Any]:
    return {
        "id": question.pk,
        "kind": question.kind,
        "prompt": question.prompt,
        "options": question.options,
        "is_required": question.is_required,
        "must_be": question.must_be or None,
    }


def open_posting(posting_id: int) -> Posting:
    """An open posting; the problem of a closed or missing one."""
    rows = Posting.objects.filter(pk=posting_id)
    found: Posting | None = rows.live().select_related("company").first()
    if found is None:
        raise gone_or_missing(rows.first())
    return found


class IntakeView(ApiView):
    """What applying for a posting takes."""

    @operation(
        "get_intake",
        "What applying for a posting takes, and what its company promises",
        answers={200: IntakeOfPosting, 304: None},
        errors=(404, 410),
        example={
            "apply_via": "here",
            "answer_within": 14,
            "keep_months": 12,
            "questions": [QUESTION],
        },
    )
    def get(self, request: Request, posting_id: int) -> Response:
        found = open_posting(posting_id)
        intake = Intake.objects.filter(posting=found).first()
        hiring = HiringSettings.objects.filter(company=found.company_id).first()
        body = {
            "apply_via": found.apply_via or None,
            "answer_within": intake.answer_within if intake else None,
            "keep_months": hiring.keep_months if hiring else KEEP_MONTHS,
            "questions": [question_json(one) for one in found.questions.all()],
        }
        return answer(request, dump_json(body), public=True)


class ApplyView(SentView):
    """Applying."""

    @operation(
        "apply",
        "Apply for a posting",
        answers={201: SentApplication},
        body=NewApplicationInput,
        errors=(403, 404, 409, 410, 422),
        example={**EXAMPLE, "version": 2, "status": "submitted"},
        sends={
            "note": "I have kept a ledger of a bank right for six years.",
            "links": ["https://code.example/teo"],
            "answers": [{"question": 7, "value": "yes"}],
        },
    )
    def post(self, request: Request, posting_id: int) -> Response:
        """Apply; an application that is there already stays as it was sent."""
        self.need(Scope.APPLICATIONS_WRITE)
        found = open_posting(posting_id)
        if replayed := replay(request, self.owner):
            return replayed
        form, said = self.form(found)

        def send() -> Response:
            if not form.is_valid():
                raise ValidationError(by_member(form, said))
            return self.sent(found, form)

        return idempotent(request, self.owner, send)

    def form(self, found: Posting) -> tuple[ApplyForm, dict[str, Any]]:
        """The form of the page with what was sent, and the body."""
        said = self.said(NewApplicationInput)
        if found.apply_via != ApplyVia.HERE or found.company is None:
            raise Problem(409, ELSEWHERE)
        addresses = proven_addresses(self.person)
        if not addresses:
            raise Problem(409, NO_ADDRESS)
        own = self.person.email.lower()
        typed = {
            "name": said.get("name", self.person.name),
            "email": own if own in addresses else addresses[0],
            "note": said.get("note", ""),
        }
        for number, link in enumerate(said.get("links", []), start=1):
            typed[f"link_{number}"] = link
        for one in said.get("answers", []):
            typed[f"question_{one['question']}"] = one["value"]
        if said.get("use_profile_cv"):
            typed["profile_cv"] = "yes"
        profile = Profile.objects.filter(user=self.person).first()
        form = ApplyForm(found, typed, profile=profile)
        refuse_unknown(form, said)
        return form, said

    def sent(self, found: Posting, form: ApplyForm) -> Response:
        content = form.content(language=self.person.language)
        try:
            made = apply(found, content, by=self.person, is_proven=True)
        except Full as error:
            raise Problem(409, FULL) from error
        row = self.rows(Scope.APPLICATIONS_WRITE).get(pk=made.pk)
        response = self.shown(sent_json(row), 201)
        response["Location"] = reverse("api_sent", args=[made.pk])
        return response


def refuse_unknown(form: ApplyForm, said: dict[str, Any]) -> None:
    """ValidationError for answers to what is not asked, and for a second answer."""
    left = {question.pk for question in form.questions}
    errors = {}
    for number, one in enumerate(said.get("answers", [])):
        if one["question"] not in left:
            errors[str(number)] = {"question": [NO_QUESTION]}
        left.discard(one["question"])
    if errors:
        raise ValidationError({"answers": errors})


def by_member(form: ApplyForm, said: dict[str, Any]) -> dict[str, Any]:
    """The form's errors at the members of the body that they are about."""
    places = {one["question"]: n for n, one in enumerate(said.get("answers", []))}
    answers: dict[str, Any] = {}
    links: dict[str, Any] = {}
    errors: dict[str, Any] = {"answers": answers, "links": links}
    for name, problems in form.errors.get_json_data().items():
        words = [ErrorDetail(one["message"], one["code"] or "") for one in problems]
        kind, _mark, number = name.partition("_")
        if kind == "question" and int(number) in places:
            answers[str(places[int(number)])] = {"value": words}
        elif kind == "question":
            missing = [ErrorDetail(f"{number}: {one}", one.code) for one in words]
            answers.setdefault("non_field_errors", []).extend(missing)
        elif kind == "link":
            links[str(int(number) - 1)] = words
        else:
            errors[{"cv": "use_profile_cv"}.get(name, name)] = words
    return errors
