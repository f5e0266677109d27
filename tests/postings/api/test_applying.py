"""Applying by program: the same form, the same deed, and errors where they belong."""

import pytest

from postings.lifecycle import cvs
from postings.models import (
    Application,
    ApplicationStatus,
    Cv,
    HiringSettings,
    Intake,
    Profile,
    Question,
)
from tests import applications, build
from tests.callers import Caller

pytestmark = pytest.mark.django_db
LINKS = {"links": ["https://code.example/teo"]}


@pytest.fixture
def posting(cast):
    return applications.posting(cast)


@pytest.fixture
def candidate(cast) -> Caller:
    return Caller(cast["candidate"])


def path(posting, tail: str = "applications") -> str:
    return f"/postings/{posting.public_id}/{tail}/"


def pointers(answer) -> set[str]:
    assert answer.status_code == 400
    return {one["pointer"] for one in answer.json()["errors"]}


def question(posting, position: int, **more) -> Question:
    given = {"kind": "yes_no", "prompt": "May you work in Brazil?", "must_be": "yes"}
    return Question.objects.create(
        posting=posting, position=position, **{**given, **more}
    )


def test_what_applying_takes_is_told_to_anybody(cast, client, posting):
    HiringSettings.objects.create(company=posting.company, keep_months=6)
    Intake.objects.create(posting=posting, answer_within=14)
    asked = question(posting, 1)
    answer = client.get(f"/api/v1{path(posting, 'intake')}")
    assert answer.json() == {
        "apply_via": "here",
        "answer_within": 14,
        "keep_months": 6,
        "questions": [
            {
                "id": asked.pk,
                "kind": "yes_no",
                "prompt": "May you work in Brazil?",
                "options": [],
                "is_required": True,
                "must_be": "yes",
            }
        ],
    }
    build.do("freeze", posting, cast["moderator"])
    assert client.get(f"/api/v1{path(posting, 'intake')}").status_code in {404, 410}


def test_one_applies_and_finds_it_among_ones_own(cast, candidate, posting):
    first, second = question(posting, 1), question(posting, 2, is_required=False)
    body = {
        **LINKS,
        "note": "Dear team.",
        "answers": [{"question": first.pk, "value": "no"}],
    }
    made = candidate("post", path(posting), body)
    assert made.status_code == 201
    row = Application.objects.get()
    assert made["Location"] == f"/api/v1/me/applications/{row.public_id}/"
    assert made.json()["status"] == row.status == ApplicationStatus.SUBMITTED
    assert (row.name, row.email) == (cast["candidate"].name, "candidate@example.com")
    assert (row.note, row.links) == ("Dear team.", LINKS["links"])
    values = {one["question"]: one["value"] for one in row.answers}
    assert values == {first.pk: "no", second.pk: ""}
    assert row.is_knocked_out
    assert candidate("get", "/me/applications/").json()["results"] == [made.json()]


def test_a_second_one_changes_nothing_with_the_same_key_or_another(candidate, posting):
    bodies = ({**LINKS, "note": "First."}, {**LINKS, "note": "Second."})
    first = candidate("post", path(posting), bodies[0], key='"k"')
    again = candidate("post", path(posting), bodies[0], key='"k"')
    other = candidate("post", path(posting), bodies[1], key='"l"')
    assert [one.status_code for one in (first, again, other)] == [201] * 3
    assert again["Idempotency-Replayed"] == "true"
    assert {one.json()["id"] for one in (first, again, other)} == {first.json()["id"]}
    assert Application.objects.get().note == "First."


def test_the_cv_of_the_profile_is_copied(cast, candidate, posting):
    profile = Profile.objects.create(user=cast["candidate"])
    assert pointers(candidate("post", path(posting), {"use_profile_cv": True})) == {
        "#/use_profile_cv"
    }
    mine = applications.cv()
    Cv.objects.filter(pk=mine.pk).update(profile=profile)
    made = candidate("post", path(posting), {"use_profile_cv": True})
    assert made.status_code == 201
    sent = Cv.objects.get(application=Application.objects.get())
    assert (sent.pk != mine.pk, sent.name) == (True, "cv.pdf")
    cvs.forget(sent)


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, "#/use_profile_cv"),
        ({"links": ["nowhere"]}, "#/links/0"),
        ({**LINKS, "name": ""}, "#/name"),
        ({**LINKS, "note": "\u0000"}, "#/note"),
        ({**LINKS, "email": "other@example.com"}, "#/email"),
        ({"links": ["https://a.example"] * 4}, "#/links"),
        ({**LINKS, "answers": [{"question": 0, "value": "x"}]}, "#/answers/0/question"),
        ({**LINKS, "answers": [{"question": 1}]}, "#/answers/0/value"),
        ({**LINKS, "answers": "yes"}, "#/answers"),
    ],
)
def test_what_is_wrong_is_named(candidate, posting, body, where):
    assert where in pointers(candidate("post", path(posting), body))
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    ("value", "where"), [(None, "#/answers"), ("perhaps", "#/answers/0/value")]
)
def test_an_answer_that_is_missing_or_none_of_the_choices(
    candidate, posting, value, where
):
    asked = question(posting, 1)
    given = [{"question": asked.pk, "value": value}] if value else []
    answer = candidate("post", path(posting), {**LINKS, "answers": given})
    assert pointers(answer) == {where}
    twice = [{"question": asked.pk, "value": "yes"}] * 2
    answer = candidate("post", path(posting), {**LINKS, "answers": twice})
    assert pointers(answer) == {"#/answers/1/question"}


@pytest.mark.parametrize("case", ["elsewhere", "full", "no address"])
def test_what_cannot_be_is_a_conflict_that_says_why(cast, candidate, posting, case):
    if case == "elsewhere":
        url = "https://jobs.example/apply"
        posting = applications.posting(cast, apply_via="url", apply_url=url)
    elif case == "full":
        Intake.objects.create(posting=posting, applications_left=0)
    else:
        cast["candidate"].emailaddress_set.update(verified=False)
    answer = candidate("post", path(posting), LINKS)
    words = {"elsewhere": "elsewhere", "full": "no more", "no address": "Confirm"}
    assert answer.status_code == 409
    assert words[case] in answer.json()["detail"]
    assert not Application.objects.exists()
