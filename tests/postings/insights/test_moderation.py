"""The month's figures of moderation."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobboard.outbox import Delivery, backlog
from postings.insights.moderation import month_of_moderation
from postings.lifecycle.reports import Reader, report_posting
from postings.models import Case, ReportCode, Status
from tests import build


def test_an_empty_board_has_empty_figures(db):
    month = month_of_moderation()
    assert (month.decided, month.median, month.slow, month.waiting) == (
        0,
        None,
        None,
        0,
    )
    assert set(month.days.values()) == {0}
    assert len(month.days) == 30


def test_decisions_waiting_times_and_reasons_are_counted(cast):
    for number in range(3):
        build.posting(cast, title=f"Number {number}")
    build.posting(cast, Status.REJECTED, title="Refused")
    build.posting(cast, Status.SUBMITTED, title="Waits")
    for hours, case in enumerate(Case.objects.decided().order_by("closed_at"), 1):
        opened = case.closed_at - timedelta(hours=hours)
        Case.objects.filter(pk=case.pk).update(opened_at=opened)
    month = month_of_moderation()
    assert (month.decided, month.waiting) == (4, 1)
    assert month.outcomes == {"approve": 3, "reject": 1}
    assert month.reasons == {"pay": 1}
    assert month.median == timedelta(hours=2.5)
    assert round(month.slow / timedelta(hours=1), 1) == 3.7
    assert list(month.days.values())[-1] == 4


def test_a_freeze_that_nothing_waited_for_makes_no_one_look_quick(cast):
    build.posting(cast, Status.FROZEN)
    Case.objects.filter(outcome="approve").delete()
    month = month_of_moderation()
    assert (month.decided, month.median) == (1, None)


def test_an_appeal_that_is_approved_is_granted(cast):
    posting = build.posting(cast, Status.REJECTED)
    build.do("appeal", posting, cast["owner"])
    build.do("approve", posting, cast["moderator"])
    month = month_of_moderation()
    assert (month.appeals, month.appeals_granted) == (1, 1)


def test_reports_are_counted_with_what_came_of_them(cast):
    live = build.posting(cast)
    for number in range(2):
        reader = Reader(f"{number:032}", timezone.localdate(), "en")
        report_posting(live, code=ReportCode.SCAM, words="", reader=reader)
    build.do("freeze", live, cast["moderator"])
    build.do("reject", live, cast["moderator"])
    month = month_of_moderation()
    assert (month.reports, month.reports_upheld) == (2, 2)
    assert list(month.report_days.values())[-1] == 2


def test_what_is_older_than_thirty_days_is_no_longer_counted(cast):
    build.posting(cast)
    later = timezone.now() + timedelta(days=31)
    assert month_of_moderation(later).decided == 0


def test_the_outbox_says_what_it_has_not_done(cast):
    build.posting(cast)
    build.posting(cast, title="Another")
    mails = Delivery.objects.filter(reaction=build.TELLS_THE_AUTHOR)
    Delivery.objects.filter(pk=mails.first().pk).update(parked_at=timezone.now())
    found = backlog()
    assert (found.waiting, found.parked, found.parked_mail) == (5, 1, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_the_dashboard_asks_a_fixed_number_of_queries(
    signed_in, cast, django_assert_num_queries, count
):
    for number in range(count):
        build.posting(cast, title=f"Number {number}")
    moderator = signed_in("moderator")
    with django_assert_num_queries(13):
        page = moderator.get("/admin/moderation/figures/")
    assert page.context["month"].decided == count
