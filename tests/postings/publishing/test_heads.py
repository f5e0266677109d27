"""Descriptions of postings."""

import pytest

from jobboard import markdown
from postings.models import Posting
from postings.publishing.heads import DESCRIPTION_LENGTH, description, first_sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Look after it. Then rest.", "Look after it."),
        ("# The work\n\nLook after it.", "Look after it."),
        ("Uses Node.js v2.0 daily! Yes.", "Uses Node.js v2.0 daily!"),
        ("Without an end", "Without an end"),
        ("- one\n- two", "one two"),
        ("R&D <b>at</b> *night*, `x < y`?", "R&D <b>at</b> night, x < y?"),
        ("A line\nbroken **in\ntwo**.", "A line broken in two."),
        ("", ""),
    ],
)
def test_the_first_sentence_is_plain_text(text, sentence):
    posting = Posting(description_html=markdown.to_html(text))
    assert first_sentence(posting) == sentence


@pytest.mark.django_db
def test_a_description_is_cut_between_words():
    html = markdown.to_html("palavra " * 60)
    found = description(Posting(description_html=html, workplace="remote"))
    assert len(found) <= DESCRIPTION_LENGTH
    assert found.endswith("palavra…")
