"""A company takes over an imported job, by proof or by a moderator's decision."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.models import Company
from jobboard.outbox import Event
from jobboard.versions import NotAllowedNow, StaleVersion
from postings import tasks
from postings.importing.running import run_over
from postings.lifecycle import claims as lifecycle
from postings.lifecycle.moderation_holdings import erase, export
from postings.lifecycle.table import deeds_for
from postings.models import Ban, Case, Claim, Posting, Source
from tests import build

pytestmark = pytest.mark.django_db
ELSEWHERE = "https://jobs.elsewhere.example/1"


@pytest.fixture
def acme(db) -> Company:
    return Company.objects.get(slug="acme")


@pytest.fixture
def unproven(cast) -> Posting:
    return build.found(cast, apply_url=ELSEWHERE)


def claim(posting: Posting, cast, company: Company, words: str = "Look.") -> Claim:
    return lifecycle.claim_posting(
        posting, company=company, by=cast["owner"], words=words
    )


def test_a_proven_address_of_the_place_to_apply_is_enough(cast, acme):
    posting = build.found(cast)
    made = claim(posting, cast, acme)
    posting.refresh_from_db()
    assert (made.outcome, made.proof) == ("granted", "acme.example")
    assert (posting.company, posting.author) == (acme, cast["owner"])
    assert posting.provenances.count() == 1
    event = Event.objects.get(kind="posting.claimed")
    assert event.data == {"company": acme.pk, "proof": "acme.example"}
    assert not Case.objects.filter(claim=made).exists()


def test_its_team_writes_it_from_then_on_and_whoever_shared_it_does_not(cast, acme):
    posting = build.found(cast)
    claim(posting, cast, acme)
    posting.refresh_from_db()
    assert "close" in deeds_for(cast["recruiter"], posting)
    assert deeds_for(cast["stranger"], posting) == []


def test_without_proof_a_moderator_decides(cast, acme, unproven):
    made = claim(unproven, cast, acme)
    unproven.refresh_from_db()
    assert (made.outcome, unproven.company) == ("", None)
    case = Case.objects.open().get(claim=made)
    assert (case.causes, case.company) == (["claimed"], acme)
    lifecycle.grant_claim(made, by=cast["moderator"], version=made.version)
    unproven.refresh_from_db()
    case.refresh_from_db()
    assert (unproven.company, case.outcome) == (acme, "grant")


@pytest.mark.parametrize(
    "apply_url",
    [
        "https://acme.example.evil.example/1",
        "https://notacme.example/1",
        "https://feed.example/1",
        "mailto:x@acme.example",
    ],
)
def test_another_site_proves_nothing(cast, apply_url):
    posting = build.found(cast, apply_url="https://x.example/")
    posting.apply_url = apply_url
    assert lifecycle.proof_of(posting, cast["owner"]) == ""


def test_whoever_works_for_the_source_does_not_own_what_it_lists(cast):
    posting = build.found(cast)
    Source.objects.update(url="https://board.acme.example/rss")
    assert lifecycle.proof_of(posting, cast["owner"]) == ""


def test_a_claim_is_refused_with_words(cast, acme, unproven):
    made = claim(unproven, cast, acme)
    with pytest.raises(ValueError, match="says why"):
        lifecycle.refuse_claim(
            made, by=cast["moderator"], version=made.version, words=" "
        )
    lifecycle.refuse_claim(
        made, by=cast["moderator"], version=made.version, words="Who are you?"
    )
    unproven.refresh_from_db()
    assert (unproven.company, made.outcome) == (None, "refused")
    assert claim(unproven, cast, acme).pk != made.pk


def test_an_open_claim_is_the_claim(cast, acme, unproven):
    first = claim(unproven, cast, acme)
    assert claim(unproven, cast, acme) == first
    assert Case.objects.filter(claim=first).count() == 1


def test_of_two_claims_one_is_granted_and_the_other_settled(cast, acme, unproven):
    other = Company.objects.exclude(pk=acme.pk).get(memberships__user=cast["rival"])
    first = claim(unproven, cast, acme)
    second = lifecycle.claim_posting(unproven, company=other, by=cast["rival"])
    lifecycle.grant_claim(first, by=cast["moderator"], version=first.version)
    second.refresh_from_db()
    assert second.outcome == "moot"
    with pytest.raises(NotAllowedNow):
        lifecycle.grant_claim(second, by=cast["moderator"], version=second.version)


def test_a_stale_decision_changes_nothing(cast, acme, unproven):
    made = claim(unproven, cast, acme)
    with pytest.raises(StaleVersion):
        lifecycle.grant_claim(made, by=cast["moderator"], version=made.version + 1)
    assert Claim.objects.get().outcome == ""


@pytest.mark.parametrize("part", ["recruiter", "viewer", "rival", "stranger"])
def test_only_an_owner_of_the_company_claims_for_it(cast, acme, unproven, part):
    with pytest.raises(PermissionDenied):
        lifecycle.claim_posting(unproven, company=acme, by=cast[part])


@pytest.mark.parametrize("part", ["owner", "rival", "stranger"])
def test_only_moderators_decide(cast, acme, unproven, part):
    made = claim(unproven, cast, acme)
    with pytest.raises(PermissionDenied):
        lifecycle.grant_claim(made, by=cast[part], version=made.version)


def test_the_banned_claim_nothing(cast, acme, unproven):
    Ban.objects.create(company=acme, words="No.")
    with pytest.raises(PermissionDenied):
        claim(unproven, cast, acme)


@pytest.mark.parametrize("status", ["draft", "submitted", "live", "closed"])
def test_what_was_not_imported_cannot_be_claimed(cast, acme, status):
    posting = build.posting(cast, status)
    assert not lifecycle.is_claimable(posting)
    with pytest.raises(NotAllowedNow):
        claim(posting, cast, acme)


def test_its_source_confirms_it_and_writes_it_no_more(cast, acme):
    from tests.postings.views.test_importing import board

    source = Source.objects.create(name="x", kind="greenhouse", author=cast["stranger"])
    from postings.importing.fetching import items_in

    run_over(source, items_in(board(1, 2), "greenhouse"))
    posting = Posting.objects.filter(provenances__source=source).first()
    build.do("approve", posting, cast["moderator"])
    made = claim(posting, cast, acme)
    lifecycle.grant_claim(made, by=cast["moderator"], version=made.version)
    posting.refresh_from_db()
    changed = board(1, 2).replace(b"Engineer for", b"Wizard for")
    report = run_over(source, items_in(changed, "greenhouse"))
    assert (report.counts["unchanged"], report.counts["updated"]) == (1, 1)
    title, version = posting.title, posting.version
    posting.refresh_from_db()
    assert (posting.title, posting.version) == (title, version)


def test_the_claimer_is_told_and_the_claim_is_theirs_to_have(
    cast, acme, unproven, mailoutbox
):
    made = claim(unproven, cast, acme)
    lifecycle.grant_claim(made, by=cast["moderator"], version=made.version)
    event = Event.objects.get(kind="claim.granted")
    tasks.tell_claimer(event.deliveries.get().pk)
    (mail,) = mailoutbox
    assert "owner@acme.example" in mail.to[0]
    assert "The job is Acme Pagamentos's now" in mail.body
    assert [one["words"] for one in export(cast["owner"])["claims"]] == ["Look."]
    assert erase(cast["owner"])["Claims"] == 1
    assert Claim.objects.get().words == ""


class TestThePages:
    def path(self, posting: Posting) -> str:
        return f"/en/jobs/{posting.slug}-{posting.public_id}/"

    def test_the_job_says_that_it_can_be_claimed(self, cast, unproven):
        page = Client().get(self.path(unproven)).content.decode()
        assert f"{self.path(unproven)}claim/" in page
        own = build.posting(cast)
        assert "claim/" not in Client().get(self.path(own)).content.decode()

    def test_an_owner_claims_and_a_moderator_grants(
        self, cast, acme, unproven, signed_in
    ):
        owner, moderator = signed_in("owner"), signed_in("moderator")
        sent = owner.post(
            f"{self.path(unproven)}claim/", {"company": acme.pk, "words": "It is."}
        )
        assert sent.status_code == 302
        made = Claim.objects.get()
        address = f"/admin/moderation/claims/{made.public_id}/"
        queue = moderator.get("/admin/moderation/").content.decode()
        assert f'href="{address}"' in queue
        assert "A company says that it is its job" in queue
        page = moderator.get(address).content.decode()
        assert "owner@acme.example" in page
        moderator.post(address, {"version": made.version, "decision": "grant"})
        unproven.refresh_from_db()
        assert unproven.company == acme

    def test_a_refusal_says_why_and_keeps_what_was_typed(
        self, cast, acme, unproven, signed_in
    ):
        made = claim(unproven, cast, acme)
        address = f"/admin/moderation/claims/{made.public_id}/"
        sent = signed_in("moderator").post(
            address, {"version": 1, "decision": "refuse"}
        )
        assert sent.status_code == 422
        assert sent.context["form"].errors["words"]

    def test_another_company_cannot_be_named(self, cast, acme, unproven, signed_in):
        path = f"{self.path(unproven)}claim/"
        sent = signed_in("rival").post(path, {"company": acme.pk})
        assert sent.status_code == 422
        assert not Claim.objects.exists()
