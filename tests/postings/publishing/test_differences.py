"""Two texts, word by word."""

import pytest
from hypothesis import given, settings, strategies as st

from postings.publishing.differences import CAME, SAME, WENT, Piece, compare

TEXT = "Keep feeds arriving.\n\n- Work two weeks a year at a plant, paid.\n"


def test_a_changed_word_is_marked_alone():
    assert compare(TEXT, TEXT.replace("two", "three")) == [
        Piece(SAME, "Keep feeds arriving.\n\n- Work "),
        Piece(WENT, "two "),
        Piece(CAME, "three "),
        Piece(SAME, "weeks a year at a plant, paid.\n"),
    ]


def test_another_line_is_another_line():
    other = "- Send your CV by the link today.\n"
    pieces = compare(TEXT, TEXT.partition("- ")[0] + other)
    assert pieces[-1] == Piece(CAME, other)


@pytest.mark.parametrize("same", ["", TEXT])
def test_the_same_text_has_no_change(same):
    assert [piece.kind for piece in compare(same, same)] == [SAME] * bool(same)


words = st.lists(st.sampled_from(["a", "b", "c ", "\n", ".", "ção", "  "])).map("".join)


@settings(max_examples=200, deadline=None)
@given(words, words)
def test_both_texts_can_be_read_from_the_pieces(before, after):
    pieces = compare(before, after)
    assert "".join(p.words for p in pieces if p.kind != CAME) == before
    assert "".join(p.words for p in pieces if p.kind != WENT) == after


def test_a_hostile_text_costs_no_more_than_its_budget():
    before, after = "\n".join("ab" * 9_000), "\n".join("ba" * 9_000)
    assert {piece.kind for piece in compare(before, after)} == {WENT, CAME}
