"""Optimistic locking."""

import pytest

from jobboard.versions import NotAllowedNow, StaleVersion, change
from postings.models import Posting, Status
from tests import build


@pytest.fixture
def draft(cast):
    return build.posting(cast, Status.DRAFT)


def test_a_change_bumps_the_version(draft):
    change(draft, version=1, holds={}, title="Other")
    assert (draft.version, draft.title) == (2, "Other")
    assert Posting.objects.values_list("version", "title").get() == (2, "Other")


def test_a_stale_change_changes_nothing_and_shows_what_is_there(draft):
    change(draft, version=1, holds={}, title="First")
    with pytest.raises(StaleVersion) as refused:
        change(draft, version=1, holds={}, title="Second")
    assert refused.value.current.title == "First"
    assert Posting.objects.values_list("version", "title").get() == (2, "First")


def test_a_condition_that_no_longer_holds_is_told_apart(draft):
    with pytest.raises(NotAllowedNow):
        change(draft, version=1, holds={"status__in": ["live"]}, title="Second")
    assert Posting.objects.get().version == 1


def test_a_row_that_is_gone_says_so(draft):
    Posting.objects.filter(pk=draft.pk).delete()
    with pytest.raises(Posting.DoesNotExist):
        change(draft, version=1, holds={}, title="Second")
