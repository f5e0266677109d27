"""Cards that are made once, and filled for each reader."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from postings.lifecycle import posting as lifecycle
from postings.models import Posting, PostingDocument
from postings.search import query
from postings.search.conditions import Prepared
from postings.search.criteria import Criteria
from postings.views import cards
from tests import build

READERS = [
    Criteria(),
    Criteria(country="BR", years=3, currency="BRL", period="month"),
    Criteria(country="PT", currency="EUR", period="year"),
]


@pytest.fixture(autouse=True)
def _kept(settings):
    settings.PAGE_CACHE_SECONDS = 60


@pytest.mark.parametrize("language", ["en", "pt-br", "es"])
@pytest.mark.parametrize("criteria", READERS)
def test_a_card_from_the_store_is_the_card_made_anew(
    cast, settings, language, criteria
):
    posting = build.posting(cast, title="<b>C++</b> & more")
    search = Prepared(criteria)
    with translation.override(language):
        first = cards.listed(search, [posting.pk])
        again = cards.listed(search, [posting.pk])
        settings.PAGE_CACHE_SECONDS = 0
        anew = cards.listed(search, [posting.pk])
    assert first == again == anew
    assert "\0" not in first.cards[0].html
    assert "&lt;b&gt;C++&lt;/b&gt; &amp; more" in first.cards[0].html


def test_each_reader_sees_their_own_verdict_on_the_same_card(cast):
    posting = build.posting(cast, region_includes=["BR"])
    said = [cards.listed(Prepared(one), [posting.pk]).cards[0] for one in READERS]
    assert said[0].verdict is None
    assert 'class="verdict' not in said[0].html
    assert 'class="verdict no">not open to Portugal' in said[2].html


def test_an_edited_posting_is_another_card(cast):
    posting = build.posting(cast)
    cards.listed(Prepared(Criteria()), [posting.pk])
    Posting.objects.filter(pk=posting.pk).update(title="Now another", version=99)
    (shown,) = cards.listed(Prepared(Criteria()), [posting.pk]).cards
    assert "Now another" in shown.html


def test_what_is_not_live_any_more_is_not_shown_from_the_store(cast):
    posting = build.posting(cast)
    cards.listed(Prepared(Criteria()), [posting.pk])
    lifecycle.freeze_posting(
        posting, by=cast["moderator"], version=posting.version, words="A scam."
    )
    assert cards.listed(Prepared(Criteria()), [posting.pk]).cards == []


def test_twenty_stored_cards_take_two_queries(cast):
    ids = [build.posting(cast).pk for _ in range(3)]
    search = Prepared(Criteria())
    cards.listed(search, ids)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        cards.listed(search, ids)
    assert len(asked) == 2
    assert PostingDocument.objects.count() == 3
    assert query.count(search).number == 3


@pytest.mark.django_db(transaction=True)
def test_a_list_whose_parts_are_kept_asks_for_ids_versions_and_rates(
    cast, signed_in, django_assert_num_queries
):
    """The queries of a reader who is signed in.

    Two are their session and account, four what they hid, saved and saw before.
    """
    for _ in range(25):
        build.posting(cast)
    reader = signed_in("candidate")
    reader.get("/en/jobs/?from=BR")
    with django_assert_num_queries(9):
        reader.get("/en/jobs/?from=BR")
