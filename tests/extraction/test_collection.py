"""Lines as they are found in the wild, where their collection is at hand."""

import pytest

from postings.extraction.levels import levels_in
from postings.extraction.outline import Ad
from postings.extraction.places import read_place
from postings.extraction.text import fold, read
from postings.extraction.titles import clean_title
from postings.extraction.wages import wage_of
from tests.extraction.scoring import (
    collection,
    full_pay,
    labelled_lines,
    pay_words,
    score_lines,
)

FOLDER = collection()
pytestmark = pytest.mark.skipif(FOLDER is None, reason="SHARED_DATA names no folder")


def pay_in(language: str, line: str) -> set[str]:
    found = wage_of(Ad(read(line).text), language, [])
    return {pay_words(found.value)} if found else set()


def test_pay_is_told_from_the_other_sums():
    score = score_lines(
        labelled_lines(FOLDER, "pay-phrases.tsv", "pay.tsv"),
        lambda labels: {full_pay(labels[0])} - {"-"} if labels[0] != "-" else set(),
        pay_in,
    )
    assert score.right > 200
    assert score.precision >= 0.97, score.misses
    assert score.recall >= 0.85, score.misses


@pytest.mark.parametrize("name", ["ats", "br"])
def test_places_are_read(name):
    score = score_lines(
        labelled_lines(FOLDER, f"places-{name}.tsv", f"places_{name}.tsv"),
        lambda labels: set(labels[0].split()) - {"-"},
        lambda _count, line: set(read_place(line).names),
    )
    assert score.right > 400
    assert score.precision >= 0.97, score.misses
    assert score.recall >= 0.85, score.misses


def test_levels_of_titles_are_read():
    score = score_lines(
        labelled_lines(FOLDER, "titles-en.tsv", "titles.tsv"),
        lambda labels: set(labels[0].split()) - {"-"},
        lambda _count, line: {
            mark.value for mark in levels_in(fold(line), 0, len(line))
        },
    )
    assert score.right > 250
    assert score.precision >= 0.97, score.misses
    assert score.recall >= 0.85, score.misses


def test_titles_lose_place_and_pay_and_nothing_else():
    import hashlib

    score = score_lines(
        labelled_lines(FOLDER, "titles-en.tsv", "titles.tsv"),
        lambda labels: {labels[1]},
        lambda _count, line: {
            hashlib.sha256(clean_title(line).encode()).hexdigest()[:16]
        },
    )
    assert score.right > 400
    assert score.precision >= 0.97, score.misses
