"""The moderators' desk."""

import pytest

from jobboard.cast import CAST
from postings.lifecycle import posting as lifecycle
from postings.models import Posting, Status
from tests import build


@pytest.fixture
def moderator(signed_in):
    return signed_in("moderator")


def path_of(posting: Posting) -> str:
    return f"/admin/moderation/{posting.public_id}/"


@pytest.mark.parametrize("part", [p for p in CAST if p != "moderator"])
def test_only_moderators_come_in(cast, signed_in, part):
    posting = build.posting(cast, Status.SUBMITTED)
    for path in ("/admin/moderation/", path_of(posting), "/admin/"):
        assert signed_in(part).get(path).status_code in {302, 403}


def test_staff_who_moderate_nothing_stay_outside(cast, signed_in):
    cast["stranger"].is_staff = True
    cast["stranger"].save()
    assert signed_in("stranger").get("/admin/moderation/").status_code == 403


def test_a_visitor_signs_in_where_everybody_does(client, db):
    answer = client.get("/admin/moderation/")
    assert answer["Location"].startswith("/admin/login/?next=")
    assert (
        "/accounts/login/?next=%2Fadmin%2Fmoderation%2F"
        in client.get(answer["Location"])["Location"]
    )


def test_the_queue_is_ordered_by_age(moderator, cast):
    for title in ("First", "Second"):
        build.posting(cast, Status.SUBMITTED, title=title)
    for status in (Status.DRAFT, Status.LIVE, Status.RETURNED):
        build.posting(cast, status, title="Not waiting")
    page = moderator.get("/admin/moderation/").content.decode()
    assert page.index("First") < page.index("Second")
    assert "Not waiting" not in page


def test_an_approval_publishes(moderator, cast):
    posting = build.posting(cast, Status.SUBMITTED)
    moderator.post(
        path_of(posting), {"version": posting.version, "decision": "approve"}
    )
    assert Posting.objects.live().get() == posting


def test_a_return_needs_a_reason_and_keeps_what_was_typed(moderator, cast):
    posting = build.posting(cast, Status.SUBMITTED)
    data = {"version": posting.version, "decision": "return"}
    answer = moderator.post(path_of(posting), data)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["reasons"]
    moderator.post(path_of(posting), {**data, "reasons": ["pay"], "words": "Look."})
    posting.refresh_from_db()
    assert posting.status == Status.RETURNED


def test_the_slower_of_two_moderators_is_told_and_loses_no_words(moderator, cast):
    posting = build.posting(cast, Status.SUBMITTED)
    data = {"version": posting.version, "decision": "return", "words": "My long words."}
    lifecycle.withdraw_posting(posting, by=cast["owner"], version=posting.version)
    lifecycle.submit_posting(posting, by=cast["owner"], version=posting.version)
    answer = moderator.post(path_of(posting), data)
    assert answer.status_code == 409
    assert "Somebody was quicker" in answer.content.decode()
    assert "My long words." in answer.content.decode()
    assert answer.context["form"].data["version"] == str(posting.version)


def test_a_draft_is_none_of_a_moderator_s_business(moderator, cast):
    posting = build.posting(cast, Status.DRAFT)
    assert moderator.get(path_of(posting)).status_code == 404


@pytest.mark.ignore_template_errors
@pytest.mark.parametrize(
    "table",
    [
        "postings/posting",
        "postings/skill",
        "accounts/company",
        "jobboard/event",
        "jobboard/delivery",
    ],
)
def test_the_tables_can_be_looked_at_and_not_changed(moderator, cast, table):
    posting = build.posting(cast)
    answer = moderator.get(f"/admin/{table}/")
    assert answer.status_code == 200
    assert moderator.get(f"/admin/{table}/add/").status_code == 403
    assert moderator.get(f"/admin/{table}/?q=x").status_code == 200
    if table == "postings/posting":
        change = f"/admin/{table}/{posting.pk}/change/"
        assert moderator.get(change).status_code == 200
        assert moderator.post(change, {"title": "Mine"}).status_code == 403


@pytest.mark.ignore_template_errors
def test_parked_deliveries_are_sent_again(signed_in, cast):
    from django.utils import timezone

    from jobboard.outbox import Delivery

    build.posting(cast)
    Delivery.objects.update(parked_at=timezone.now(), attempts=12)
    parked = Delivery.objects.latest("pk")
    cast["moderator"].is_superuser = True
    cast["moderator"].save()
    signed_in("moderator").post(
        "/admin/jobboard/delivery/",
        {"action": "send_again", "_selected_action": [parked.pk]},
    )
    parked.refresh_from_db()
    assert (parked.parked_at, parked.attempts) == (None, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_asks_a_fixed_number_of_queries(
    moderator, cast, django_assert_num_queries, count
):
    for _ in range(count):
        build.posting(cast, Status.SUBMITTED)
    with django_assert_num_queries(7):
        moderator.get("/admin/moderation/")
