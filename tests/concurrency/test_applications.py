"""Applications that several people really change at the same time."""

import random
import threading

import pytest
from django.db import OperationalError, connection, transaction

from jobboard.outbox import Event
from jobboard.versions import NotAllowedNow, StaleVersion
from postings.lifecycle.application import change_application
from postings.lifecycle.application_table import DEEDS
from postings.lifecycle.applying import Full, apply, confirm_application
from postings.lifecycle.transfer import transfer_application
from postings.models import Application, ApplicationStatus, Intake
from postings.permissions import LinkHolder
from tests import applications
from tests.applications import content, do, doer
from tests.concurrency.test_deeds import race

pytestmark = pytest.mark.django_db(transaction=True)
S = ApplicationStatus
ROUNDS = 200
RACERS = ("move", "change", "transfer", "hire", "reject", "withdraw", "reopen")


def apply_for(posting, email: str) -> None:
    apply(posting, content(email=email), by=None)


def test_twenty_at_once_are_one_application(cast):
    posting = applications.posting(cast)
    outcomes = race(*(lambda: apply_for(posting, "teo@example.com") for _ in range(20)))
    assert outcomes == [None] * 20
    assert Application.objects.count() == 1
    assert Event.objects.filter(kind="application.received").count() == 1


def test_a_limit_of_five_lets_exactly_five_of_twenty_in(cast):
    posting = applications.posting(cast)
    Intake.objects.create(posting=posting, applications_left=5)
    rows = [
        apply(posting, content(email=f"{n}@example.com"), by=None) for n in range(20)
    ]

    def confirm(number: int) -> None:
        row = Application.objects.select_related("posting").get(pk=number)
        confirm_application(row, by=LinkHolder(row.pk), version=1)

    outcomes = race(*(lambda pk=row.pk: confirm(pk) for row in rows))
    assert outcomes.count(None) == 5
    assert all(isinstance(outcome, Full) for outcome in outcomes if outcome)
    assert Application.objects.filter(status=S.SUBMITTED).count() == 5
    assert Intake.objects.get().applications_left == 0


def test_of_sixteen_who_read_the_same_version_one_succeeds(cast):
    made = applications.application(cast)

    def change(number: int) -> None:
        copy = Application.objects.select_related("posting").get(pk=made.pk)
        copy.version = made.version
        tags = {"tags": [f"writer {number}"]}
        change_application(copy, tags, by=cast["owner"], version=made.version)

    outcomes = race(*(lambda n=n: change(n) for n in range(16)))
    assert outcomes.count(None) == 1
    assert all(isinstance(outcome, StaleVersion) for outcome in outcomes if outcome)
    row = Application.objects.get()
    assert (row.version, row.tags) == (3, [f"writer {outcomes.index(None)}"])
    assert Event.objects.filter(kind="application.changed").count() == 1


def test_applicants_who_cross_each_other_take_and_free_places_without_a_deadlock(cast):
    jobs = [applications.posting(cast), applications.other_job()]
    made = [
        applications.application(cast, to=jobs[n % 2], email=f"{n}@example.com")
        for n in range(16)
    ]
    for job in jobs:
        Intake.objects.create(posting=job, applications_left=20)

    def cross(pk: int) -> None:
        row = Application.objects.select_related("posting").get(pk=pk)
        (to,) = (job for job in jobs if job != row.posting)
        transfer_application(row, to, by=cast["owner"], version=row.version)

    works = [lambda pk=row.pk: cross(pk) for row in made]
    assert race(*works) == [None] * 16
    places = Intake.objects.values_list("applications_left", flat=True)
    assert list(places) == [20, 20]
    for number, row in enumerate(made):
        assert Application.objects.get(pk=row.pk).posting == jobs[(number + 1) % 2]


def test_a_wait_that_takes_too_long_is_a_calm_answer(cast, signed_in):
    made = applications.application(cast)
    held, free = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            Application.objects.select_for_update(no_key=True).get(pk=made.pk)
            held.set()
            free.wait(30)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert held.wait(10)
    client = signed_in("owner")
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '200ms'")
    path = f"/en/desk/acme/applications/{made.public_id}/"
    data = {
        "version": 2,
        "status": S.OFFER,
        "assignee_id": "",
        "tags": "",
        "note": "Mine.",
    }
    try:
        answer = client.post(path, data)
    finally:
        free.set()
        thread.join()
        connection.close()
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "Nothing is lost" in answer.content.decode()
    assert Application.objects.get().version == 2


@pytest.mark.prove
def test_twenty_racers_fifty_times_are_fifty_applications(cast, record_property):
    posting = applications.posting(cast)
    for number in range(50):
        email = f"{number}@example.com"
        outcomes = race(*(lambda e=email: apply_for(posting, e) for _ in range(20)))
        assert outcomes == [None] * 20
        assert Application.objects.filter(email=email).count() == 1
    record_property("figure", "20 racers × 50: 50 rows")


@pytest.mark.prove
def test_whoever_races_whom_applications_stay_legal(cast, record_property):
    dice, done = random.Random(7), 0
    posting = applications.posting(cast)
    applications.other_job()
    starts = (S.SUBMITTED, S.IN_REVIEW, S.INTERVIEW, S.OFFER, S.HIRED, S.REJECTED)
    for number in range(ROUNDS):
        made = applications.application(
            cast, dice.choice(starts), to=posting, email=f"{number}@example.com"
        )
        before = made.version

        def run(name, pk=made.pk, version=before, fresh=number % 2):
            copy = Application.objects.select_related("posting").get(pk=pk)
            if not fresh:
                copy.version = version
            do(name, copy, doer(name, cast, copy), version=copy.version)

        outcomes = race(
            *(lambda name=name: run(name) for name in dice.choices(RACERS, k=6))
        )
        assert not [o for o in outcomes if isinstance(o, OperationalError)]
        assert all(isinstance(o, (StaleVersion, NotAllowedNow)) for o in outcomes if o)
        done += outcomes.count(None)
        check_history(made.pk)
    record_property("figure", f"{ROUNDS} rounds, {done} deeds done, 0 illegal states")


def check_history(pk: int) -> None:
    """Versions without a gap, each step one of the table, and the row where it ends."""
    events = list(Event.objects.filter(subject="application", subject_id=pk))
    events.sort(key=lambda event: event.subject_version)
    versions = [event.subject_version for event in events]
    assert versions == list(range(1, len(events) + 1))
    by_past = {f"application.{deed.past}": deed for deed in DEEDS.values()}
    status: str = S.UNCONFIRMED
    for event in events[1:]:
        deed = by_past[event.kind]
        assert event.from_status == status
        assert status in deed.sources
        assert event.to_status in (deed.targets or (status,))
        status = event.to_status
    row = Application.objects.get(pk=pk)
    assert (row.status, row.version) == (status, len(events))
