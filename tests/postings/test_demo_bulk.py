"""As many postings as asked for, always the same ones."""

import pytest

from postings.management.demo import bulk
from postings.management.demo.people import make_cast, make_owners
from postings.models import Posting, PostingDocument

pytestmark = pytest.mark.django_db


def test_bulk_postings_are_always_the_same_and_go_on_where_they_were(monkeypatch):
    make_owners(make_cast())
    monkeypatch.setattr(bulk, "BATCH", 40)
    seen = []
    bulk.fill(50, lambda done, count: seen.append(done))
    first = list(
        Posting.objects.order_by("source_id").values_list("pk", "title", "usd_max")
    )
    bulk.fill(90, lambda done, count: seen.append(done))
    assert seen == [0, 40, 50, 50, 90]
    assert Posting.objects.live().count() == 90
    assert not PostingDocument.objects.out_of_step().exists()
    Posting.objects.all().delete()
    bulk.fill(50, lambda done, count: None)
    again = Posting.objects.order_by("source_id").values_list("pk", "title", "usd_max")
    assert list(again) == first
