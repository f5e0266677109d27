"""What the address of a posting answers when it is not open (any more)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from postings.models import Posting, Status
from tests import build

NEVER_SEEN = (Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.SCHEDULED)


def path(posting) -> str:
    return f"/en/jobs/{posting.slug}-{posting.public_id}/"


@pytest.mark.parametrize("status", [*NEVER_SEEN, Status.REJECTED])
def test_what_the_public_never_saw_is_not_there(client, cast, status):
    assert client.get(path(build.posting(cast, status))).status_code == 404


def test_what_moderators_took_down_is_gone_at_once(client, cast):
    posting = build.posting(cast, Status.FROZEN)
    assert client.get(path(posting)).status_code == 410
    build.do("reject", posting, cast["moderator"])
    assert client.get(path(posting)).status_code == 410
    build.do("appeal", posting, cast["owner"])
    assert client.get(path(posting)).status_code == 410
    build.do("approve", posting, cast["moderator"])
    assert client.get(path(posting)).status_code == 200


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("filled", "Somebody was hired for this job."),
        ("cancelled", "The company called this job off."),
        ("other", "This job is closed."),
    ],
)
def test_a_closed_posting_says_what_happened(client, cast, reason, words):
    posting = build.posting(cast, Status.CLOSED)
    Posting.objects.filter(pk=posting.pk).update(close_reason=reason)
    answer = client.get(path(posting))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert words in page
    assert '<h1 lang="en">Backend Engineer</h1>' in page
    assert "Look after the" not in page
    assert "ld+json" not in page


def test_an_expired_posting_says_until_when_it_was_open(client, cast):
    posting = build.posting(cast, Status.EXPIRED)
    page = client.get(path(posting)).content.decode()
    assert "This job has expired." in page
    assert "It was open until" in page


def test_past_its_day_it_has_ended_before_anybody_noted_it(client, cast):
    posting = build.posting(cast)
    Posting.objects.filter(pk=posting.pk).update(valid_through=timezone.now())
    page = client.get(path(posting)).content.decode()
    assert "This job has expired." in page


@pytest.mark.parametrize(("days", "status"), [(29, 200), (31, 410)])
@pytest.mark.parametrize("ending", ["closed", "expired", "live"])
def test_after_thirty_days_it_is_gone(client, cast, ending, days, status):
    posting = build.posting(cast, ending)
    moment = timezone.now() - timedelta(days=days)
    column = "closed_at" if ending == "closed" else "valid_through"
    Posting.objects.filter(pk=posting.pk).update(**{column: moment})
    assert client.get(path(posting)).status_code == status


def test_gone_has_a_page_in_the_reader_s_language(client, cast):
    posting = build.posting(cast, Status.FROZEN)
    answer = client.get(path(posting).replace("/en/", "/pt-br/"))
    assert answer.status_code == 410
    assert '<html lang="pt-br">' in answer.content.decode()
    assert "Esta vaga não está mais aqui." in answer.content.decode()


def test_similar_ones_are_open_and_share_a_skill(client, cast):
    from postings.lifecycle.facts import SkillNeed

    build.posting(cast, title="Same skill")
    build.posting(cast, title="Other skill", skills=[SkillNeed("Rust")])
    build.posting(cast, Status.FROZEN, title="Taken down")
    posting = build.posting(cast, Status.CLOSED)
    cards = client.get(path(posting)).context["cards"]
    assert [card.posting.title for card in cards] == ["Same skill"]


def test_with_nothing_similar_the_page_still_leads_on(client, cast):
    build.posting(cast)
    posting = build.posting(cast, Status.CLOSED, skills=[])
    page = client.get(path(posting)).content.decode()
    assert "Open jobs that ask for the same" not in page
    assert "All open jobs" in page


@pytest.mark.parametrize("status", [Status.LIVE, Status.CLOSED])
@pytest.mark.parametrize("slug", ["something-else", "Backend-Engineer"])
def test_only_the_id_decides_and_the_query_stays(client, cast, status, slug):
    posting = build.posting(cast, status)
    answer = client.get(f"/en/jobs/{slug}-{posting.public_id}/?utm_source=x")
    assert (answer.status_code, answer["Location"]) == (
        301,
        f"{path(posting)}?utm_source=x",
    )


@pytest.mark.parametrize("count", [1, 3])
def test_a_closed_page_asks_ten_queries(client, cast, django_assert_num_queries, count):
    for _ in range(count):
        build.posting(cast)
    posting = build.posting(cast, Status.CLOSED)
    with django_assert_num_queries(10):
        client.get(path(posting))


def test_a_page_that_is_gone_asks_three_queries(
    client, cast, django_assert_num_queries
):
    posting = build.posting(cast, Status.FROZEN)
    with django_assert_num_queries(3):
        client.get(path(posting))
