"""Two postings of one job become one, which keeps both sources and all places."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from jobboard.outbox import Event
from jobboard.versions import NotAllowedNow, StaleVersion
from postings import tasks
from postings.importing.deduplication import remember
from postings.lifecycle.merging import is_mergeable, merge_postings
from postings.models import Case, Place, Posting, Status
from tests import build

pytestmark = pytest.mark.django_db
TEXT = "Look after the ledger of four hundred shops and keep it balanced. " * 3


def merge(one: Posting, into: Posting, cast, part: str = "moderator", **more) -> None:
    seen = {"version": one.version, "into_version": into.version, **more}
    merge_postings(one, into=into, by=cast[part], **seen)
    one.refresh_from_db()
    into.refresh_from_db()


def place(name: str) -> int:
    return Place.objects.filter(name=name).order_by("-population")[0].pk


def test_the_one_that_stays_has_both_sources_and_all_places(cast):
    office = {"workplace": "onsite"}
    first = build.found(cast, places=[place("Lima")], region_includes=["PE"], **office)
    second = build.found(
        cast, "2", places=[place("Bogotá")], region_includes=["CO"], **office
    )
    merge(second, first, cast)
    assert (second.status, second.merged_into) == (Status.CLOSED, first)
    assert first.status == Status.LIVE
    assert first.provenances.count() == 2
    assert first.region_includes == ["PE", "CO"]
    assert sorted(first.countries) == ["CO", "PE"]
    rows = first.place_rows.values_list("place__name", flat=True)
    assert sorted(rows) == ["Bogotá", "Lima"]
    kinds = set(Event.objects.values_list("kind", flat=True))
    assert {"posting.merged", "posting.absorbed"} <= kinds


def test_what_one_excludes_and_the_other_takes_is_taken(cast):
    first = build.found(cast, region_includes=["latam"], region_excludes=["BR", "CU"])
    second = build.found(cast, "2", region_includes=["BR"], region_excludes=[])
    merge(second, first, cast)
    assert first.region_excludes == ["CU"]
    assert "BR" in first.countries


def test_the_case_of_what_ends_says_so(cast):
    first = build.posting(cast)
    second = build.posting(cast, Status.SUBMITTED)
    case = Case.objects.get(posting=second, closed_at=None)
    merge(second, first, cast)
    case.refresh_from_db()
    assert case.outcome == "merge"


@pytest.mark.parametrize("status", Status.values)
def test_only_what_is_open_or_on_its_way_is_merged(cast, status):
    into, one = build.posting(cast), build.posting(cast, status)
    may = status in {Status.LIVE, Status.SUBMITTED, Status.SCHEDULED}
    assert is_mergeable(one, into) is may


def test_nothing_open_ends_in_what_is_not(cast):
    one, into = build.posting(cast), build.posting(cast, Status.SUBMITTED)
    with pytest.raises(NotAllowedNow):
        merge(one, into, cast)
    assert not is_mergeable(one, one)


def test_a_companys_job_does_not_end_in_nobodys(cast):
    own, found = build.posting(cast), build.found(cast)
    assert not is_mergeable(own, found)
    assert is_mergeable(found, own)


@pytest.mark.parametrize("part", ["owner", "recruiter", "rival", "stranger"])
def test_only_moderators_merge(cast, part):
    one, into = build.posting(cast), build.posting(cast)
    with pytest.raises(PermissionDenied):
        merge(one, into, cast, part)


@pytest.mark.parametrize("name", ["version", "into_version"])
def test_both_are_as_the_moderator_saw_them(cast, name):
    one, into = build.posting(cast), build.posting(cast)
    with pytest.raises(StaleVersion):
        merge(one, into, cast, **{name: 1})
    for posting in (one, into):
        before = posting.version
        posting.refresh_from_db()
        assert (posting.version, posting.status) == (before, Status.LIVE)


def test_its_page_leads_on_and_a_renewal_is_a_job_of_its_own(cast):
    one, into = build.posting(cast), build.posting(cast, title="The other")
    merge(one, into, cast)
    page = Client().get(f"/en/jobs/{one.slug}-{one.public_id}/").content.decode()
    assert f"/en/jobs/the-other-{into.public_id}/" in page
    build.do("renew", one, cast["owner"])
    one.refresh_from_db()
    assert one.merged_into is None


def test_a_moderator_merges_from_the_case(cast, signed_in):
    first = build.posting(cast, description=TEXT)
    second = build.posting(cast, Status.SUBMITTED, description=TEXT)
    client = signed_in("moderator")
    address = f"/admin/moderation/{second.public_id}/"
    assert f'action="{address}merge/"' in client.get(address).content.decode()
    form = {"into": first.public_id, "into_version": first.version}
    sent = client.post(f"{address}merge/", {**form, "version": second.version})
    assert sent["Location"] == f"/admin/moderation/{first.public_id}/"
    second.refresh_from_db()
    assert second.merged_into == first
    again = client.post(f"{address}merge/", {**form, "version": second.version})
    assert again["Location"] == address
    assert client.post(f"{address}merge/", {"into": "x"}).status_code == 400


def test_a_text_that_is_anothers_is_told_in_the_queue(cast):
    other = build.found(cast, description=TEXT)
    remember(other)
    posting = build.posting(
        cast, Status.SUBMITTED, title="Backend Engineer (Remote)", description=TEXT
    )
    event = Event.objects.get(kind="posting.submitted", subject_id=posting.pk)
    name = "postings.tasks.compare_with_others"
    tasks.compare_with_others(event.deliveries.get(reaction=name).pk)
    case = Case.objects.get(posting=posting, closed_at=None)
    assert "twice" in case.causes
    assert posting.fingerprint.of_version == posting.version
