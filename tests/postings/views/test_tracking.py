"""The candidate's page, by its link."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from postings.lifecycle.teamwork import write_message, write_note
from postings.models import Application, ApplicationStatus, Cv, Message, Profile
from tests import applications
from tests.applications import do
from tests.jobboard import documents

pytestmark = pytest.mark.django_db
S = ApplicationStatus


def address(application, tail: str = "") -> str:
    return f"/en/applications/{application.token}/{tail}"


def press(client, application, name: str, version: int | None = None):
    data = {"version": version or application.version}
    return client.post(address(application, f"{name}/"), data)


@pytest.mark.parametrize("status", S.values)
def test_it_shows_every_step_in_every_state(cast, client, status):
    application = applications.application(cast, status)
    answer = client.get(address(application))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert str(S(status).label) in page
    assert page.count("<time") >= 1
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"


def test_opening_the_link_confirms_nothing_and_pressing_does(cast, client):
    application = applications.application(cast, S.UNCONFIRMED)
    client.get(address(application))
    assert Application.objects.get().status == S.UNCONFIRMED
    press(client, application, "confirm")
    assert Application.objects.get().status == S.SUBMITTED


def test_a_confirmation_pressed_twice_is_one(cast, client):
    application = applications.application(cast, S.UNCONFIRMED)
    press(client, application, "confirm")
    answer = press(client, application, "confirm")
    assert answer.status_code == 302
    assert Application.objects.get().version == 2


def test_what_is_not_mine_can_be_deleted(cast, client):
    application = applications.application(cast, S.UNCONFIRMED)
    assert press(client, application, "discard")["Location"] == "/en/jobs/"
    assert not Application.objects.exists()


def test_it_is_withdrawn_and_that_is_final(cast, client):
    application = applications.application(cast, S.INTERVIEW)
    press(client, application, "withdraw")
    page = client.get(address(application)).content.decode()
    assert "You withdrew it" in page
    assert "Withdraw the application" not in page
    press(client, application, "withdraw", version=99)
    assert Application.objects.get().status == S.WITHDRAWN


def test_a_withdrawal_that_a_colleague_overtook_says_so(cast, client):
    application = applications.application(cast, S.OFFER)
    before = application.version
    do("move", application, cast["owner"])
    answer = client.post(
        address(application, "withdraw/"), {"version": before}, follow=True
    )
    assert "Something changed meanwhile" in answer.content.decode()
    assert Application.objects.get().status == S.INTERVIEW


@pytest.mark.parametrize("data", [{}, {"version": "x"}, {"version": ""}])
def test_a_form_that_is_not_whole_is_refused(cast, client, data):
    application = applications.application(cast)
    assert client.post(address(application, "withdraw/"), data).status_code == 400


def test_messages_go_both_ways_and_notes_do_not(cast, client):
    application = applications.application(cast)
    write_note(application, "Too expensive?", by=cast["owner"])
    write_message(application, "When can you talk?", by=cast["recruiter"])
    client.post(address(application, "write/"), {"words": "On Friday."})
    page = client.get(address(application)).content.decode()
    assert "When can you talk?" in page
    assert "On Friday." in page
    assert "Too expensive?" not in page
    assert Message.objects.get(is_from_candidate=True).author is None


def test_a_message_that_cannot_be_sent_is_not_lost(cast, client):
    application = applications.application(cast, S.WITHDRAWN)
    answer = client.post(address(application, "write/"), {"words": "Wait."})
    assert (answer.status_code, b"Wait." in answer.content) == (409, True)
    answer = client.post(address(application, "write/"), {"words": ""})
    assert answer.status_code == 422


def test_what_the_team_thinks_stays_with_the_team(cast, client):
    from postings.lifecycle.application import change_application
    from postings.lifecycle.teamwork import rate_application

    application = applications.application(cast)
    changes = {"tags": ["overpriced"], "assignee_id": cast["owner"].pk}
    change_application(application, changes, by=cast["owner"], version=2)
    rate_application(application, 1, by=cast["owner"])
    for page in (address(application), address(application, "data/")):
        text = client.get(page).content.decode()
        assert "overpriced" not in text
        assert cast["owner"].name not in text


def test_the_data_can_be_taken_away(cast, client):
    application = applications.application(cast, note="My note.", cv=applications.cv())
    answer = client.get(address(application, "data/"))
    data = json.loads(answer.content)
    assert (data["note"], data["cv"]["name"]) == ("My note.", "cv.pdf")
    assert "attachment" in answer["Content-Disposition"]


def test_the_own_file_comes_back_as_a_download(cast, client):
    application = applications.application(cast, cv=applications.cv())
    answer = client.get(address(application, "cv/"))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 a CV"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_file_that_is_gone_is_not_found(cast, client):
    cv = applications.cv()
    application = applications.application(cast, cv=cv)
    cv.file.storage.delete(cv.file.name)
    assert client.get(address(application, "cv/")).status_code == 404


def test_erasing_takes_the_page_with_it(cast, client):
    application = applications.application(cast)
    press(client, application, "erase")
    assert client.get(address(application)).status_code == 404


@pytest.mark.parametrize("token", ["x", "0abc.def", "a" * 300, "..", "%2e%2e"])
def test_a_link_that_was_made_up_opens_nothing(client, token):
    assert client.get(f"/en/applications/{token}/").status_code == 404


def test_my_applications_are_mine_alone(cast, signed_in):
    posting = applications.posting(cast)
    mine = applications.application(cast, to=posting, by=cast["candidate"])
    other = applications.application(cast, to=posting, email="o@example.com")
    page = signed_in("candidate").get("/en/me/applications/").content.decode()
    assert mine.token in page
    assert other.token not in page
    assert (
        mine.token
        not in signed_in("stranger").get("/en/me/applications/").content.decode()
    )


def test_what_was_sent_without_an_account_is_found_by_the_proven_address(
    cast, signed_in
):
    made = applications.application(cast, email=cast["candidate"].email)
    assert made.candidate is None
    assert (
        made.token
        in signed_in("candidate").get("/en/me/applications/").content.decode()
    )


def test_a_profile_is_kept_and_seen_by_nobody_else(cast, signed_in):
    client = signed_in("candidate")
    upload = SimpleUploadedFile("cv.pdf", documents.pdf())
    data = {
        "headline": "Ten years on call",
        "levels": ["senior"],
        "years": 10,
        "skills": "Python, Kafka",
        "country": "BR",
        "language_1": "en",
        "language_level_1": "B2",
        "pay_floor": "5000",
        "pay_currency": "USD",
        "pay_period": "month",
        "links": "https://a.example\nb.example",
        "cv": upload,
    }
    assert client.post("/en/me/profile/", data).status_code == 302
    profile = Profile.objects.get()
    assert (profile.user, profile.countries) == (cast["candidate"], ["BR"])
    assert profile.links == ["https://a.example", "https://b.example"]
    assert {skill.slug for skill in profile.skills.all()} == {"python", "kafka"}
    page = client.get("/en/me/profile/").content.decode()
    assert "Ten years on call" in page
    assert b"".join(client.get("/en/me/profile/cv/").streaming_content).startswith(
        b"%PDF"
    )
    assert signed_in("owner").get("/en/me/profile/cv/").status_code == 404
    client.post("/en/me/profile/", {**data, "cv": "", "forget_cv": "on"})
    assert not Cv.objects.exists()


def test_a_profile_with_an_error_keeps_what_was_typed(signed_in):
    data = {"headline": "Words", "pay_floor": "lots"}
    answer = signed_in("candidate").post("/en/me/profile/", data)
    assert (answer.status_code, b"Words" in answer.content) == (422, True)
    answer = signed_in("candidate").post("/en/me/profile/", {"pay_floor": "5000"})
    assert answer.status_code == 422
