"""What the clock makes of applications, and the mail about every step."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone, translation

from jobboard.outbox import Delivery, Event
from postings import application_tasks as tasks
from postings.lifecycle.applying import apply
from postings.lifecycle.teamwork import write_message
from postings.models import (
    Application,
    ApplicationStatus,
    CloseReason,
    Cv,
    HiringSettings,
    Intake,
    Posting,
    Refusal,
)
from postings.reactions import REACTIONS
from tests import applications, build
from tests.applications import content, do, doer, extras

S = ApplicationStatus
DAY = timedelta(days=1)


def run_due() -> list:
    """Everything that is due, as the worker would; the messages that came of it."""
    mail.outbox.clear()
    work = {task.name: task for tasks_of in REACTIONS.values() for task in tasks_of}
    while due := list(Delivery.objects.filter(done_at=None, parked_at=None)):
        for delivery in due:
            work[delivery.reaction](delivery.pk)
            delivery.refresh_from_db()
            assert not delivery.last_error, delivery.last_error
    return mail.outbox


def told(to: str) -> list[str]:
    return [str(m.subject) for m in mail.outbox if to in m.to[0]]


@pytest.fixture
def posting(cast):
    made = applications.posting(cast)
    run_due()
    return made


TEAM = {"owner@acme.example", "recruiter@acme.example"}
HERS = "teodora@example.com"
# What is done, from which state; what the candidate is told, and whether the team is.
STEPS = {
    "confirm": (
        S.UNCONFIRMED,
        "Your application is with Acme Pagamentos: Backend Engineer",
        True,
    ),
    "move": (S.SUBMITTED, "Your application goes on: Backend Engineer", False),
    "transfer": (
        S.SUBMITTED,
        "Your application is looked at for another job: Second Engineer",
        False,
    ),
    "hire": (S.OFFER, "Acme Pagamentos chose you: Backend Engineer", False),
    "reject": (S.SUBMITTED, "About your application: Backend Engineer", False),
    "reopen": (
        S.REJECTED,
        "Your application is looked at again: Backend Engineer",
        False,
    ),
    "withdraw": (S.OFFER, "You withdrew your application: Backend Engineer", True),
}


@pytest.mark.parametrize("name", STEPS)
def test_every_step_is_told_to_whom_it_concerns(cast, name):
    status, subject, team = STEPS[name]
    row = applications.application(cast, status)
    extras(name, row)
    run_due()
    do(name, row, doer(name, cast, row))
    sent = run_due()
    assert told(HERS) == [subject]
    others = {m.to[0].rpartition("<")[2].rstrip(">") for m in sent} - {HERS}
    assert others == (TEAM if team else set())
    (hers,) = [m for m in sent if HERS in m.to[0]]
    assert row.token in hers.body
    assert len(hers.alternatives) == 1


@pytest.mark.parametrize("language", ["en", "pt-br", "es"])
@pytest.mark.parametrize("name", STEPS)
def test_it_is_told_in_the_language_of_the_application(cast, name, language):
    row = applications.application(cast, STEPS[name][0], language=language)
    run_due()
    do(name, row, doer(name, cast, row))
    (hers,) = [m for m in run_due() if HERS in m.to[0]]
    assert hers.extra_headers["Content-Language"] == language
    with translation.override(language):
        assert f"/{language}/applications/" in hers.body


def test_the_first_mail_asks_to_confirm_and_a_second_try_brings_it_again(cast, posting):
    row = apply(posting, content(), by=None)
    run_due()
    assert told(HERS) == ["Confirm your application: Backend Engineer"]
    Application.objects.update(link_sent_at=timezone.now() - DAY)
    apply(posting, content(), by=None)
    run_due()
    assert told(HERS) == ["Confirm your application: Backend Engineer"]
    do("confirm", row, doer("confirm", cast, row))
    Application.objects.update(link_sent_at=timezone.now() - DAY)
    apply(posting, content(), by=None)
    run_due()
    assert "You have applied already: Backend Engineer" in told(HERS)


def test_a_step_back_is_not_mailed(cast):
    row = applications.application(cast, S.OFFER)
    run_due()
    do("move", row, cast["owner"], to=S.IN_REVIEW)
    assert run_due() == []


def test_a_message_reaches_the_other_side_with_its_words(cast):
    row = applications.application(cast)
    run_due()
    write_message(row, "When can you talk?", by=cast["owner"])
    (sent,) = run_due()
    assert HERS in sent.to[0]
    assert "When can you talk?" in sent.body
    write_message(row, "On Friday.", by=doer("withdraw", cast, row))
    assert len(run_due()) == 2
    Application.objects.update(assignee=cast["recruiter"])
    write_message(row, "At ten.", by=doer("withdraw", cast, row))
    (sent,) = run_due()
    assert "recruiter@acme.example" in sent.to[0]


def test_a_rejection_carries_its_reason_and_words(cast):
    row = applications.application(cast)
    run_due()
    do("reject", row, cast["owner"], reason=Refusal.PAY, words="It was close.")
    (sent,) = run_due()
    assert "too far apart" in sent.body
    assert "It was close." in sent.body


def test_a_hidden_name_is_in_no_mail_to_the_team(cast, posting):
    HiringSettings.objects.create(company=posting.company, names_from=S.OFFER)
    row = applications.application(cast, to=posting)
    run_due()
    ours = [m for m in mail.outbox if "acme" in m.to[0]]
    assert len(ours) == 2
    assert all("Teodora" not in m.subject + m.body for m in ours)
    assert row.code in ours[0].body


def test_closing_the_job_tells_those_who_still_wait(cast, posting):
    applications.application(cast, S.INTERVIEW, to=posting)
    applications.application(cast, S.REJECTED, to=posting, email="no@example.com")
    run_due()
    build.do("close", posting, cast["owner"])
    run_due()
    assert told(HERS) == ["The job has closed: Backend Engineer"]
    assert told("no@example.com") == []
    assert posting.close_reason == CloseReason.FILLED


def test_what_was_never_confirmed_lapses_after_seven_days(cast, posting):
    apply(posting, content(cv=applications.cv()), by=None)
    assert tasks.lapse_applications() == 0
    Application.objects.update(created_at=timezone.now() - 7 * DAY)
    assert tasks.lapse_applications() == 1
    assert not Application.objects.exists()
    assert run_due() == []


def waiting(cast, posting, *, days_late: float) -> Application:
    Intake.objects.get_or_create(posting=posting, defaults={"answer_within": 7})
    row = applications.application(cast, to=posting)
    due = timezone.now() - days_late * DAY
    Application.objects.filter(pk=row.pk).update(answer_due_at=due)
    run_due()
    return row


def test_the_team_is_nudged_once_before_a_promise_is_broken(cast, posting):
    waiting(cast, posting, days_late=-2)
    assert tasks.remind_teams() == 0
    Application.objects.update(answer_due_at=timezone.now() + DAY / 2)
    assert tasks.remind_teams() == 1
    assert tasks.remind_teams() == 0
    assert {m.subject for m in run_due()} == {
        "Your promise to answer comes near: Backend Engineer"
    }
    assert Application.objects.get().version == 2


def test_who_was_answered_is_no_reason_to_nudge(cast, posting):
    row = waiting(cast, posting, days_late=1)
    write_message(row, "Hello.", by=cast["owner"])
    assert tasks.remind_teams() == 0


def test_thirty_days_after_a_broken_promise_the_board_closes_with_notice(cast, posting):
    waiting(cast, posting, days_late=31)
    assert tasks.close_unanswered() == 0
    tasks.remind_teams()
    assert "An application will be closed unanswered: Backend Engineer" in {
        m.subject for m in run_due()
    }
    assert tasks.close_unanswered() == 0
    Application.objects.update(close_announced_at=timezone.now() - 7 * DAY)
    assert tasks.close_unanswered() == 1
    row = Application.objects.get()
    assert (row.status, row.reason) == (S.REJECTED, Refusal.UNANSWERED)
    run_due()
    assert told(HERS) == ["About your application: Backend Engineer"]


def closed_for(cast, posting, days: float, months: int = 12) -> None:
    build.do("close", posting, cast["owner"])
    run_due()
    Application.objects.update(keep_months=months)
    Posting.objects.update(closed_at=timezone.now() - days * DAY)


def test_what_was_kept_long_enough_is_erased_after_a_notice(cast, posting):
    applications.application(cast, to=posting, cv=applications.cv())
    closed_for(cast, posting, 340)
    assert tasks.end_retention() == 0
    Posting.objects.update(closed_at=timezone.now() - 355 * DAY)
    assert tasks.end_retention() == 1
    assert tasks.end_retention() == 0
    run_due()
    assert told(HERS) == ["Your application will be erased: Backend Engineer"]
    Posting.objects.update(closed_at=timezone.now() - 371 * DAY)
    assert tasks.end_retention() == 0
    Application.objects.update(erasure_announced_at=timezone.now() - 15 * DAY)
    assert tasks.end_retention() == 1
    row = Application.objects.get()
    assert (row.name, row.email, row.candidate) == ("", "", None)
    assert not Cv.objects.exists()
    assert tasks.end_retention() == 0


def test_a_company_may_keep_them_for_less(cast, posting):
    applications.application(cast, to=posting)
    closed_for(cast, posting, 80, months=3)
    assert tasks.end_retention() == 1


def test_what_is_open_again_is_kept_and_announced_anew(cast, posting):
    applications.application(cast, to=posting)
    closed_for(cast, posting, 400)
    Application.objects.update(erasure_announced_at=timezone.now() - 300 * DAY)
    assert tasks.end_retention() == 1
    assert Application.objects.get().name
    build.do("renew", posting, cast["owner"])
    Application.objects.update(erasure_announced_at=timezone.now() - 20 * DAY)
    assert tasks.end_retention() == 0


def test_files_that_nobody_sent_or_knows_are_swept(cast, posting):
    kept = applications.cv()
    apply(posting, content(cv=kept), by=None)
    stash, lost = applications.cv(), applications.cv()
    Cv.objects.filter(pk=lost.pk).delete()
    assert tasks.sweep_files() == 0
    Cv.objects.filter(pk=stash.pk).update(created_at=timezone.now() - 8 * DAY)
    import os
    from pathlib import Path

    path = Path(lost.file.path)
    os.utime(path, (0, 0))
    assert tasks.sweep_files() >= 2
    assert not path.exists()
    assert Path(kept.file.path).exists()
    assert not Cv.objects.filter(pk=stash.pk).exists()


def test_the_reply_time_is_told_from_ten_answers_on(cast, posting):
    rows = Application.objects.filter(posting=posting)
    now = timezone.now()
    for n in range(10):
        assert rows.median_reply() is None
        row = applications.application(cast, to=posting, email=f"{n}@example.com")
        Application.objects.filter(pk=row.pk).update(
            submitted_at=now - n * DAY, answered_at=now
        )
    assert rows.median_reply() == 4.5 * DAY


def test_no_event_about_an_application_says_anything_about_the_person(cast, posting):
    row = applications.application(cast, to=posting, note="Private words.")
    write_message(row, "Private words.", by=cast["owner"])
    do("reject", row, cast["owner"], words="Private words.")
    for event in Event.objects.filter(subject="application"):
        assert "Private" not in f"{event.why} {event.data}"
        assert HERS not in f"{event.why} {event.data}"
