"""A person's data goes whole: proven by searching every table and every file."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection

from jobboard import personal_data
from jobboard.outbox import Event
from postings.lifecycle.application import change_application, reject_application
from postings.lifecycle.erasure import erase_application
from postings.lifecycle.teamwork import (
    open_cv,
    rate_application,
    write_message,
    write_note,
)
from postings.models import (
    Application,
    ApplicationStatus,
    Cv,
    Intake,
    Profile,
    Refusal,
)
from postings.permissions import LinkHolder
from tests import applications
from tests.applications import do

pytestmark = pytest.mark.django_db
CANARY = "zanahoria7f3"


def found_in_tables() -> set[str]:
    """The tables that hold the canary anywhere."""
    tables = set()
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(
                f"SELECT count(*) FROM {name} AS row WHERE row::text ILIKE %s",
                [f"%{CANARY}%"],
            )
            if cursor.fetchone()[0]:
                tables.add(name)
    return tables


def found_in_files() -> list[Path]:
    files = (path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())
    return [path for path in files if CANARY.encode() in path.read_bytes()]


def tell_everything(cast, by=None) -> Application:
    """An application with the canary wherever words can stand."""
    address: dict[str, Any] = {} if by else {"email": f"{CANARY}@example.com"}
    application = applications.application(
        cast,
        ApplicationStatus.INTERVIEW,
        by=by,
        name=f"Name {CANARY}",
        note=CANARY,
        links=[f"https://{CANARY}.example"],
        answers=[
            {
                "question": 1,
                "prompt": "?",
                "kind": "short",
                "value": CANARY,
                "is_knocked_out": False,
            }
        ],
        cv=applications.cv(CANARY.encode(), name=f"{CANARY}.pdf"),
        **address,
    )
    owner = cast["owner"]
    write_note(application, CANARY, by=owner)
    write_message(application, CANARY, by=owner)
    write_message(application, CANARY, by=LinkHolder(application.pk))
    rate_application(application, 3, by=owner)
    open_cv(application, by=owner)
    changes = {"tags": [CANARY], "assignee_id": owner.pk}
    change_application(application, changes, by=owner, version=application.version)
    return application


def test_erasing_leaves_no_word_and_no_file(cast, django_capture_on_commit_callbacks):
    application = tell_everything(cast)
    assert found_in_tables() == {
        "postings_application",
        "postings_note",
        "postings_message",
        "postings_cv",
        "jobboard_event",
    }
    assert len(found_in_files()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        erase_application(application, by=LinkHolder(application.pk))
    assert found_in_tables() == set()
    assert found_in_files() == []
    row = Application.objects.get()
    assert (row.status, row.erased_at is not None) == ("withdrawn", True)


def test_a_person_takes_everything_away_and_is_forgotten(
    cast, django_capture_on_commit_callbacks
):
    user = cast["candidate"]
    application = tell_everything(cast, by=user)
    profile = Profile.objects.create(user=user, headline=CANARY)
    applications.cv(CANARY.encode(), profile=profile)
    do("withdraw", application, user)
    data = json.dumps(personal_data.export_all(user)["applications"])
    assert data.count(CANARY) >= 8
    with django_capture_on_commit_callbacks(execute=True):
        counts = personal_data.erase_all(user)
    assert (counts["Applications"], counts["Profiles"], counts["Files"]) == (1, 1, 1)
    assert found_in_tables() == set()
    assert found_in_files() == []
    assert not Event.objects.filter(subject="application", by=user).exists()
    assert personal_data.erase_all(user)["Applications"] == 0


def test_what_was_sent_without_an_account_belongs_to_the_proven_address(cast):
    user = cast["candidate"]
    applications.application(cast, email=user.email, note=CANARY)
    assert CANARY in json.dumps(personal_data.export_all(user))
    personal_data.erase_all(user)
    assert found_in_tables() == set()


def test_a_decision_stays_in_the_numbers_when_its_person_goes(cast):
    application = applications.application(cast)
    reject_application(
        application, by=cast["owner"], version=2, reason=Refusal.PAY, words=CANARY
    )
    erase_application(application, by=None)
    row = Application.objects.get()
    assert (row.status, row.reason, row.email) == ("rejected", "pay", "")
    assert found_in_tables() == set()


def test_an_open_application_gives_its_place_back(cast):
    posting = applications.posting(cast)
    Intake.objects.create(posting=posting, applications_left=1)
    application = applications.application(cast, to=posting)
    erase_application(application, by=None)
    assert Intake.objects.get().applications_left == 1
    erase_application(application, by=None)
    assert Intake.objects.get().applications_left == 1


def test_what_was_never_confirmed_goes_whole(cast):
    application = applications.application(
        cast, ApplicationStatus.UNCONFIRMED, cv=applications.cv()
    )
    erase_application(application, by=LinkHolder(application.pk))
    assert not Application.objects.exists()
    assert not Cv.objects.exists()


@pytest.mark.parametrize("part", ["owner", "recruiter", "viewer", "rival", "moderator"])
def test_nobody_else_erases_it(cast, part):
    application = applications.application(cast)
    with pytest.raises(PermissionDenied):
        erase_application(application, by=cast[part])
    with pytest.raises(PermissionDenied):
        erase_application(application, by=LinkHolder(application.pk + 1))


def test_whoever_was_erased_may_apply_again(cast):
    first = applications.application(cast)
    erase_application(first, by=None)
    assert applications.application(cast, to=first.posting) != first
