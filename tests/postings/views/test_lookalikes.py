"""Whoever writes a job that is open already is told so, and may go on."""

import pytest

from accounts.models import Company
from postings.importing.deduplication import remember
from postings.models import Posting, Status
from tests import build

pytestmark = pytest.mark.django_db
URL = "/en/desk/jobs/new/"
TEXT = "Look after the ledger of four hundred shops and keep it balanced. " * 3


@pytest.fixture
def owner(signed_in):
    return signed_in("owner")


@pytest.fixture
def acme(cast) -> int:
    return Company.objects.get(slug="acme").pk


def typed(company: int, **more) -> dict:
    return {
        "title": "Backend Engineer",
        "language": "en",
        "description": TEXT,
        "company": company,
        "apply_via": "here",
        **more,
    }


def preview(owner, data: dict) -> str:
    return owner.post(f"{URL}preview/", data).content.decode()


def test_the_preview_names_the_open_job_of_this_title(cast, owner, acme):
    live = build.posting(cast)
    page = preview(owner, typed(acme, title="backend engineer", description=""))
    assert "This looks like a job that is open already" in page
    assert f"/en/jobs/{live.slug}-{live.public_id}/" in page
    assert f'name="twin" value="{live.public_id}"' in page


def test_so_it_does_for_nearly_the_same_text(cast, owner, acme):
    other = build.found(cast, title="Backend Engineer (Remote)", description=TEXT)
    remember(other)
    assert other.public_id in preview(owner, typed(acme))
    assert other.public_id not in preview(owner, typed(acme, description="Go."))


def test_what_others_have_not_published_is_not_told(cast, owner, acme, signed_in):
    secret = build.posting(cast, Status.SUBMITTED, title="Secret", description=TEXT)
    remember(secret)
    mine = preview(owner, typed(acme, title="Secret"))
    assert secret.public_id in mine
    theirs = preview(
        signed_in("stranger"),
        typed("", title="Secret", source_name="x", source_url="https://x.example/"),
    )
    assert "How people will see it" in theirs
    assert secret.public_id not in theirs


def test_sent_in_it_waits_until_the_person_has_seen_that(cast, owner, acme):
    live = build.posting(cast)
    sent = owner.post(URL, typed(acme, submit="1"))
    made = Posting.objects.get(description=TEXT.strip())
    assert sent["Location"] == f"/en/desk/jobs/{made.public_id}/#twin"
    assert made.status == Status.DRAFT
    page = owner.get(f"/en/desk/jobs/{made.public_id}/").content.decode()
    assert f'value="{live.public_id}" form="posting-form"' in page
    again = typed(acme, submit="1", twin=live.public_id, version=made.version)
    owner.post(f"/en/desk/jobs/{made.public_id}/", again)
    made.refresh_from_db()
    assert made.status == Status.SUBMITTED


def test_another_job_is_sent_at_once(cast, owner, acme):
    build.posting(cast)
    owner.post(URL, typed(acme, title="Data Engineer", submit="1"))
    made = Posting.objects.get(title="Data Engineer")
    assert made.status == Status.SUBMITTED
