"""What extraction finds in the labelled ads, fact by fact."""

import pytest

from tests.extraction.scoring import labelled_ads, scores

PRECISION, RECALL = 0.97, 0.85
FACTS = (
    "title language levels years workplace region places pay contract employment"
    " languages must nice benefits source hours"
).split()


@pytest.mark.parametrize("language", ["en", "es", "pt"])
def test_each_language_has_fifty_ads(language):
    assert sum(ad.language == language for ad in labelled_ads()) >= 50


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_is_found_where_it_is_stated_and_nowhere_else(fact):
    score = scores()[fact, "all"]
    assert score.right, "the labels hold none"
    assert score.precision >= PRECISION, score.misses
    assert score.recall >= RECALL, score.misses


@pytest.mark.parametrize("language", ["en", "es", "pt"])
@pytest.mark.parametrize("fact", FACTS)
def test_no_language_is_read_worse_than_the_others(fact, language):
    score = scores()[fact, language]
    assert score.precision >= PRECISION - 0.02, score.misses
    assert score.recall >= RECALL - 0.05, score.misses
