"""Ids."""

import pytest
from hypothesis import given, strategies as st

from jobboard.ids import LENGTH, decode, encode, new_id


@given(st.integers(min_value=0, max_value=2**60 - 1))
def test_an_id_survives_its_spelling(number):
    assert len(encode(number)) == LENGTH
    assert decode(encode(number)) == number


@pytest.mark.parametrize(
    "letters", ["", "abc", "0123456789ab0", "iiiiiiiiiiii", "ABCDEFGHJKMN"]
)
def test_what_is_no_id_is_refused(letters):
    with pytest.raises(ValueError, match=f"^{letters}$"):
        decode(letters)


def test_new_ids_differ():
    assert len({new_id() for _ in range(1000)}) == 1000
