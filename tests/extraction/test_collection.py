"""Lines as they are found in the wild, where their collection is at hand."""

import pytest

from tests.extraction.scoring import collection, line_scores

FOLDER = collection()
pytestmark = pytest.mark.skipif(FOLDER is None, reason="SHARED_DATA names no folder")


@pytest.mark.parametrize(
    ("kind", "at_least"),
    [
        ("pay", 200),
        ("places ats", 400),
        ("places br", 400),
        ("levels", 250),
        ("titles", 500),
    ],
)
def test_lines_are_read(kind, at_least):
    score = line_scores(FOLDER)[kind]
    assert score.right > at_least
    assert score.precision >= 0.97, score.misses
    assert score.recall >= 0.85, score.misses
