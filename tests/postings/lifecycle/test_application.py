"""Every deed on an application in every state, by everybody."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from accounts.models import Membership
from jobboard.cast import CAST
from jobboard.outbox import Event
from jobboard.versions import NotAllowedNow, StaleVersion
from postings.lifecycle.application import (
    assign_application,
    change_application,
    move_application,
    reject_application,
    tag_application,
)
from postings.lifecycle.application_table import DEEDS, deeds_for
from postings.models import STAGES, Application, ApplicationStatus, Message, Refusal
from postings.permissions import LinkHolder
from tests import applications
from tests.applications import BY_CANDIDATE, do, doer, extras

TEAM = {"owner", "recruiter"}


def test_every_deed_has_a_function():
    assert applications.DEEDS.keys() == DEEDS.keys()


def test_every_state_can_be_reached_and_all_but_withdrawn_left():
    reached = {target for deed in DEEDS.values() for target in deed.targets}
    left = {source for deed in DEEDS.values() for source in deed.sources}
    assert reached | {ApplicationStatus.UNCONFIRMED} == set(ApplicationStatus)
    assert left | {ApplicationStatus.WITHDRAWN} == set(ApplicationStatus)


@pytest.mark.parametrize("status", ApplicationStatus.values)
@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_is_done_in_the_states_of_the_table_and_in_no_other(cast, name, status):
    application = applications.application(cast, status)
    extras(name, application)
    number, before = application.pk, application.version
    events, deed = Event.objects.count(), DEEDS[name]
    if status not in deed.sources:
        with pytest.raises(NotAllowedNow):
            do(name, application, doer(name, cast, application))
        application.refresh_from_db()
        assert (application.status, application.version) == (status, before)
        assert Event.objects.count() == events
        return
    do(name, application, doer(name, cast, application))
    event = Event.objects.get(subject_id=number, subject_version=before + 1)
    assert (event.kind, event.from_status) == (f"application.{deed.past}", status)
    found = Application.objects.filter(pk=number).first()
    if name == "lapse":
        assert found is None
    else:
        assert found.version == before + 1
        assert found.status == event.to_status
        assert found.status in (deed.targets or (status,))


@pytest.mark.parametrize("name", DEEDS)
def test_of_two_stale_copies_one_deed_is_done(cast, name):
    application = applications.application(cast, DEEDS[name].sources[0])
    copy = Application.objects.get(pk=application.pk)
    do(name, application, doer(name, cast, application))
    with pytest.raises((StaleVersion, Application.DoesNotExist)):
        do(name, copy, doer(name, cast, copy))


@pytest.mark.parametrize("part", [*CAST, "visitor", "nobody", "link", "other link"])
@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_asks_who_does_it(cast, name, part):
    application = applications.application(cast, DEEDS[name].sources[0])
    others = {
        "visitor": AnonymousUser(),
        "nobody": None,
        "link": LinkHolder(application.pk),
        "other link": LinkHolder(application.pk + 1),
    }
    person = others[part] if part in others else cast[part]
    may = part == "link" if name in BY_CANDIDATE else part in TEAM
    may = may or (part == "nobody" and name in {"lapse", "reject"})
    assert (name in deeds_for(person, application)) is may
    extras(name, application)
    before, events = application.version, Event.objects.count()
    more = {"reason": Refusal.UNANSWERED} if part == "nobody" else {}
    more = more if name == "reject" else {}
    if may:
        do(name, application, person, **more)
        return
    with pytest.raises(PermissionDenied):
        do(name, application, person, **more)
    application.refresh_from_db()
    assert (application.version, Event.objects.count()) == (before, events)


def test_a_signed_in_candidate_withdraws_their_own_and_nobody_elses(cast):
    mine = applications.application(cast, by=cast["candidate"])
    assert deeds_for(cast["candidate"], mine) == ["withdraw"]
    do("withdraw", mine, cast["candidate"])
    other = applications.application(cast, to=mine.posting)
    assert deeds_for(cast["candidate"], other) == []


def test_rights_are_asked_at_every_deed(cast):
    application = applications.application(cast)
    Membership.objects.filter(user=cast["recruiter"]).update(role="viewer")
    with pytest.raises(PermissionDenied):
        do("move", application, cast["recruiter"])


@pytest.mark.parametrize("to", STAGES)
@pytest.mark.parametrize("status", STAGES)
def test_a_team_moves_it_from_any_stage_to_any(cast, status, to):
    application = applications.application(cast, status)
    before = application.version
    by = {"by": cast["owner"], "version": before}
    move_application(application, to, **by)
    assert (application.status, application.version - before) == (to, to != status)


def test_how_far_it_came_is_not_forgotten(cast):
    application = applications.application(cast, ApplicationStatus.INTERVIEW)
    do("move", application, cast["owner"], to=ApplicationStatus.SUBMITTED)
    do("reject", application, cast["owner"])
    application.refresh_from_db()
    assert application.reached == ApplicationStatus.INTERVIEW
    assert application.decided_at is not None


@pytest.mark.parametrize("to", ["hired", "rejected", "withdrawn", "lost"])
def test_a_decision_is_no_move(cast, to):
    application = applications.application(cast)
    with pytest.raises(ValueError, match="stage"):
        change_application(application, {"status": to}, by=cast["owner"], version=2)


def test_several_changes_are_one_version_and_one_event(cast):
    application = applications.application(cast)
    changes = {
        "status": ApplicationStatus.IN_REVIEW,
        "assignee_id": cast["owner"].pk,
        "tags": ["payments", " payments ", "Colombia"],
    }
    change_application(application, changes, by=cast["owner"], version=2)
    event = Event.objects.get(kind="application.moved")
    assert event.data["changed"] == {
        "assignee_id": [None, cast["owner"].pk],
        "tags": [[], ["payments", "Colombia"]],
    }
    assert (event.from_status, event.to_status) == ("submitted", "in_review")
    assert Application.objects.get().version == 3


def test_a_change_of_nothing_leaves_no_trace(cast):
    application = applications.application(cast)
    events = Event.objects.count()
    tag_application(application, [], by=cast["owner"], version=2)
    assert (Application.objects.get().version, Event.objects.count()) == (2, events)
    with pytest.raises(StaleVersion):
        tag_application(application, [], by=cast["owner"], version=1)


@pytest.mark.parametrize("part", ["viewer", "rival", "candidate"])
def test_only_who_works_with_applications_looks_after_one(cast, part):
    application = applications.application(cast)
    with pytest.raises(ValueError, match="work with"):
        assign_application(application, cast[part], by=cast["owner"], version=2)


@pytest.mark.parametrize("tags", [["x" * 31], [str(n) for n in range(11)]])
def test_tags_are_short_and_few(cast, tags):
    application = applications.application(cast)
    with pytest.raises(ValueError, match="tags"):
        tag_application(application, tags, by=cast["owner"], version=2)


def test_a_rejection_keeps_its_words_where_they_can_be_erased(cast):
    application = applications.application(cast)
    by = {"by": cast["owner"], "version": 2}
    reject_application(application, reason=Refusal.PAY, words=" Thank you. ", **by)
    event = Event.objects.get(kind="application.rejected")
    assert (event.why, event.data) == ("pay", {"message": Message.objects.get().pk})
    assert Message.objects.get().text == "Thank you."


def test_only_the_board_says_that_nobody_answered(cast):
    application = applications.application(cast)
    with pytest.raises(ValueError, match="the board"):
        do("reject", application, cast["owner"], reason=Refusal.UNANSWERED)
    with pytest.raises(ValueError, match="the board"):
        do("reject", application, None, reason=Refusal.SKILLS)


@pytest.mark.parametrize("name", ["move", "transfer", "hire", "reject"])
def test_the_first_answer_is_noted_and_no_later_one(cast, name):
    application = applications.application(cast, DEEDS[name].sources[0])
    do(name, application, cast["owner"])
    first = Application.objects.get().answered_at
    assert first is not None
    if name in {"hire", "reject"}:
        do("reopen", application, cast["owner"])
    do("move", application, cast["owner"])
    assert Application.objects.get().answered_at == first


def test_a_posting_that_people_applied_to_is_not_deleted(cast):
    from postings.models import Status
    from tests import build

    posting = applications.application(cast).posting
    for name in ("freeze", "reject"):
        build.do(name, posting, cast["moderator"])
    build.do("appeal", posting, cast["owner"])
    build.do("return", posting, cast["moderator"])
    with pytest.raises(NotAllowedNow):
        build.do("delete", posting, cast["owner"])
    assert posting.status == Status.RETURNED


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("application_status_is_known", {"status": "lost"}),
        ("application_reached_a_stage", {"reached": "hired"}),
        ("application_email_is_lower_case", {"email": "A@example.com"}),
        ("application_is_submitted_once_confirmed", {"submitted_at": None}),
        ("application_rejected_says_why", {"status": "rejected"}),
        ("application_rejected_says_why", {"reason": "pay"}),
        ("application_reason_is_known", {"reason": "mood", "status": "rejected"}),
        ("application_keeps_as_long_as_told", {"keep_months": 13}),
        ("application_is_whole_or_erased", {"email": ""}),
        ("application_is_whole_or_erased", {"erased_at": "2026-01-01T00:00Z"}),
    ],
)
def test_a_rule_of_the_row_is_a_constraint(cast, name, values):
    application = applications.application(cast)
    with pytest.raises(IntegrityError, match=name):
        Application.objects.filter(pk=application.pk).update(**values)
