"""How an application begins: once for an address, and only where it may."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobboard.outbox import Event
from jobboard.versions import NotAllowedNow
from postings.lifecycle.applying import Full, apply, lapse_application
from postings.models import (
    Application,
    ApplicationStatus,
    Cv,
    HiringSettings,
    Intake,
    Status,
)
from tests import applications, build
from tests.applications import content, do, doer


def kinds() -> list[str]:
    rows = Event.objects.filter(subject="application").order_by("at", "id")
    return [
        kind.removeprefix("application.")
        for kind in rows.values_list("kind", flat=True)
    ]


def test_it_waits_for_the_address_to_be_confirmed(cast):
    posting = applications.posting(cast)
    made = apply(posting, content(email=" Teo@Example.COM "), by=None)
    assert (made.status, made.email) == ("unconfirmed", "teo@example.com")
    assert not Application.objects.of_team().exists()
    do("confirm", made, doer("confirm", cast, made))
    assert Application.objects.of_team().get().submitted_at is not None
    assert kinds() == ["received", "submitted"]


def test_an_address_that_is_known_needs_no_confirmation(cast):
    made = applications.application(cast, by=cast["candidate"])
    assert (made.status, made.candidate) == ("submitted", cast["candidate"])


def test_an_address_that_is_not_theirs_has_to_be_confirmed(cast):
    posting = applications.posting(cast)
    made = apply(posting, content(), by=cast["candidate"], is_proven=False)
    assert (made.status, made.candidate) == ("unconfirmed", None)


@pytest.mark.parametrize("status", sorted(set(ApplicationStatus) - {"withdrawn"}))
def test_a_second_one_is_the_first_one(cast, status):
    first = applications.application(cast, status)
    second = apply(first.posting, content(name="Somebody else"), by=None)
    assert second == first
    assert Application.objects.get().name == "Teodora Vilaplana"


def test_who_withdrew_may_come_back(cast):
    first = applications.application(cast, ApplicationStatus.WITHDRAWN)
    assert apply(first.posting, content(), by=None) != first


def test_the_link_is_sent_again_once_in_ten_minutes(cast):
    first = applications.application(cast)
    apply(first.posting, content(), by=None)
    assert "repeated" not in kinds()
    long_ago = timezone.now() - timedelta(minutes=11)
    Application.objects.update(link_sent_at=long_ago)
    apply(first.posting, content(), by=None)
    apply(first.posting, content(), by=None)
    assert kinds().count("repeated") == 1
    assert Application.objects.get().version == first.version


def test_who_proves_the_address_takes_the_place_of_who_could_not(cast):
    posting = applications.posting(cast)
    mine = content(email=cast["candidate"].email, name="The real one")
    false = apply(
        posting, content(email=cast["candidate"].email, name="False"), by=None
    )
    made = apply(posting, mine, by=cast["candidate"], is_proven=True)
    assert (made.name, made.status) == ("The real one", "submitted")
    assert not Application.objects.filter(pk=false.pk).exists()


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.LIVE}))
def test_only_an_open_posting_takes_applications(cast, status):
    posting = build.posting(cast, status, apply_via="here")
    with pytest.raises(NotAllowedNow):
        apply(posting, content(), by=None)
    assert not Application.objects.exists()


def test_a_posting_that_sends_people_elsewhere_takes_none(cast):
    posting = build.posting(cast, apply_via="email", apply_email="jobs@acme.example")
    with pytest.raises(NotAllowedNow):
        apply(posting, content(), by=None)


@pytest.mark.parametrize("name", ["freeze", "close", "expire"])
def test_what_was_shut_meanwhile_confirms_nothing_more(cast, name):
    made = applications.application(cast, ApplicationStatus.UNCONFIRMED)
    build.do(name, made.posting, build.doer(name, cast))
    with pytest.raises(NotAllowedNow):
        do("confirm", made, doer("confirm", cast, made))


@pytest.mark.parametrize("name", ["freeze", "close", "expire"])
def test_what_was_shut_leaves_its_applications_open_to_decisions(cast, name):
    made = applications.application(cast)
    build.do(name, made.posting, build.doer(name, cast))
    do("move", made, cast["recruiter"])
    do("reject", made, cast["recruiter"])


def test_a_limit_lets_so_many_in_and_no_more(cast):
    posting = applications.posting(cast)
    Intake.objects.create(posting=posting, applications_left=1)
    one = applications.application(cast, to=posting, email="one@example.com")
    with pytest.raises(Full):
        apply(posting, content(), by=None)
    do("withdraw", one, doer("withdraw", cast, one))
    applications.application(cast, to=posting, email="two@example.com")
    assert Intake.objects.get().applications_left == 0


def test_the_last_place_is_taken_by_who_confirms_first(cast):
    posting = applications.posting(cast)
    Intake.objects.create(posting=posting, applications_left=1)
    one, two = (
        apply(posting, content(email=f"{n}@example.com"), by=None) for n in (1, 2)
    )
    do("confirm", two, doer("confirm", cast, two))
    with pytest.raises(Full):
        do("confirm", one, doer("confirm", cast, one))
    one.refresh_from_db()
    assert (one.status, one.version) == ("unconfirmed", 1)


def test_the_promise_to_answer_is_dated(cast):
    posting = applications.posting(cast)
    Intake.objects.create(posting=posting, answer_within=7)
    made = applications.application(cast, to=posting)
    assert made.answer_due_at - made.submitted_at == timedelta(days=7)


def test_it_is_kept_as_long_as_the_company_said_then(cast):
    posting = applications.posting(cast)
    HiringSettings.objects.create(company=posting.company, keep_months=3)
    assert applications.application(cast, to=posting).keep_months == 3


def test_what_lapses_leaves_neither_row_nor_file(
    cast, django_capture_on_commit_callbacks
):
    cv = applications.cv()
    made = applications.application(cast, ApplicationStatus.UNCONFIRMED, cv=cv)
    assert Cv.objects.get().application == made
    storage, name = cv.file.storage, cv.file.name
    with django_capture_on_commit_callbacks(execute=True):
        lapse_application(made, by=None, version=1)
    assert not Application.objects.exists()
    assert not Cv.objects.exists()
    assert not storage.exists(name)


def test_an_upload_belongs_to_one_application(cast):
    cv, posting = applications.cv(), applications.posting(cast)
    first = apply(posting, content(cv=cv), by=None)
    apply(posting, content(cv=cv, email="other@example.com"), by=None)
    assert Cv.objects.get().application == first


def test_a_tracking_link_opens_one_application_and_cannot_be_made_up(cast):
    made = applications.application(cast)
    assert Application.objects.by_token(made.token) == made
    other = applications.application(cast, to=made.posting, email="o@example.com")
    _id, _, signature = other.token.partition(".")
    for token in (f"{made.public_id}.{signature}", made.public_id, "", "x.y.z"):
        with pytest.raises(Application.DoesNotExist):
            Application.objects.by_token(token)
