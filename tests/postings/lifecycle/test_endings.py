"""Reminders of saved jobs that are about to close: once, in the morning, and true."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from jobboard.outbox import Delivery, Event
from jobboard.schedule import SCHEDULE
from postings import reading_tasks
from postings.lifecycle import endings, reading
from postings.lifecycle.alert import suppress_address
from postings.models import (
    Bookmark,
    Posting,
    Reminders,
    Stopped,
)
from tests import applications, build

pytestmark = pytest.mark.django_db
ZONE = "America/Sao_Paulo"
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def nine():
    """Nine in the morning of tomorrow, in São Paulo."""
    tomorrow = datetime.now(UTC).date() + DAY
    return datetime(tomorrow.year, tomorrow.month, tomorrow.day, 12, tzinfo=UTC)


def ends(posting: Posting, at: datetime) -> None:
    Posting.objects.filter(pk=posting.pk).update(valid_through=at)


def save(cast, at: datetime, *, part: str = "candidate", **facts) -> Posting:
    """A job that somebody saved, which ends at this moment."""
    posting = build.posting(cast, **facts)
    ends(posting, at)
    reading.save_posting(posting, by=cast[part], zone=ZONE)
    return posting


def remind(now: datetime) -> int:
    return sum(endings.remind(one, now) for one in endings.due_to_remind(now))


def send() -> list[EmailMultiAlternatives]:
    """Do what the relay would hand over; the mails that came of it."""
    before = len(mail.outbox)
    for delivery in Delivery.objects.filter(done_at=None, event__kind=endings.ENDING):
        reading_tasks.tell_reader(delivery.pk)
    sent = mail.outbox[before:]
    assert all(isinstance(one, EmailMultiAlternatives) for one in sent)
    return sent  # type: ignore[return-value]


def test_all_that_ends_within_three_days_is_in_one_mail_and_never_again(cast, nine):
    save(cast, nine + 2 * DAY, title="Second Engineer")
    save(cast, nine + 5 * HOUR, title="First Engineer")
    save(cast, nine + 5 * DAY, title="Later Engineer")
    assert remind(nine) == 1
    (message,) = send()
    assert message.subject == "Saved by you, close soon: First Engineer and 1 more"
    assert message.to == [f"{cast['candidate'].name} <candidate@example.com>"]
    for part in (message.body, str(message.alternatives[0][0])):
        assert part.index("First Engineer") < part.index("Second Engineer")
        assert "Later Engineer" not in part
        assert "/en/jobs/saved/" in part
    for later in (nine, nine + HOUR, nine + DAY):
        assert remind(later) == 0
    assert send() == []


@pytest.mark.parametrize(
    ("hours", "count"), [(-2, 0), (-1, 1), (0, 1), (2, 1), (3, 0), (12, 0)]
)
def test_it_comes_in_the_readers_morning(cast, nine, hours, count):
    save(cast, nine + 2 * DAY)
    assert remind(nine + hours * HOUR) == count


def test_a_reader_elsewhere_has_another_morning(cast, nine):
    save(cast, nine + 2 * DAY)
    reading.set_reminders(by=cast["candidate"], is_wanted=True, zone="Asia/Tokyo")
    assert remind(nine) == 0
    assert remind(nine + 11 * HOUR) == 1


@pytest.mark.parametrize(("days", "count"), [(0, 1), (3, 1), (4, 0)])
def test_three_days_are_days_of_the_calendar_there(cast, nine, days, count):
    """What would be due later in the morning comes with the rest, not after it."""
    save(cast, nine + days * DAY + 14 * HOUR)
    assert remind(nine - HOUR) == count


def test_what_is_saved_after_breakfast_comes_the_next_morning(cast, nine):
    save(cast, nine + 2 * DAY)
    assert remind(nine) == 1
    save(cast, nine + 2 * DAY, title="Another Engineer")
    assert remind(nine + HOUR) == 0
    assert remind(nine + DAY) == 1
    told = {one.subject.rpartition(": ")[2] for one in send()}
    assert told == {"Backend Engineer", "Another Engineer"}


def test_a_renewed_job_is_told_for_its_new_end(cast, nine):
    posting = save(cast, nine + 2 * DAY)
    assert remind(nine) == 1
    ends(posting, nine + 30 * DAY)
    assert remind(nine + DAY) == 0
    assert remind(nine + 28 * DAY) == 1
    assert Bookmark.objects.get().reminded_for == nine + 30 * DAY


def test_who_has_applied_is_not_reminded(cast, nine):
    posting = save(cast, nine + 2 * DAY, apply_via="here")
    applications.application(cast, to=posting, by=cast["candidate"])
    assert remind(nine) == 0


def test_an_application_from_a_second_proven_address_counts_too(cast, nine):
    posting = save(cast, nine + 2 * DAY, apply_via="here")
    second = "second@mail.example"
    applications.application(cast, to=posting, email=second)
    assert endings.due_to_remind(nine) == [cast["candidate"].pk]
    EmailAddress.objects.create(user=cast["candidate"], email=second, verified=True)
    assert endings.due_to_remind(nine) == []


@pytest.mark.parametrize("deed", ["close", "freeze"])
def test_what_the_public_may_not_see_when_the_mail_is_built_is_not_in_it(
    cast, nine, deed
):
    gone = save(cast, nine + 2 * DAY, title="Gone Engineer")
    save(cast, nine + 2 * DAY, title="Open Engineer")
    assert remind(nine) == 1
    gone.refresh_from_db()
    build.do(deed, gone, build.doer(deed, cast))
    (message,) = send()
    assert message.subject == "Saved by you, closes soon: Open Engineer"
    assert "Gone Engineer" not in message.body


def test_what_has_been_renewed_or_removed_by_then_is_not_told(cast, nine):
    renewed, removed = (save(cast, nine + 2 * DAY) for _ in range(2))
    assert remind(nine) == 1
    ends(renewed, nine + 30 * DAY)
    reading.unsave_posting(removed.pk, by=cast["candidate"])
    assert send() == []


def test_who_wants_none_gets_none_not_even_one_on_its_way(cast, nine):
    save(cast, nine + 2 * DAY)
    save(cast, nine + 2 * DAY, part="stranger")
    assert remind(nine) == 2
    reading.stop_reminders(Reminders.objects.get(user=cast["candidate"]))
    suppress_address(cast["stranger"].email, reason=Stopped.BOUNCE)
    assert send() == []
    Bookmark.objects.update(reminder=None, reminded_for=None)
    Reminders.objects.update(reminded_on=None)
    assert endings.due_to_remind(nine) == [cast["stranger"].pk]


def test_its_headers_let_a_program_leave_and_the_same_mail_stays_the_same(cast, nine):
    save(cast, nine + 2 * DAY)
    remind(nine)
    (message,) = send()
    token = Reminders.objects.get().token
    address = f"https://board.example/en/jobs/saved/reminders/{token}/leave/"
    headers = message.message()
    assert headers["List-Unsubscribe"] == f"<{address}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    event = Event.objects.get(kind=endings.ENDING)
    assert headers["Message-ID"] == f"<{event.pk}@board.example>"
    assert event.data == {}
    assert address in message.body


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("pt-br", "Você salvou e encerra em breve"),
        ("es", "Lo guardaste y cierra pronto"),
    ],
)
def test_it_is_in_the_readers_language_and_on_their_calendar(
    cast, nine, language, words
):
    cast["candidate"].language = language
    cast["candidate"].save()
    # Two in the morning UTC is the evening before in São Paulo.
    end = (nine + 3 * DAY).replace(hour=2)
    save(cast, end, title="Engineer")
    remind(nine)
    (message,) = send()
    assert message.subject == f"{words}: Engineer"
    assert f"{(end - DAY).day} de " in message.body
    assert f"/{language}/jobs/saved/" in message.body


@pytest.mark.parametrize("count", [1, 4])
def test_a_run_asks_two_queries_and_eight_for_each_reader(
    cast, nine, django_assert_num_queries, count
):
    for _ in range(count):
        save(cast, nine + 2 * DAY)
    # The zones, and who is due in the one where it is morning.
    with django_assert_num_queries(2):
        due = endings.due_to_remind(nine)
    # The row, what ends, the event, its delivery, the bookmarks, the row again,
    # and the beginning and the end of a savepoint.
    with django_assert_num_queries(8):
        assert endings.remind(due[0], nine)


def test_the_first_saved_job_takes_the_zone_of_the_latest_alert(cast, nine):
    from tests.postings.alerts.following import follow

    follow(cast["candidate"], zone="America/Bogota")
    reading.save_posting(build.posting(cast), by=cast["candidate"])
    assert Reminders.objects.get().zone == "America/Bogota"


def test_the_clock_runs_it():
    tasks = {entry["task"] for entry in SCHEDULE.values()}
    assert reading_tasks.remind_of_endings.name in tasks
