"""How soon companies answer, and how many."""

from datetime import timedelta

from django.utils import timezone

from postings.insights.replies import SINCE, Reply, compute_replies
from postings.models import Application, Posting, Status
from tests import applications

HOURS = [2, 4, 6, 8, 10, 12, 14, 16, 18, 20]


def received(cast, to, answers, *, ago=timedelta(days=30)):
    """One application for each of these, answered after so many hours; None: not."""
    at = timezone.now() - ago
    for number, hours in enumerate(answers):
        made = applications.application(
            cast, to=to, email=f"c{number}-{ago.days}@x.example"
        )
        after = None if hours is None else at + timedelta(hours=hours)
        Application.objects.filter(pk=made.pk).update(
            submitted_at=at, answered_at=after
        )


def test_a_company_is_named_with_its_share_and_its_median(cast):
    received(cast, applications.posting(cast), [*HOURS, None, None])
    acme = Reply("acme", "Acme Pagamentos", 10, 83, timedelta(hours=11))
    assert compute_replies() == [acme]


def test_nine_answers_say_nothing(cast):
    received(cast, applications.posting(cast), [*HOURS[:9], None, None])
    assert compute_replies() == []


def test_what_is_older_than_a_year_says_nothing(cast):
    to = applications.posting(cast)
    received(cast, to, HOURS[:9])
    received(cast, to, HOURS[9:], ago=SINCE + timedelta(days=1))
    assert compute_replies() == []


def test_a_company_without_an_open_job_is_not_named(cast):
    to = applications.posting(cast)
    received(cast, to, HOURS)
    Posting.objects.filter(pk=to.pk).update(status=Status.FROZEN)
    assert compute_replies() == []


def test_page_and_api_say_it(client, cast):
    received(cast, applications.posting(cast), HOURS)
    [told] = client.get("/api/v1/insights/").json()["replies"]
    assert (told["slug"], told["share"], told["median_hours"]) == ("acme", 100, 11.0)
    shown = client.get("/pt-br/insights/").content.decode()
    assert '<a href="/pt-br/companies/acme/">Acme Pagamentos</a>' in shown
    assert "11 horas" in shown
