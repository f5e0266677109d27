"""One application at the desk, and two who change it at once."""

import pytest

from postings.lifecycle.application import change_application
from postings.lifecycle.teamwork import rate_application, write_message, write_note
from postings.models import (
    Application,
    ApplicationStatus,
    CvView,
    HiringSettings,
    Intake,
    Message,
    MessageTemplate,
    Note,
    Rating,
)
from tests import applications
from tests.applications import do

pytestmark = pytest.mark.django_db
S = ApplicationStatus


@pytest.fixture
def application(cast):
    return applications.application(cast, note="Dear team.", cv=applications.cv())


def address(application, tail: str = "") -> str:
    return f"/en/desk/acme/applications/{application.public_id}/{tail}"


def typed(application, **more):
    row = Application.objects.get(pk=application.pk)
    work = {
        "version": row.version,
        "status": row.status,
        "assignee_id": row.assignee_id or "",
        "tags": ", ".join(row.tags),
        "note": "",
    }
    return {**work, **more}


def test_stage_assignee_tags_and_note_are_saved_at_once(cast, signed_in, application):
    data = typed(
        application,
        status=S.IN_REVIEW,
        assignee_id=cast["owner"].pk,
        tags="payments, Colombia",
        note="Strong.",
    )
    assert signed_in("recruiter").post(address(application), data).status_code == 302
    row = Application.objects.get()
    assert (row.status, row.assignee, row.tags) == (
        S.IN_REVIEW,
        cast["owner"],
        ["payments", "Colombia"],
    )
    assert row.version == 3
    assert Note.objects.get().author == cast["recruiter"]


def test_a_note_alone_never_collides(cast, signed_in, application):
    data = typed(application, note="Mine.")
    do("move", application, cast["owner"])
    assert signed_in("recruiter").post(address(application), data).status_code == 302
    assert Note.objects.get().text == "Mine."
    assert Application.objects.get().version == 3


