"""One job stays one posting."""

import pytest

from postings.importing.deduplication import (
    are_same,
    candidates,
    known_already,
    print_of,
    remember,
)
from postings.models import Status
from tests import build
from tests.importing.pairs import pairs, score


def test_labelled_pairs_are_told_apart():
    found = score()
    assert found.precision >= 0.98, found.misses
    assert found.recall >= 0.9, found.misses


def test_two_hundred_pairs_are_labelled():
    assert len(list(pairs())) == 200


def test_two_companies_never_share_a_job():
    one = print_of("Backend Engineer", "We keep ledgers.", "Acme")
    other = print_of("Backend Engineer", "We keep ledgers.", "Rival")
    assert not are_same(one, other)


@pytest.mark.parametrize("text", ["", "Go", "a b", "Olá &amp; <p>"])
def test_short_texts_have_fingerprints_too(text):
    assert len(print_of("", text).bands) == 21


@pytest.mark.django_db
class TestInTheDatabase:
    TEXT = "Look after the ledger of four hundred shops and keep it balanced. " * 3

    def facts(self, **more):
        return {"title": "Backend Engineer", "description": self.TEXT, **more}

    def test_an_open_posting_is_recognised(self, cast):
        posting = build.posting(cast, Status.LIVE, **self.facts())
        remember(posting)
        again = self.facts(title="Backend Engineer (Remote)")
        assert known_already(again, company=posting.company) == posting

    def test_a_draft_is_nobody_elses_business(self, cast):
        draft = build.posting(cast, Status.DRAFT, **self.facts())
        remember(draft)
        assert known_already(self.facts(), company=None) is None

    def test_another_text_of_the_same_title_is_another_job(self, cast):
        posting = build.posting(cast, Status.LIVE, **self.facts())
        remember(posting)
        other = self.facts(description="Teach robots to fold paper. " * 9)
        assert known_already(other, company=posting.company) is None

    def test_candidates_take_one_query(self, cast, django_assert_num_queries):
        for _ in range(3):
            remember(build.posting(cast, Status.LIVE, **self.facts()))
        with django_assert_num_queries(1):
            assert len(candidates(print_of("x", self.TEXT))) == 3
