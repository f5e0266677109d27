"""An ad read by program: the draft can be sent as it is, and nothing is stored."""

from pathlib import Path

import pytest

from accounts.models import Scope
from jobboard.idempotency import KeptAnswer
from jobboard.outbox import Event
from postings.models import Posting
from tests.callers import Caller

pytestmark = pytest.mark.django_db
ADS = sorted((Path(__file__).resolve().parents[2] / "extraction" / "ads").iterdir())


@pytest.fixture
def owner(cast) -> Caller:
    return Caller(cast["owner"])


@pytest.mark.parametrize("path", ADS, ids=lambda path: path.stem)
def test_a_draft_can_be_sent_as_it_is(owner, path):
    text = path.read_text()
    found = owner("post", "/extractions/", {"text": text}).json()
    for one in found["evidence"]:
        assert text[one["begin"] : one["end"]] == one["words"]
    draft = {"title": "Not stated", **found["draft"]}
    made = owner("post", "/companies/acme/postings/", draft)
    assert made.status_code == 201, made.content
    shown = made.json()
    for name in ("pay", "region", "years", "levels", "skills"):
        assert bool(shown[name]) is (name in draft), name


def test_what_is_not_stated_is_named_and_left_out(owner):
    text = "Backend engineer, remote. We pay between USD 3000 and 4000 a month."
    found = owner("post", "/extractions/", {"text": text}).json()
    pay = {"min": "3000", "max": "4000", "currency": "USD", "period": "month"}
    assert found["draft"]["pay"] == {**pay, "basis": None}
    assert {"years", "region", "places"} <= set(found["unstated"])
    assert found["draft"].keys().isdisjoint(found["unstated"])


def test_nothing_is_stored(owner):
    before = Event.objects.count()
    assert owner("post", "/extractions/", {"text": "Backend"}).status_code == 200
    assert not Posting.objects.exists()
    assert not KeptAnswer.objects.exists()
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    "body", [{}, {"text": ""}, {"text": "x" * 60_001}, {"text": "a", "more": 1}]
)
def test_what_is_no_ad_is_refused(owner, body):
    assert owner("post", "/extractions/", body).status_code == 400


def test_a_token_for_reading_reads_no_ads(cast):
    reader = Caller(cast["owner"], Scope.POSTINGS_READ)
    assert reader("post", "/extractions/", {"text": "Backend"}).status_code == 403