def test_a_conflict_shows_both_and_saves_neither_over_the_other(
    cast, signed_in, application
):
    data = typed(
        application, status=S.OFFER, assignee_id=cast["recruiter"].pk, note="An hour."
    )
    changes = {"status": S.INTERVIEW, "tags": ["Friday"]}
    change_application(application, changes, by=cast["owner"], version=2)
    answer = signed_in("recruiter").post(address(application), data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Olívia Prado was here a moment before you" in page
    assert ">An hour.</textarea>" in page
    fields = {f.name: f for f in answer.context["fields"]}
    stage, tags, looks = fields["status"], fields["tags"], fields["assignee_id"]
    assert (stage.before, stage.theirs, stage.mine, stage.result) == (
        "received",
        "interview",
        "offer",
        "offer",
    )
    assert (tags.theirs, tags.mine, tags.result) == ("Friday", "", "Friday")
    assert (looks.theirs, looks.mine) == ("", "Rute Alvorada")
    assert not Note.objects.exists()
    assert Application.objects.get().status == S.INTERVIEW


def conflict(cast, client, application):
    data = typed(application, status=S.OFFER, note="An hour.")
    changes = {"status": S.INTERVIEW, "tags": ["Friday"]}
    change_application(application, changes, by=cast["owner"], version=2)
    answer = client.post(address(application), data)
    sent = {field.name: field.value for field in answer.context["fields"]}
    return {
        **sent,
        "version": answer.context["form"]["version"].value(),
        "note": "An hour.",
    }


def test_mine_goes_on_top_of_theirs(cast, signed_in, application):
    client = signed_in("recruiter")
    data = conflict(cast, client, application)
    client.post(address(application), {**data, "go": "mine"})
    row = Application.objects.get()
    assert (row.status, row.tags, row.version) == (S.OFFER, ["Friday"], 4)
    assert Note.objects.get().text == "An hour."


def test_theirs_stays_and_my_note_is_kept(cast, signed_in, application):
    client = signed_in("recruiter")
    data = conflict(cast, client, application)
    client.post(address(application), {**data, "go": "theirs"})
    row = Application.objects.get()
    assert (row.status, row.version) == (S.INTERVIEW, 3)
    assert Note.objects.get().text == "An hour."


def test_a_third_colleague_makes_a_second_conflict(cast, signed_in, application):
    client = signed_in("recruiter")
    data = conflict(cast, client, application)
    application.refresh_from_db()
    change_application(application, {"tags": ["Monday"]}, by=cast["owner"], version=3)
    answer = client.post(address(application), {**data, "go": "mine"})
    assert answer.status_code == 409
    fields = {f.name: f for f in answer.context["fields"]}
    assert (fields["tags"].theirs, fields["tags"].mine) == ("Monday", "")


def test_a_decision_meanwhile_is_not_undone_by_a_move(cast, signed_in, application):
    data = typed(application, status=S.OFFER, tags="new")
    do("reject", application, cast["owner"])
    client = signed_in("recruiter")
    answer = client.post(address(application), data)
    fields = {f.name: f for f in answer.context["fields"]}
    assert (fields["status"].result, fields["status"].value) == ("not chosen", "")
    sent = {f.name: f.value for f in answer.context["fields"]}
    client.post(address(application), {**sent, "version": 3, "note": "", "go": "mine"})
    row = Application.objects.get()
    assert (row.status, row.tags) == (S.REJECTED, ["new"])


def test_a_form_with_an_error_keeps_what_was_typed(signed_in, application):
    data = typed(application, tags="x" * 40, note="Kept.")
    answer = signed_in("owner").post(address(application), data)
    page = answer.content.decode()
    assert (answer.status_code, "Kept." in page, "x" * 40 in page) == (422, True, True)


@pytest.mark.parametrize("field", ["version", "status", "assignee_id"])
@pytest.mark.parametrize("words", ["", "x", "-1", "9" * 30])
def test_no_form_breaks_it(signed_in, application, field, words):
    answer = signed_in("owner").post(
        address(application), typed(application, **{field: words})
    )
    assert answer.status_code in {302, 409, 422}


def test_others_ratings_are_seen_after_ones_own(cast, signed_in, application):
    rate_application(application, 5, by=cast["owner"])
    client = signed_in("recruiter")
    assert "Olívia Prado: 5" not in client.get(address(application)).content.decode()
    client.post(address(application, "rate/"), {"value": "2"})
    client.post(address(application, "rate/"), {"value": "3"})
    client.post(address(application, "rate/"), {"value": "9"})
    assert "Olívia Prado: 5" in client.get(address(application)).content.decode()
    assert Rating.objects.get(by=cast["recruiter"]).value == 3


def test_messages_begin_with_a_template_and_reach_the_candidate(
    cast, signed_in, application
):
    template = MessageTemplate.objects.create(
        company=application.posting.company, name="Talk", text="When can you talk?"
    )
    client = signed_in("recruiter")
    page = client.get(address(application), {"template": template.pk}).content.decode()
    assert "When can you talk?</textarea>" in page
    client.post(address(application, "message/"), {"words": "Hello."})
    assert Message.objects.get().author == cast["recruiter"]
    answer = client.post(address(application, "message/"), {"words": ""})
    assert answer.status_code == 422
    do("withdraw", application, applications.doer("withdraw", cast, application))
    answer = client.post(address(application, "message/"), {"words": "Late words."})
    assert (answer.status_code, "Late words." in answer.content.decode()) == (
        409,
        True,
    )


def test_a_decision_is_taken_with_its_reason(signed_in, application):
    data = {"version": 2, "deed": "reject", "reason": "pay", "words": "Sorry."}
    signed_in("owner").post(address(application, "decide/"), data)
    row = Application.objects.get()
    assert (row.status, row.reason) == (S.REJECTED, "pay")
    signed_in("owner").post(
        address(application, "decide/"), {"version": 3, "deed": "reopen"}
    )
    assert Application.objects.get().status == S.IN_REVIEW


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (
            {"version": 1, "deed": "reject", "reason": "pay", "words": "Long words."},
            409,
        ),
        ({"version": 2, "deed": "hire", "words": "Long words."}, 409),
        ({"version": 2, "deed": "dance", "words": "Long words."}, 409),
        ({"version": 2, "deed": "reject", "words": "Long words."}, 422),
        (
            {
                "version": 2,
                "deed": "reject",
                "reason": "unanswered",
                "words": "Long words.",
            },
            422,
        ),
        ({"deed": "hire", "words": "Long words."}, 422),
    ],
)
def test_a_decision_that_is_not_taken_keeps_its_words(
    signed_in, application, data, status
):
    answer = signed_in("owner").post(address(application, "decide/"), data)
    assert (answer.status_code, "Long words." in answer.content.decode()) == (
        status,
        True,
    )
    assert Application.objects.get().version == 2


def test_a_cv_is_a_download_and_who_opened_it_is_on_record(
    cast, signed_in, application
):
    answer = signed_in("recruiter").get(address(application, "cv/"))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 a CV"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert CvView.objects.get().by == cast["recruiter"]


