"""A company's applications by program: who sees what, and nothing is lost."""

from typing import Any

import pytest

from accounts.models import Scope
from jobboard.outbox import Event
from postings.models import (
    Application,
    ApplicationStatus,
    CvView,
    HiringSettings,
    Message,
    Note,
)
from tests import applications, build
from tests.callers import Caller

pytestmark = pytest.mark.django_db
S = ApplicationStatus
ALL = "/companies/acme/applications/"


@pytest.fixture
def owner(cast) -> Caller:
    return Caller(cast["owner"])


@pytest.fixture
def sent(cast) -> Application:
    return applications.application(
        cast,
        note="I like routes.",
        links=["https://github.example/teo"],
        cv=applications.cv(),
    )


def address(row: Application, more: str = "") -> str:
    return f"{ALL}{row.public_id}/{more}"


def test_an_application_is_read_with_all_that_was_sent(owner, sent):
    answer = owner("get", address(sent))
    shown = answer.json()
    assert answer["ETag"].startswith(f'"v{sent.as_it_is().version}-')
    assert answer["Cache-Control"] == "private, no-cache"
    assert (shown["status"], shown["name"]) == ("submitted", "Teodora Vilaplana")
    assert shown["sent"]["email"] == "teodora@example.com"
    assert shown["sent"]["cover_note"] == "I like routes."
    assert shown["sent"]["links"] == ["https://github.example/teo"]
    assert shown["sent"]["cv"]["url"].endswith(f"/api/v1{address(sent, 'cv/')}")
    assert shown["transitions"] == ["in_review", "interview", "offer", "rejected"]
    known = {"if-none-match": answer["ETag"]}
    assert owner("get", address(sent), **known).status_code == 304


def test_a_viewer_sees_the_pipeline_and_nothing_of_what_was_sent(cast, sent):
    viewer = Caller(cast["viewer"])
    shown = viewer("get", address(sent)).json()
    assert (shown["name"], shown["sent"]) == ("Teodora Vilaplana", None)
    assert shown["transitions"] == []
    text = viewer("get", ALL).content.decode()
    for secret in ("teodora@example.com", "routes", "github.example", "cv.pdf"):
        assert secret not in text
    for more in ("cv/", "notes/", "messages/"):
        assert viewer("get", address(sent, more)).status_code == 403


def test_a_name_is_hidden_until_its_stage_and_then_stays_seen(cast, owner, sent):
    company = sent.posting.company
    HiringSettings.objects.create(company=company, names_from=S.INTERVIEW)
    for answer in (owner("get", address(sent)), owner("get", ALL)):
        text = answer.content.decode()
        for secret in ("Vilaplana", "teodora@", "github.example", "cv.pdf"):
            assert secret not in text
    shown = owner("get", address(sent)).json()
    assert (shown["name"], shown["is_name_hidden"]) == (None, True)
    assert shown["code"] == sent.code
    assert owner("get", address(sent, "cv/")).status_code == 403
    for version, to in ((2, "interview"), (3, "in_review")):
        answer = owner("post", address(sent, "transitions/"), {"to": to}, match=version)
        assert answer.json()["name"] == "Teodora Vilaplana"
    assert b"".join(owner("get", address(sent, "cv/")).streaming_content)


def test_a_cv_is_a_download_and_who_got_it_is_on_record(cast, owner, sent):
    answer = owner("get", address(sent, "cv/"), accept="application/pdf")
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 a CV"
    assert answer["Content-Disposition"] == 'attachment; filename="cv.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert [view.by for view in CvView.objects.all()] == [cast["owner"]]


def test_an_application_goes_to_a_decision_and_back(owner, sent):
    steps: list[tuple[dict[str, Any], str]] = [
        ({"to": "in_review"}, "in_review"),
        ({"to": "offer"}, "offer"),
        ({"to": "hired"}, "hired"),
        ({"to": "in_review"}, "in_review"),
        ({"to": "rejected", "reason": "pay", "words": "Thank you."}, "rejected"),
        ({"to": "in_review"}, "in_review"),
    ]
    shown = owner("get", address(sent)).json()
    for body, status in steps:
        assert body["to"] in shown["transitions"]
        answer = owner(
            "post", address(sent, "transitions/"), body, match=shown["version"]
        )
        assert answer.status_code == 200
        assert answer.json()["version"] == shown["version"] + 1
        shown = answer.json()
        assert shown["status"] == status
    assert [message.text for message in Message.objects.all()] == ["Thank you."]


def test_what_is_not_possible_now_is_a_409_and_changes_nothing(owner, sent):
    before = sent.as_it_is()
    for to in ("hired", "submitted"):
        answer = owner("post", address(sent, "transitions/"), {"to": to}, match=2)
        expected = 409 if to == "hired" else 200
        assert answer.status_code == expected, "where it stands is a change of nothing"
    assert sent.as_it_is().version == before.version


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "#/to"),
        ({"to": "withdrawn"}, "#/to"),
        ({"to": "rejected"}, "#/reason"),
        ({"to": "rejected", "reason": "unanswered"}, "#/reason"),
        ({"to": "offer", "reason": "pay"}, "#/reason"),
        ({"to": "offer", "words": "Hello"}, "#/words"),
        ({"to": "offer", "by": "me"}, "#/by"),
    ],
)
def test_a_wrong_transition_is_named(owner, sent, body, pointer):
    answer = owner("post", address(sent, "transitions/"), body, match=2)
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert sent.as_it_is().version == 2


