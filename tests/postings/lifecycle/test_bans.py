"""Bans: nothing of the banned stays on the board, and nothing comes back by itself."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Company
from jobboard.outbox import Event
from jobboard.versions import NotAllowedNow, StaleVersion
from postings.lifecycle import posting as lifecycle
from postings.lifecycle.bans import can_be_banned, impose_ban, lift_ban
from postings.lifecycle.revision import approve_revision, revise_posting
from postings.lifecycle.table import deeds_for
from postings.models import Ban, Case, Posting, Reason, Status
from tests import build

WHY = {"reasons": [Reason.MONEY], "words": "It asks for money."}


@pytest.fixture
def banned(cast):
    """Acme with a job in every state, banned over the one that is open."""
    made = {status: build.posting(cast, status, title=status) for status in Status}
    impose_ban(made["live"], by=cast["moderator"], **WHY)
    for posting in made.values():
        posting.refresh_from_db()
    return made


def test_what_is_open_is_frozen_and_what_waits_goes_back(cast, banned):
    now = {before: posting.status for before, posting in banned.items()}
    assert now == {
        **{status: status for status in Status},
        "live": "frozen",
        "submitted": "returned",
        "scheduled": "returned",
    }
    assert not Posting.objects.live().exists()
    frozen = Event.objects.filter(kind="posting.frozen", data__has_key="ban")
    assert [event.subject_id for event in frozen] == [banned["live"].pk]


def test_nothing_is_sent_in_renewed_or_approved_while_it_holds(cast, banned):
    for part in ("owner", "recruiter"):
        draft = banned["draft"]
        with pytest.raises(PermissionDenied):
            lifecycle.submit_posting(draft, by=cast[part], version=draft.version)
        closed = banned["closed"]
        with pytest.raises(PermissionDenied):
            lifecycle.renew_posting(closed, by=cast[part], version=closed.version)
    assert deeds_for(cast["owner"], banned["draft"]) == ["edit", "delete"]
    assert deeds_for(cast["moderator"], banned["frozen"]) == ["reject"]


def test_the_author_is_banned_in_their_own_name_too(cast, banned):
    shared = lifecycle.create_posting(
        {**build.FACTS, "source_name": "X"}, by=cast["owner"], company=None
    )
    with pytest.raises(PermissionDenied):
        lifecycle.submit_posting(shared, by=cast["owner"], version=1)


def test_another_company_is_left_alone(cast, banned):
    globex = Company.objects.get(slug="globex")
    made = lifecycle.create_posting(build.FACTS, by=cast["rival"], company=globex)
    lifecycle.submit_posting(made, by=cast["rival"], version=1)
    assert made.status == Status.SUBMITTED


def test_an_edit_of_the_banned_is_not_approved(cast):
    live = build.posting(cast)
    revision = revise_posting(
        live, {"title": "New"}, by=cast["owner"], version=live.version
    )
    impose_ban(live, by=cast["moderator"], **WHY)
    live.refresh_from_db()
    with pytest.raises((PermissionDenied, NotAllowedNow)):
        approve_revision(
            revision, by=cast["moderator"], version=1, posting_version=live.version
        )


def test_a_lifted_ban_puts_what_was_frozen_into_the_queue(cast, banned):
    ban = Ban.objects.get()
    with pytest.raises(StaleVersion):
        lift_ban(ban, by=cast["moderator"], version=2)
    before = set(Case.objects.open().values_list("posting", flat=True))
    assert banned["live"].pk not in before
    lift_ban(ban, by=cast["moderator"], version=1)
    waiting = set(Case.objects.open().values_list("posting", flat=True))
    assert {banned["live"].pk, banned["frozen"].pk} <= waiting
    build.do("release", banned["live"], cast["moderator"])
    assert Posting.objects.live().get() == banned["live"]
    draft = banned["draft"]
    lifecycle.submit_posting(draft, by=cast["owner"], version=draft.version)
    with pytest.raises(NotAllowedNow):
        lift_ban(ban, by=cast["moderator"], version=2)


def test_a_ban_says_why_is_imposed_once_and_by_moderators(cast):
    live = build.posting(cast)
    with pytest.raises(ValueError, match="says why"):
        impose_ban(live, by=cast["moderator"])
    for part in ("owner", "rival", "stranger"):
        with pytest.raises(PermissionDenied):
            impose_ban(live, by=cast[part], **WHY)
    impose_ban(live, by=cast["moderator"], **WHY)
    with pytest.raises(NotAllowedNow):
        impose_ban(live, by=cast["moderator"], **WHY)
    assert not can_be_banned(live)


def test_nobody_bans_a_moderator(cast):
    shared = lifecycle.create_posting(
        {**build.FACTS, "source_name": "X"}, by=cast["moderator"], company=None
    )
    assert not can_be_banned(shared)
    with pytest.raises(PermissionDenied):
        impose_ban(shared, by=cast["moderator"], **WHY)


def test_ban_and_its_end_stand_in_the_log(cast, banned):
    lift_ban(Ban.objects.get(), by=cast["moderator"], version=1)
    log = Case.objects.decided().filter(posting=None).order_by("closed_at")
    assert [(case.outcome, case.company.slug) for case in log] == [
        ("ban", "acme"),
        ("unban", "acme"),
    ]
    assert log[0].event.why == "It asks for money."


def test_one_mail_tells_each_of_the_banned(cast, banned, mailoutbox):
    from jobboard.outbox import Delivery
    from postings import tasks

    for delivery in Delivery.objects.filter(event__data__has_key="ban"):
        tasks.tell_author_of_decision(delivery.pk)
    assert mailoutbox == []
    delivery = Delivery.objects.get(event__kind="ban.imposed")
    tasks.tell_the_banned(delivery.pk)
    (mail,) = mailoutbox
    assert "owner@acme.example" in mail.to[0]
    assert "It asks for money" in mail.body
