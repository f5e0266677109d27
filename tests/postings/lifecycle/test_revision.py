"""Edits of live postings: the old text stays live until the new one is approved."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from jobboard.outbox import Event
from jobboard.versions import NotAllowedNow, StaleVersion
from postings.lifecycle import posting as lifecycle
from postings.lifecycle.facts import LanguageNeed, SkillNeed, from_json, to_json
from postings.lifecycle.history import last_decision
from postings.lifecycle.preview import as_if
from postings.lifecycle.revision import (
    approve_revision,
    open_revision,
    return_revision,
    revise_again,
    revise_posting,
    withdraw_revision,
)
from postings.models import CloseReason, Posting, Reason, Revision, Status
from postings.permissions import STRIKE_LASTS, is_trusted
from tests import build

NEW = {**build.FACTS, "title": "New title", "skills": [SkillNeed("Go")]}


@pytest.fixture
def live(cast):
    return build.posting(cast)


@pytest.fixture
def revision(cast, live):
    return revise_posting(live, NEW, by=cast["owner"], version=live.version)


def approve(cast, revision, **versions):
    versions = {
        "version": revision.version,
        "posting_version": revision.posting.version,
        **versions,
    }
    approve_revision(revision, by=cast["moderator"], **versions)


def test_the_old_text_stays_live(cast, live, revision):
    live.refresh_from_db()
    assert (live.title, live.version) == ("Backend Engineer", revision.base_version)
    assert Posting.objects.live().get().title == "Backend Engineer"


def test_an_approval_puts_the_new_text_in_its_place(cast, live, revision):
    approve(cast, revision)
    found = Posting.objects.with_facts().get()
    assert (found.title, found.version) == ("New title", revision.base_version + 1)
    assert [need.skill.slug for need in found.skill_needs.all()] == ["go"]
    assert open_revision(found) is None
    kinds = set(Event.objects.values_list("kind", flat=True))
    assert {"revision.submitted", "posting.revised", "revision.approved"} <= kinds


def test_an_approval_names_both_versions(cast, live, revision):
    with pytest.raises(StaleVersion):
        approve(cast, revision, version=revision.version + 1)
    with pytest.raises(StaleVersion):
        approve(cast, revision, posting_version=revision.posting.version - 1)
    assert Posting.objects.get().title == "Backend Engineer"


def test_a_closed_posting_takes_no_revision(cast, live, revision):
    lifecycle.close_posting(
        live, by=cast["owner"], version=live.version, reason=CloseReason.FILLED
    )
    with pytest.raises(NotAllowedNow):
        approve(cast, revision, posting_version=live.version)
    with pytest.raises(NotAllowedNow):
        revise_posting(live, NEW, by=cast["owner"], version=live.version)


def test_there_is_one_open_revision_at_most(cast, live, revision):
    with pytest.raises(StaleVersion):
        revise_posting(live, NEW, by=cast["recruiter"], version=live.version)
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(posting=live, base_version=1, facts={})
    revise_again(revision, {**NEW, "title": "Newer"}, by=cast["recruiter"], version=1)
    assert (revision.version, revision.facts["title"]) == (2, "Newer")
    with pytest.raises(StaleVersion):
        revise_again(revision, NEW, by=cast["owner"], version=1)


def test_a_returned_revision_says_why_and_can_be_sent_again(cast, live, revision):
    with pytest.raises(ValueError, match="says why"):
        return_revision(revision, by=cast["moderator"], version=1)
    return_revision(
        revision, by=cast["moderator"], version=1, reasons=[Reason.PAY], words="Hm."
    )
    decision = last_decision(revision)
    assert (decision.reasons, decision.words) == (["The pay is not believable"], "Hm.")
    with pytest.raises(NotAllowedNow):
        approve(cast, revision)
    revise_again(revision, NEW, by=cast["owner"], version=2)
    approve(cast, revision)
    assert Posting.objects.get().title == "New title"


def test_a_withdrawn_revision_changes_nothing(cast, live, revision):
    withdraw_revision(revision, by=cast["owner"], version=1)
    with pytest.raises(NotAllowedNow):
        approve(cast, revision)
    assert open_revision(live) is None
    assert revise_posting(live, NEW, by=cast["owner"], version=live.version)


@pytest.mark.parametrize("part", ["viewer", "rival", "moderator", "stranger"])
def test_only_its_writers_edit_it(cast, live, revision, part):
    with pytest.raises(PermissionDenied):
        revise_posting(live, NEW, by=cast[part], version=live.version)
    with pytest.raises(PermissionDenied):
        revise_again(revision, NEW, by=cast[part], version=1)
    with pytest.raises(PermissionDenied):
        withdraw_revision(revision, by=cast[part], version=1)


@pytest.mark.parametrize("part", ["owner", "viewer", "rival", "stranger"])
def test_only_moderators_decide_on_it(cast, revision, part):
    with pytest.raises(PermissionDenied):
        approve_revision(
            revision, by=cast[part], version=1, posting_version=revision.posting.version
        )
    with pytest.raises(PermissionDenied):
        return_revision(revision, by=cast[part], version=1, words="No.")


@pytest.fixture
def trusted(cast):
    """Acme after five approvals."""
    return [build.posting(cast) for _ in range(5)][-1]


def test_five_approvals_are_trust(cast, trusted):
    assert is_trusted(trusted.company)
    assert build.posting(cast, Status.SUBMITTED).status == Status.LIVE
    later = build.posting(cast, Status.SCHEDULED)
    assert later.status == Status.SCHEDULED


def test_a_trusted_company_edits_and_renews_at_once(cast, trusted):
    version = trusted.version
    assert revise_posting(trusted, NEW, by=cast["owner"], version=version) is None
    assert Posting.objects.get(pk=trusted.pk).title == "New title"
    with pytest.raises(StaleVersion):
        revise_posting(trusted, NEW, by=cast["owner"], version=version)
    build.do("close", trusted, cast["owner"])
    build.do("renew", trusted, cast["owner"])
    assert trusted.status == Status.LIVE


def test_a_rejection_is_a_strike_for_ninety_days_or_until_an_appeal(cast, trusted):
    build.do("freeze", trusted, cast["moderator"])
    assert is_trusted(trusted.company)
    build.do("reject", trusted, cast["moderator"])
    assert not is_trusted(trusted.company)
    event = Event.objects.get(kind="posting.rejected")
    assert is_trusted(
        trusted.company, at=event.at + STRIKE_LASTS + timedelta(seconds=1)
    )
    build.do("appeal", trusted, cast["owner"])
    assert is_trusted(trusted.company)


def test_facts_survive_the_column_that_keeps_them(cast):
    from datetime import UTC, date, datetime, time
    from decimal import Decimal

    facts = {
        **NEW,
        "pay_min": Decimal("8000.50"),
        "hours_from": time(13, 30),
        "posted_at": date(2026, 11, 1),
        "publish_at": datetime(2026, 12, 1, tzinfo=UTC),
        "pay_equity": None,
        "languages": [LanguageNeed("en", "C1"), LanguageNeed("es", is_required=False)],
        "places": [3688689],
    }
    live = build.posting(cast)
    made = revise_posting(live, facts, by=cast["owner"], version=live.version)
    assert from_json(Revision.objects.get(pk=made.pk).facts) == facts
    assert to_json(facts)["languages"][0] == {
        "code": "en",
        "level": "C1",
        "is_required": True,
    }


def test_a_preview_shows_everything_and_writes_nothing(cast, live):
    before = Posting.objects.values().get()
    shown = as_if(NEW, posting=live)
    assert shown.title == "New title"
    assert [need.skill.slug for need in shown.skill_needs.all()] == ["go"]
    assert Posting.objects.values().get() == before
    assert not live.skill_needs.filter(skill__slug="go").exists()
    fresh = as_if({**NEW, "region_includes": ["BR"]}, author=cast["owner"])
    assert fresh.countries == ["BR"]
    assert Posting.objects.count() == 1