def test_a_write_names_the_version_that_it_read(owner, sent):
    target, body = address(sent, "transitions/"), {"to": "offer"}
    assert owner("post", target, body).status_code == 428
    assert owner("patch", address(sent), {"tags": ["a"]}).status_code == 428
    stale = owner("post", target, body, match=1)
    assert stale.status_code == 412
    assert stale.json()["current"]["version"] == 2
    done = owner("patch", address(sent), {"tags": ["a", "b"]}, match=2).json()
    assert (done["tags"], done["version"]) == (["a", "b"], 3)


def test_a_retry_moves_nothing_twice(owner, sent):
    target = address(sent, "transitions/")
    first = owner("post", target, {"to": "offer"}, match=2, key='"one"')
    again = owner("post", target, {"to": "offer"}, match=2, key='"one"')
    assert again["Idempotency-Replayed"] == "true"
    assert (again.content, again["ETag"]) == (first.content, first["ETag"])
    assert (
        owner("post", target, {"to": "hired"}, match=2, key='"one"').status_code == 422
    )
    assert Event.objects.filter(kind="application.moved").count() == 1


def test_notes_are_the_team_s_and_messages_reach_the_candidate(cast, owner, sent):
    noted = owner("post", address(sent, "notes/"), {"text": "Call"}, key='"n"')
    assert (noted.status_code, noted.json()["text"]) == (201, "Call")
    again = owner("post", address(sent, "notes/"), {"text": "Call"}, key='"n"')
    assert again["Idempotency-Replayed"] == "true"
    told = owner("post", address(sent, "messages/"), {"text": "Hello"})
    assert told.json()["is_from_candidate"] is False
    assert [note.author for note in Note.objects.all()] == [cast["owner"]]
    assert Event.objects.filter(kind="application.message_sent").count() == 1
    for more, text in (("notes/", "Call"), ("messages/", "Hello")):
        (row,) = owner("get", address(sent, more)).json()["results"]
        assert (row["text"], row["author"]) == (text, str(cast["owner"]))
    assert sent.as_it_is().version == 2, "neither touches the application"


def test_a_candidate_who_has_left_is_written_no_more(cast, owner):
    gone = applications.application(cast, S.WITHDRAWN)
    answer = owner("post", address(gone, "messages/"), {"text": "Wait"})
    assert answer.status_code == 409
    assert owner("get", address(gone)).json()["transitions"] == []


def test_the_list_is_narrowed_and_walked_whole(cast, owner):
    posting = applications.posting(cast)
    made = [
        applications.application(cast, status, to=posting, email=f"{n}@example.com")
        for n, status in enumerate([S.SUBMITTED, S.OFFER, S.SUBMITTED, S.UNCONFIRMED])
    ]
    other = applications.application(cast)
    seen, path = [], f"{ALL}?page_size=2"
    while path:
        page = owner("get", path).json()
        seen += [row["id"] for row in page["results"]]
        path = (page["next"] or "").removeprefix("https://board.example/api/v1")
    assert seen == [row.public_id for row in (other, *reversed(made[:3]))]

    def found(query: str) -> set[str]:
        rows = owner("get", f"{ALL}?{query}").json()["results"]
        return {row["id"] for row in rows}

    assert found("status=offer") == {made[1].public_id}
    assert found(f"posting={other.posting.public_id}") == {other.public_id}
    assert owner("get", f"{ALL}?status=unconfirmed").status_code == 400
    assert owner("get", f"{ALL}?posting=nonsense").status_code == 400


def test_what_was_erased_or_is_another_company_s_is_not_there(cast, owner, sent):
    rival = Caller(cast["rival"])
    assert rival("get", address(sent)).status_code == 404
    assert (
        rival("get", f"/companies/globex/applications/{sent.public_id}/").status_code
        == 404
    )
    unconfirmed = applications.application(cast, S.UNCONFIRMED)
    assert owner("get", address(unconfirmed)).status_code == 404


def test_a_token_for_reading_is_offered_no_transition(cast, sent):
    reader = Caller(cast["owner"], Scope.APPLICATIONS_READ)
    assert reader("get", address(sent)).json()["transitions"] == []
    answer = reader("post", address(sent, "transitions/"), {"to": "offer"}, match=2)
    assert (answer.status_code, answer.json()["scope"]) == (403, "applications:write")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_one_as_for_three(
    cast, owner, count, django_assert_num_queries
):
    posting = build.posting(cast, "live", apply_via="here")
    for number in range(count):
        applications.application(
            cast, to=posting, email=f"{number}@example.com", cv=applications.cv()
        )
    owner("get", ALL)
    with django_assert_num_queries(5):
        assert len(owner("get", ALL).json()["results"]) == count
