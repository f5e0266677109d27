"""An applicant goes to another job of the company: all of it, once, and to no other."""

import pytest
from django.db import transaction

from jobboard.outbox import Event
from jobboard.versions import NotAllowedNow
from postings.lifecycle.applying import Full
from postings.lifecycle.teamwork import write_note
from postings.lifecycle.transfer import (
    AlreadyThere,
    other_jobs,
    transfer_application,
)
from postings.models import Application, ApplicationStatus, Intake, Posting, Status
from tests import applications, build

S = ApplicationStatus


def transfer(application, to, cast) -> None:
    by = {"by": cast["recruiter"], "version": application.version}
    with transaction.atomic():
        transfer_application(application, to, **by)


def test_all_of_it_goes_along_and_is_in_review(cast):
    made = applications.application(cast, S.INTERVIEW, cv=applications.cv())
    write_note(made, "Strong.", by=cast["owner"])
    left, to = made.posting, applications.other_job()
    transfer(made, to, cast)
    row = Application.objects.get()
    assert (row.posting, row.status, row.reached) == (to, S.IN_REVIEW, S.INTERVIEW)
    assert [note.text for note in row.notes.all()] == ["Strong."]
    assert row.cv.name == "cv.pdf"
    event = Event.objects.get(kind="application.transferred")
    assert event.data == {"from": left.pk, "to": to.pk}
    assert list(other_jobs(row)) == [left]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.FROZEN, Status.CLOSED])
def test_it_goes_to_open_jobs_alone(cast, status):
    made = applications.application(cast)
    to = build.posting(cast, status, apply_via="here")
    assert to not in other_jobs(made)
    with pytest.raises(NotAllowedNow):
        transfer(made, to, cast)
    assert Application.objects.get().posting == made.posting


def test_it_goes_to_no_job_of_somebody_else_and_not_to_its_own(cast):
    made = applications.application(cast)
    rival = applications.other_job()
    rival.company = cast["rival"].companies.get()
    Posting.objects.filter(pk=rival.pk).update(company=rival.company)
    for to in (rival, made.posting):
        assert to not in other_jobs(made)
        with pytest.raises(ValueError, match="another job"):
            transfer(made, to, cast)


def test_where_the_same_person_applied_nothing_moves(cast):
    to = applications.other_job()
    there = applications.application(cast, to=to)
    made = applications.application(cast)
    with pytest.raises(AlreadyThere):
        transfer(made, to, cast)
    assert Application.objects.get(pk=made.pk).posting_id != to.pk
    applications.do("withdraw", there, applications.doer("withdraw", cast, there))
    transfer(Application.objects.get(pk=made.pk), to, cast)
    assert Application.objects.get(pk=made.pk).posting_id == to.pk


def test_a_place_is_given_back_and_another_taken(cast):
    left, to = applications.posting(cast), applications.other_job()
    for job in (left, to):
        Intake.objects.create(posting=job, applications_left=1)
    made = applications.application(cast, to=left)
    transfer(made, to, cast)
    places = dict(Intake.objects.values_list("posting", "applications_left"))
    assert places == {left.pk: 1, to.pk: 0}
    other = applications.application(cast, to=left, email="other@example.com")
    with pytest.raises(Full):
        transfer(other, to, cast)
    assert Application.objects.get(pk=other.pk).posting == left
    places = dict(Intake.objects.values_list("posting", "applications_left"))
    assert places == {left.pk: 0, to.pk: 0}
