"""The list points; it has to see through what people do to hide words."""

import csv

import pytest

from postings.moderation_words import FILE, FOUND_AT_MOST, find_words, is_shortened


def phrases(text):
    return [one.words for one in find_words(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We want a Ninja.", ["ninja"]),
        ("Pague a TAXA de   inscrição antes", ["taxa de inscricao"]),
        ("boa apar\u200bência", ["boa aparencia"]),
        ("boa\naparência", ["boa aparencia"]),
        ("Pay by Western-Union", ["western union"]),
        ("Até 35 anos", ["ate 35 anos"]),
        ("Entre 18 y 30 años", ["entre 18 y 30 anos"]),
        ("solteros o solteras", ["solteros", "solteras"]),
        ("Sólo hombres", ["solo hombres"]),
    ],
)
def test_a_phrase_is_found_however_it_is_written(text, found):
    assert set(found) <= set(phrases(text))


@pytest.mark.parametrize(
    "text",
    [
        "até 5 anos de experiência",
        "hasta 10 años de experiencia",
        "between 3 and 5 years",
        "We build registration forms and charge no fee.",
        "Um time de pessoas de todas as idades.",
    ],
)
def test_years_of_experience_and_plain_words_are_left_alone(text):
    assert phrases(text) == []


def test_the_gravest_come_first_and_not_too_many():
    found = find_words("ninja, boa aparência, taxa de inscrição")
    assert [one.severity for one in found] == [3, 2, 1]
    assert [one.kind for one in found] == ["scam", "excludes", "tone"]
    many = " ".join(f"ninja{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
    assert len(find_words(many)) == FOUND_AT_MOST


def test_every_line_of_the_list_is_whole_and_finds_itself():
    with FILE.open(encoding="utf-8") as lines:
        rows = [row for row in csv.reader(lines, delimiter="\t") if row[0][0] != "#"]
    assert {row[0] for row in rows} == {"en", "pt", "es"}
    for _language, kind, severity, phrase in rows:
        example = " ".join(
            word.split("|")[0].replace("##", "30").rstrip("*")
            for word in phrase.split()
        )
        assert any(
            (one.kind, one.severity) == (kind, int(severity))
            for one in find_words(example)
        ), phrase


@pytest.mark.parametrize(
    ("url", "hidden"),
    [
        ("https://bit.ly/x", True),
        ("https://www.tinyurl.com/x", True),
        ("https://[::bad", True),
        ("https://jobs.acme.example/bit.ly", False),
        ("", False),
    ],
)
def test_a_link_that_hides_where_it_goes_is_told_apart(url, hidden):
    assert is_shortened(url) is hidden
