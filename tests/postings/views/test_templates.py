"""A posting is copied, and kept to begin others with; dates and sources stay behind."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from postings.lifecycle import template as lifecycle
from postings.lifecycle.facts import facts_of
from postings.models import Posting, PostingTemplate, Status
from tests import build


@pytest.fixture
def live(cast) -> Posting:
    return build.posting(cast, posted_at=timezone.localdate())


def desk(posting: Posting, deed: str = "") -> str:
    return f"/en/desk/jobs/{posting.public_id}/{deed}"


def same(one: Posting, other: Posting) -> bool:
    dates = ("posted_at", "publish_at", "valid_through")
    first, second = facts_of(one), facts_of(other)
    return all(first[name] == second[name] for name in first if name not in dates)


def test_a_copy_is_a_draft_with_the_same_facts_and_no_dates(signed_in, live):
    answer = signed_in("recruiter").post(desk(live, "duplicate/"), follow=True)
    assert b"This is a copy." in answer.content
    copy = Posting.objects.exclude(pk=live.pk).get()
    assert (copy.status, copy.posted_at, copy.valid_through) == ("draft", None, None)
    assert same(copy, live)


@pytest.mark.parametrize("part", ["viewer", "rival"])
def test_nobody_else_copies_or_keeps_it(signed_in, live, part):
    for deed in ("duplicate/", "template/keep/"):
        assert signed_in(part).post(desk(live, deed)).status_code == 404


def test_a_template_begins_jobs_until_it_is_deleted(signed_in, live):
    client = signed_in("owner")
    client.post(desk(live, "template/keep/"), {"name": "Backend"})
    assert b"Begin a job with it" in client.get("/en/desk/").content
    template = PostingTemplate.objects.get()
    public = f"/en/desk/templates/{public_id(template)}/"
    answer = client.post(f"{public}begin/", follow=True)
    assert answer.status_code == 200
    begun = Posting.objects.exclude(pk=live.pk).get()
    assert begun.status == Status.DRAFT
    assert same(begun, live)
    assert signed_in("rival").post(f"{public}begin/").status_code == 404
    client.post(f"{public}delete/")
    assert not PostingTemplate.objects.exists()
    assert Posting.objects.filter(pk=begun.pk).exists()


def public_id(template: PostingTemplate) -> str:
    from jobboard.ids import encode

    return encode(template.pk)


def test_a_name_is_kept_once_and_anew(cast, live):
    by = {"by": cast["owner"]}
    lifecycle.keep_template(live, "Backend", **by)
    lifecycle.keep_template(build.posting(cast, title="Other"), "Backend", **by)
    template = PostingTemplate.objects.get()
    assert template.facts["title"] == "Other"
    with pytest.raises(IntegrityError), transaction.atomic():
        PostingTemplate.objects.create(
            company=template.company, name="Backend", facts={}
        )


def test_a_template_without_a_name_is_none(signed_in, live):
    answer = signed_in("owner").post(desk(live, "template/keep/"), follow=True)
    assert b"This field is required." in answer.content


def test_fifty_are_enough(cast, live, signed_in, monkeypatch):
    monkeypatch.setattr(lifecycle, "KEPT_AT_MOST", 1)
    lifecycle.keep_template(live, "One", by=cast["owner"])
    path = desk(live, "template/keep/")
    answer = signed_in("owner").post(path, {"name": "Two"}, follow=True)
    assert b"Fifty templates are enough." in answer.content
