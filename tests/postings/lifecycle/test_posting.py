"""Every deed in every state, by everybody."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone

from accounts.models import Company, Membership
from jobboard.cast import CAST
from jobboard.outbox import Event
from jobboard.versions import NotAllowedNow, StaleVersion
from postings.lifecycle import posting as lifecycle
from postings.lifecycle.facts import LanguageNeed, SkillNeed
from postings.lifecycle.table import DEEDS, deeds_for
from postings.models import Posting, Reason, Status
from tests import build
from tests.build import BY_MODERATOR, BY_THE_BOARD, do, doer

# These are more than a change of the row, and have tests of their own.
OTHERS = {"revise", "approve_revision", "merge", "absorb"}
NAMES = [name for name in DEEDS if name not in OTHERS]
WRITERS = {"owner", "recruiter"}


def test_every_deed_has_a_function():
    assert set(NAMES) == build.DEEDS.keys()


def test_every_state_can_be_reached_and_left():
    reached = {target for deed in DEEDS.values() for target in deed.targets}
    left = {source for deed in DEEDS.values() for source in deed.sources}
    assert reached | {Status.DRAFT} == left == set(Status)


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("name", NAMES)
def test_a_deed_is_done_in_the_states_of_the_table_and_in_no_other(cast, name, status):
    posting = build.posting(cast, status)
    number, before, events = posting.pk, posting.version, Event.objects.count()
    deed = DEEDS[name]
    if status not in deed.sources:
        with pytest.raises(NotAllowedNow):
            do(name, posting, doer(name, cast))
        posting.refresh_from_db()
        assert (posting.status, posting.version) == (status, before)
        assert Event.objects.count() == events
        return
    do(name, posting, doer(name, cast))
    event = Event.objects.get(subject_id=number, subject_version=before + 1)
    assert (event.kind, event.from_status) == (f"posting.{deed.past}", status)
    found = Posting.objects.filter(pk=number).first()
    if name == "delete":
        assert found is None
    else:
        assert found.status == event.to_status == (deed.targets or (status,))[0]
        assert found.version == before + 1


@pytest.mark.parametrize("name", NAMES)
def test_of_two_stale_copies_one_deed_is_done(cast, name):
    posting = build.posting(cast, DEEDS[name].sources[0])
    copy = Posting.objects.get(pk=posting.pk)
    do(name, posting, doer(name, cast))
    with pytest.raises((StaleVersion, Posting.DoesNotExist)):
        do(name, copy, doer(name, cast))


@pytest.mark.parametrize("part", [*CAST, "visitor", "nobody"])
@pytest.mark.parametrize("name", NAMES)
def test_a_deed_asks_who_does_it(cast, name, part):
    posting = build.posting(cast, DEEDS[name].sources[0])
    others = {"visitor": AnonymousUser(), "nobody": None}
    person = others[part] if part in others else cast[part]
    if name in BY_THE_BOARD:
        may = part == "nobody"
    else:
        may = part == "moderator" if name in BY_MODERATOR else part in WRITERS
    assert (name in deeds_for(person, posting)) is may
    before, events = posting.version, Event.objects.count()
    if may:
        do(name, posting, person)
        return
    if name not in BY_THE_BOARD:
        with pytest.raises(PermissionDenied):
            do(name, posting, person)
    posting.refresh_from_db()
    assert (posting.version, Event.objects.count()) == (before, events)


@pytest.mark.parametrize("part", [*CAST])
def test_only_those_who_write_for_a_company_write_for_it(cast, part):
    acme = Company.objects.get(slug="acme")
    if part in WRITERS:
        made = lifecycle.create_posting(build.FACTS, by=cast[part], company=acme)
        assert made.company == acme
    else:
        with pytest.raises(PermissionDenied):
            lifecycle.create_posting(build.FACTS, by=cast[part], company=acme)


def test_a_shared_posting_belongs_to_whoever_shared_it(cast):
    facts = {**build.FACTS, "source_name": "LinkedIn"}
    shared = lifecycle.create_posting(facts, by=cast["stranger"], company=None)
    assert "edit" in deeds_for(cast["stranger"], shared)
    assert deeds_for(cast["owner"], shared) == []


@pytest.mark.django_db(transaction=True)
def test_a_posting_has_a_company_or_a_source(cast):
    with pytest.raises(IntegrityError, match="posting_has_company_or_source"):
        lifecycle.create_posting(build.FACTS, by=cast["stranger"], company=None)


def test_rights_are_asked_at_every_deed(cast):
    posting = build.posting(cast, Status.DRAFT)
    Membership.objects.filter(user=cast["recruiter"]).update(role="viewer")
    with pytest.raises(PermissionDenied):
        do("edit", posting, cast["recruiter"])


def test_an_approved_posting_stays_open_for_thirty_days_or_as_long_as_it_said(cast):
    posting = build.posting(cast, Status.LIVE)
    assert (posting.valid_through - posting.published_at).days == 30
    until = timezone.now() + timedelta(days=50)
    assert build.posting(cast, valid_through=until).valid_through == until


def test_a_day_that_passed_during_review_leaves_a_day_at_least(cast):
    posting = build.posting(cast, Status.SUBMITTED)
    Posting.objects.filter(pk=posting.pk).update(valid_through=timezone.now())
    posting.refresh_from_db()
    do("approve", posting, cast["moderator"])
    assert posting.valid_through >= timezone.now() + timedelta(hours=23)


def test_what_asks_for_a_later_day_is_scheduled_and_goes_live_then(cast):
    posting = build.posting(cast, Status.SCHEDULED)
    assert posting.published_at is None
    do("go_live", posting, None)
    assert posting.status == Status.LIVE
    assert (posting.valid_through - posting.published_at).days == 30


def test_a_renewal_does_not_move_the_posting_in_the_list(cast):
    posting = build.posting(cast, Status.CLOSED)
    first = posting.published_at
    do("renew", posting, cast["owner"])
    assert (posting.status, posting.close_reason) == (Status.SUBMITTED, "")
    do("approve", posting, cast["moderator"])
    assert posting.published_at == first
    assert posting.valid_through > first + timedelta(days=29)


@pytest.mark.parametrize("name", ["return", "reject", "freeze"])
def test_a_decision_without_a_reason_is_refused(cast, name):
    posting = build.posting(cast, DEEDS[name].sources[0])
    with pytest.raises(ValueError, match="says why"):
        build.DEEDS[name](
            posting, by=cast["moderator"], version=posting.version, words="  "
        )


def test_an_appeal_says_why(cast):
    posting = build.posting(cast, Status.REJECTED)
    with pytest.raises(ValueError, match="says why"):
        lifecycle.appeal_posting(
            posting, by=cast["owner"], version=posting.version, words=" "
        )


def test_the_event_says_who_from_to_and_why(cast):
    posting = build.posting(cast, Status.SUBMITTED)
    lifecycle.return_posting(
        posting,
        by=cast["moderator"],
        version=posting.version,
        reasons=[Reason.PAY, Reason.LINK],
        words="Look again.",
    )
    event = Event.objects.get(kind="posting.returned")
    assert (event.by, event.why, event.data) == (
        cast["moderator"],
        "Look again.",
        {"reasons": ["pay", "link"]},
    )


def test_an_edit_replaces_what_is_handed_over_and_leaves_the_rest(cast):
    posting = build.posting(cast, Status.DRAFT)
    lifecycle.edit_posting(
        posting,
        {
            "description": "**New**",
            "region_includes": ["AR", "UY"],
            "languages": [
                LanguageNeed("pt"),
                LanguageNeed("en", "C1", is_required=False),
            ],
            "skills": [SkillNeed("Go"), SkillNeed("golang", is_required=False)],
        },
        by=cast["owner"],
        version=posting.version,
    )
    found = Posting.objects.with_facts().get()
    assert found.title == build.FACTS["title"]
    assert found.description_html == "<p><strong>New</strong></p>\n"
    assert found.countries == ["AR", "UY"]
    needs = [(n.code, n.level, n.is_required) for n in found.language_needs.all()]
    assert needs == [("pt", "", True), ("en", "C1", False)]
    assert [(n.skill.slug, n.is_required) for n in found.skill_needs.all()] == [
        ("go", True)
    ]


def test_an_unknown_fact_is_a_slip_of_the_programmer(cast):
    with pytest.raises(KeyError):
        build.posting(cast, Status.DRAFT, colour="red")


def test_a_deleted_draft_leaves_only_its_record(cast):
    posting = build.posting(cast, Status.DRAFT)
    number = posting.pk
    do("delete", posting, cast["owner"])
    assert not Posting.objects.exists()
    kinds = Event.objects.filter(subject_id=number).order_by("subject_version")
    assert [e.kind for e in kinds] == ["posting.created", "posting.deleted"]


def test_pay_and_regions_are_handed_over_whole(cast):
    posting = build.posting(cast, Status.DRAFT, region_excludes=["VE"])
    edit = {"pay_max": 9000, "pay_currency": "USD", "pay_period": "month"}
    lifecycle.edit_posting(posting, edit, by=cast["owner"], version=1)
    lifecycle.edit_posting(
        posting, {"region_includes": ["BR"]}, by=cast["owner"], version=2
    )
    found = Posting.objects.get()
    assert (found.pay_min, found.pay_max, found.usd_max) == (None, 9000, 9000)
    assert (found.region_excludes, found.countries) == ([], ["BR"])
