"""Which skills jobs ask for, quarter by quarter."""

from datetime import UTC, date, datetime

import pytest

from postings.insights.demand import Demand, Skill, compute_demand, months_before
from postings.lifecycle.facts import SkillNeed
from postings.models import Posting, Status
from tests import build

TODAY = date(2026, 11, 23)
OF_NOW = datetime(2026, 11, 2, tzinfo=UTC)
OF_SUMMER = datetime(2026, 6, 15, tzinfo=UTC)


def many(cast, count, *skills, at=OF_NOW, status=Status.LIVE):
    needs = [SkillNeed(skill) for skill in skills]
    for number in range(count):
        made = build.posting(cast, status, title=f"Job {number}", skills=needs)
        Posting.objects.filter(pk=made.pk).update(published_at=at)


def test_a_share_is_of_the_postings_of_its_quarter(cast):
    many(cast, 10, "Ruby", at=OF_SUMMER)
    many(cast, 9, "Python", "Kafka")
    many(cast, 3, "Kafka", "Ruby")
    assert compute_demand(TODAY) == Demand(
        [date(2025, 12, 1), date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1)],
        [
            Skill("kafka", [None, None, 0, 100]),
            Skill("python", [None, None, 0, 75]),
            Skill("ruby", [None, None, 100, 25]),
        ],
    )


def test_nine_postings_of_a_quarter_say_nothing(cast):
    many(cast, 9, "Ruby")
    assert compute_demand(TODAY).skills == []


def test_what_has_ended_still_tells_what_was_asked_for(cast):
    many(cast, 5, "Ruby")
    many(cast, 5, "Ruby", status=Status.CLOSED)
    assert compute_demand(TODAY).skills == [Skill("ruby", [None, None, None, 100])]


@pytest.mark.parametrize("status", [Status.FROZEN, Status.REJECTED])
def test_what_a_moderator_took_away_tells_nothing(cast, status):
    many(cast, 9, "Ruby")
    many(cast, 1, "Ruby", status=status)
    assert compute_demand(TODAY).skills == []


@pytest.mark.parametrize(
    ("count", "month"),
    [(0, date(2026, 3, 1)), (2, date(2026, 1, 1)), (3, date(2025, 12, 1))],
)
def test_months_go_over_the_end_of_a_year(count, month):
    assert months_before(date(2026, 3, 31), count) == month


def test_the_month_after_december_is_january():
    assert months_before(date(2026, 12, 1), -1) == date(2027, 1, 1)


def test_one_quarter_costs_two_queries(cast, django_assert_num_queries):
    many(cast, 10, "Ruby")
    with django_assert_num_queries(5):
        compute_demand(TODAY)