def test_a_hidden_name_hides_everything_that_names(cast, signed_in, application):
    HiringSettings.objects.create(
        company=application.posting.company, names_from=S.OFFER
    )
    client = signed_in("owner")
    page = client.get(address(application)).content.decode()
    for words in ("Teodora", "teodora@example.com", "cv.pdf"):
        assert words not in page
    assert "Dear team." in page
    assert client.get(address(application, "cv/")).status_code == 403
    assert not CvView.objects.exists()


def test_a_viewer_sees_the_stage_and_nothing_that_is_theirs(
    cast, signed_in, application
):
    write_note(application, "Our note.", by=cast["owner"])
    write_message(application, "Our message.", by=cast["owner"])
    viewer = signed_in("viewer")
    page = viewer.get(address(application)).content.decode()
    assert "Teodora Vilaplana" in page
    for words in (
        "teodora@example.com",
        "cv.pdf",
        "Dear team.",
        "Our note.",
        "Our message.",
    ):
        assert words not in page
    assert viewer.get(address(application, "cv/")).status_code == 403
    assert viewer.post(address(application), typed(application)).status_code == 403
    for tail, data in (
        ("rate/", {"value": 5}),
        ("message/", {"words": "x"}),
        ("decide/", {"version": 2, "deed": "reject", "reason": "pay"}),
    ):
        assert viewer.post(address(application, tail), data).status_code == 403


@pytest.mark.parametrize("part", ["rival", "candidate", "moderator", "stranger"])
def test_nobody_else_sees_that_it_exists(signed_in, application, part):
    client = signed_in(part)
    assert client.get(address(application)).status_code == 404
    assert client.get(address(application, "cv/")).status_code == 404
    for tail in ("rate/", "message/", "decide/"):
        assert client.post(address(application, tail), {}).status_code == 404


def test_what_was_never_confirmed_or_is_erased_is_not_there(cast, signed_in):
    from postings.lifecycle.erasure import erase_application

    waiting = applications.application(cast, S.UNCONFIRMED)
    assert signed_in("owner").get(address(waiting)).status_code == 404
    gone = applications.application(cast)
    erase_application(gone, by=None)
    assert signed_in("owner").get(address(gone)).status_code == 404


@pytest.mark.parametrize("language", ["en", "pt-br", "es"])
@pytest.mark.parametrize("status", [s for s in S.values if s != S.UNCONFIRMED])
def test_it_reads_in_every_state_and_language(cast, signed_in, status, language):
    row = applications.application(cast, status)
    path = address(row).replace("/en/", f"/{language}/")
    assert signed_in("owner").get(path).status_code == 200


def test_it_is_moved_to_another_job_of_the_company(signed_in, application):
    other = applications.other_job()
    recruiter = signed_in("recruiter")
    page = recruiter.get(address(application)).content.decode()
    assert f'<option value="{other.public_id}">Second Engineer</option>' in page
    data = {"version": application.version, "to": other.public_id}
    answer = recruiter.post(address(application, "transfer/"), data)
    assert answer["Location"] == address(application)
    page = recruiter.get(address(application)).content.decode()
    assert "moved it to another job" in page
    assert Application.objects.get().posting == other


@pytest.mark.parametrize(
    ("case", "status", "words"),
    [
        ("stale", 409, "Somebody was quicker."),
        ("there", 409, "The same person has applied for that job, too."),
        ("full", 409, "That job takes no more applications."),
        ("nowhere", 422, "Select a valid choice."),
        ("nothing", 422, "This field is required."),
    ],
)
def test_a_move_to_another_job_says_why_it_cannot_be(
    cast, signed_in, application, case, status, words
):
    other = applications.other_job()
    to = {"nowhere": "x", "nothing": ""}.get(case, other.public_id)
    if case == "there":
        applications.application(cast, to=other)
    if case == "full":
        Intake.objects.create(posting=other, applications_left=0)
    version = application.version - (case == "stale")
    data = {"version": version, "to": to}
    answer = signed_in("owner").post(address(application, "transfer/"), data)
    assert answer.status_code == status
    assert words in answer.content.decode()
    row = Application.objects.get(pk=application.pk)
    assert (row.posting, row.version) == (application.posting, application.version)


@pytest.mark.parametrize(("part", "status"), [("viewer", 403), ("rival", 404)])
def test_only_who_works_with_applications_moves_one(
    signed_in, application, part, status
):
    data = {"version": application.version, "to": applications.other_job().public_id}
    answer = signed_in(part).post(address(application, "transfer/"), data)
    assert answer.status_code == status
