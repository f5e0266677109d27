"""A company sees what became of its jobs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from postings.insights.numbers import numbers_of
from postings.models import Application, Intake, Number, Origin, Step
from tests import applications


@pytest.fixture
def sent(cast) -> Application:
    return applications.application(cast)


def number(posting, step: Step, count: int, **more) -> None:
    values = {"origin": Origin.SEARCH, "day": timezone.localdate(), **more}
    Number.objects.create(posting=posting, step=step, count=count, **values)


def test_the_funnel_and_the_days(sent):
    number(sent.posting, Step.SEEN, 200)
    number(sent.posting, Step.OPENED, 20)
    number(sent.posting, Step.OPENED, 10, origin=Origin.MAIL)
    long_ago = timezone.localdate() - timedelta(days=60)
    number(sent.posting, Step.OPENED, 5, day=long_ago)
    Intake.objects.update_or_create(
        posting=sent.posting, defaults={"departure_count": 3}
    )
    found = numbers_of(sent.posting)
    funnel = found.funnel
    assert (funnel.seen, funnel.opened, funnel.applied) == (200, 35, 1)
    assert funnel.departed == 3
    assert found.origins == {Origin.SEARCH: 25, Origin.MAIL: 10}
    assert (len(found.days), sum(found.days.values())) == (30, 30)


def test_days_to_the_first_answer(sent):
    assert numbers_of(sent.posting).unanswered == 1
    for days, place in ((0.5, 1), (2, 3), (10, 14)):
        Application.objects.update(
            submitted_at=timezone.now() - timedelta(days=days),
            answered_at=timezone.now(),
        )
        found = numbers_of(sent.posting)
        assert [most for most, n in found.replies.items() if n] == [place]
        assert (found.later, found.unanswered) == (0, 0)
    Application.objects.update(submitted_at=timezone.now() - timedelta(days=20))
    assert numbers_of(sent.posting).later == 1


def test_the_page_has_plots_with_their_tables(signed_in, sent):
    number(sent.posting, Step.OPENED, 1234)
    path = f"/en/desk/jobs/{sent.posting.public_id}/numbers/"
    page = signed_in("viewer").get(path).content.decode()
    assert "1,234" in page
    assert page.count("<svg viewBox") == page.count("<table") == 4
    assert "from a search engine" in page
    assert signed_in("rival").get(path).status_code == 404


def test_the_desk_says_it_in_a_line(signed_in, sent):
    number(sent.posting, Step.SEEN, 200)
    page = signed_in("owner").get("/en/desk/").content.decode()
    assert "200 seen, 0 opened, 1 applied" in page
