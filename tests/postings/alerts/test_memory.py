"""A worker that has matched and mailed for weeks is as large as after its first day."""

import gc
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import reset_queries
from django.utils import timezone

from postings.models import Posting
from postings.search.criteria import Criteria
from tests import build
from tests.postings.alerts.following import Postman, follow

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.prove]
ROUNDS, NEWS, SEARCHES = 40, 15, 60
WARM = 10
PAGE_KB = os.sysconf("SC_PAGE_SIZE") // 1024


def resident() -> int:
    """The memory that this process holds, in KB."""
    reset_queries()
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_KB


def test_following_searches_takes_no_more_memory_with_time(cast, record_property):
    for number in range(SEARCHES):
        follow(cast["candidate"], Criteria(q=f"engineer{number}"))
    postman, sizes, told = Postman(), [], 0
    for _ in range(ROUNDS):
        for number in range(NEWS):
            title = f"Engineer{number % SEARCHES} of ledgers"
            build.posting(cast, title=title)
        told += len(postman.go(timezone.now() + timedelta(hours=1)))
        sizes.append(resident())
    grown = sizes[-1] - sizes[WARM]
    assert Posting.objects.count() == ROUNDS * NEWS
    assert told > 0
    assert grown < sizes[WARM] * 0.05
    record_property(
        "figure",
        f"{sizes[WARM] // 1024} MB after {WARM} days, {grown} KB more after {ROUNDS}",
    )
