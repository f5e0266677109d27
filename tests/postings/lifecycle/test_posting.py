"""Every deed in every state, by everybody."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from accounts.models import Company, Membership, User
from jobboard.cast import CAST
from jobboard.outbox import Event
from jobboard.versions import NotAllowedNow, StaleVersion
from postings.lifecycle import posting as lifecycle
from postings.lifecycle.facts import LanguageNeed, SkillNeed
from postings.lifecycle.posting import DEEDS, deeds_for
from postings.models import CloseReason, Posting, Reason, Status
from tests import build

EXTRAS: dict[str, dict[str, Any]] = {
    "edit": {"facts": {"title": "New title"}},
    "return": {"words": "Say more."},
    "close": {"reason": CloseReason.FILLED},
}
FUNCTIONS: dict[str, Any] = {
    "edit": lifecycle.edit_posting,
    "submit": lifecycle.submit_posting,
    "withdraw": lifecycle.withdraw_posting,
    "approve": lifecycle.approve_posting,
    "return": lifecycle.return_posting,
    "close": lifecycle.close_posting,
}


def do(name: str, posting: Posting, by: User, version: int | None = None) -> None:
    FUNCTIONS[name](
        posting, by=by, version=version or posting.version, **EXTRAS.get(name, {})
    )


def doer(name: str, cast) -> User:
    return cast["moderator"] if name in {"approve", "return"} else cast["owner"]


def test_every_deed_has_a_function():
    assert FUNCTIONS.keys() == DEEDS.keys()


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_is_done_in_the_states_of_the_table_and_in_no_other(cast, name, status):
    posting = build.posting(cast, status)
    before, events = posting.version, Event.objects.count()
    deed = DEEDS[name]
    if status in deed.sources:
        do(name, posting, doer(name, cast))
        posting.refresh_from_db()
        assert posting.status == (deed.target or status)
        assert posting.version == before + 1
        assert Event.objects.count() == events + 1
    else:
        with pytest.raises(NotAllowedNow):
            do(name, posting, doer(name, cast))
        posting.refresh_from_db()
        assert (posting.status, posting.version) == (status, before)
        assert Event.objects.count() == events


@pytest.mark.parametrize("name", DEEDS)
def test_of_two_stale_copies_one_deed_is_done(cast, name):
    posting = build.posting(cast, min(DEEDS[name].sources))
    copy = Posting.objects.get(pk=posting.pk)
    do(name, posting, doer(name, cast))
    with pytest.raises(StaleVersion) as refused:
        do(name, copy, doer(name, cast))
    assert refused.value.current.version == posting.version


WRITERS = {"owner", "recruiter"}
ALLOWED = {"approve": {"moderator"}, "return": {"moderator"}}


@pytest.mark.parametrize("part", [*CAST, "visitor"])
@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_asks_who_does_it(cast, name, part):
    posting = build.posting(cast, min(DEEDS[name].sources))
    person = cast.get(part, AnonymousUser())
    may = part in ALLOWED.get(name, WRITERS)
    assert (name in deeds_for(person, posting)) is may
    if may:
        do(name, posting, person)
    else:
        with pytest.raises(PermissionDenied):
            do(name, posting, person)
        assert Event.objects.filter(kind=f"posting.{lifecycle.PAST[name]}").count() == (
            1 if name == "submit" and posting.status != Status.DRAFT else 0
        )


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


def test_a_return_without_a_reason_is_refused(cast):
    posting = build.posting(cast, Status.SUBMITTED)
    with pytest.raises(ValueError, match="with a reason"):
        lifecycle.return_posting(
            posting, by=cast["moderator"], version=posting.version, words="  "
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
