"""What candidates are asked and promised, and how a company handles applications."""

import pytest

from postings.models import (
    Application,
    HiringSettings,
    Intake,
    MessageTemplate,
    Question,
)
from tests import applications

pytestmark = pytest.mark.django_db
TWO = {
    "version": 1,
    "answer_within": 7,
    "kind_1": "yes_no",
    "prompt_1": "Have you carried a pager?",
    "must_be_1": "Sim",
    "kind_2": "choice",
    "prompt_2": "When?",
    "options_2": "Now\nLater",
    "is_optional_2": "on",
}


@pytest.fixture
def posting(cast):
    return applications.posting(cast)


def address(posting) -> str:
    return f"/en/desk/acme/jobs/{posting.public_id}/intake/"


def test_questions_promise_and_limit_are_set(signed_in, posting):
    client = signed_in("recruiter")
    answer = client.post(address(posting), {**TWO, "applications_left": 5})
    assert answer.status_code == 302
    intake = Intake.objects.get()
    assert (intake.answer_within, intake.applications_left) == (7, 5)
    first, second = Question.objects.all()
    assert (first.must_be, first.is_required) == ("yes", True)
    assert (second.options, second.is_required) == (["Now", "Later"], False)


def test_a_question_that_stays_is_the_same_question(signed_in, posting):
    client = signed_in("owner")
    client.post(address(posting), TWO)
    first, second = Question.objects.all()
    swapped = {
        "version": 2,
        "pk_1": second.pk,
        "kind_1": "choice",
        "prompt_1": "When?",
        "options_1": "Now\nLater\nNever",
        "pk_2": first.pk,
        "kind_2": "yes_no",
        "prompt_2": "Pager?",
    }
    client.post(address(posting), swapped)
    rows = Question.objects.all()
    assert [(row.pk, row.prompt) for row in rows] == [
        (second.pk, "When?"),
        (first.pk, "Pager?"),
    ]


def test_a_limit_that_was_not_touched_is_not_written(cast, signed_in, posting):
    Intake.objects.create(posting=posting, applications_left=5)
    applications.application(cast, to=posting)
    signed_in("owner").post(
        address(posting), {"version": 1, "applications_left": 4, "answer_within": 3}
    )
    assert Intake.objects.get().applications_left == 4


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"kind_1": "short"}, "prompt_1"),
        ({"prompt_1": "What?"}, "kind_1"),
        ({"kind_1": "choice", "prompt_1": "Which?", "options_1": "One"}, "options_1"),
        (
            {"kind_1": "yes_no", "prompt_1": "Do you?", "must_be_1": "maybe"},
            "must_be_1",
        ),
        ({"kind_1": "short", "prompt_1": "What?", "must_be_1": "x"}, "must_be_1"),
        ({"kind_1": "dance", "prompt_1": "What?"}, "kind_1"),
        ({"answer_within": 0}, "answer_within"),
    ],
)
def test_an_error_is_named_and_keeps_what_was_typed(signed_in, posting, data, field):
    sent = {"version": 1, "prompt_2": "Another one", "kind_2": "short", **data}
    answer = signed_in("owner").post(address(posting), sent)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "Another one" in answer.content.decode()


def test_a_colleague_who_was_quicker_is_told_of(signed_in, posting):
    client = signed_in("owner")
    client.post(address(posting), TWO)
    answer = client.post(address(posting), {**TWO, "prompt_1": "My question"})
    page = answer.content.decode()
    assert (answer.status_code, "My question" in page) == (409, True)
    client.post(address(posting), {**TWO, "prompt_1": "My question", "version": 2})
    assert Question.objects.filter(prompt="My question").exists()


def test_a_viewer_asks_nothing(signed_in, posting):
    assert signed_in("viewer").get(address(posting)).status_code == 403


HIRING = "/en/desk/acme/hiring/"


def test_an_owner_says_how_long_applications_are_kept(cast, signed_in, posting):
    row = applications.application(cast, to=posting)
    data = {"hiring": 1, "version": 1, "keep_months": 3, "names_from": "interview"}
    signed_in("owner").post(HIRING, data)
    settings = HiringSettings.objects.get()
    assert (settings.keep_months, settings.names_from) == (3, "interview")
    assert Application.objects.get(pk=row.pk).keep_months == 3
    signed_in("owner").post(HIRING, {**data, "version": 2, "keep_months": 12})
    assert Application.objects.get(pk=row.pk).keep_months == 3


def test_a_recruiter_does_not(signed_in, posting):
    data = {"hiring": 1, "version": 1, "keep_months": 3, "names_from": ""}
    assert signed_in("recruiter").post(HIRING, data).status_code == 403
    assert signed_in("viewer").get(HIRING).status_code == 404


def test_settings_collide_like_everything_else(signed_in, posting):
    data = {"hiring": 1, "version": 1, "keep_months": 3, "names_from": ""}
    signed_in("owner").post(HIRING, data)
    assert signed_in("owner").post(HIRING, data).status_code == 409
    assert (
        signed_in("owner").post(HIRING, {**data, "keep_months": 13}).status_code == 422
    )


def test_templates_are_written_overwritten_and_deleted(signed_in, posting):
    client = signed_in("recruiter")
    client.post(HIRING, {"template": 1, "name": "Talk", "text": "When?"})
    client.post(HIRING, {"template": 1, "name": "Talk", "text": "When can you?"})
    template = MessageTemplate.objects.get()
    assert template.text == "When can you?"
    assert (
        client.post(HIRING, {"template": 1, "name": "", "text": "Kept."}).status_code
        == 422
    )
    assert signed_in("rival").post(HIRING, {"drop": template.pk}).status_code == 404
    assert client.post(HIRING, {"drop": "x"}).status_code == 404
    client.post(HIRING, {"drop": template.pk})
    assert not MessageTemplate.objects.exists()
