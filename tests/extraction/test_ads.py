"""A whole ad: its facts, their words, and what is left unsaid."""

import time
from dataclasses import fields
from decimal import Decimal

import pytest
from hypothesis import example, given, settings, strategies as st

from postings.extraction.ads import Extraction, Found, extract
from postings.extraction.reach import Rule
from postings.extraction.tongues import Tongue
from postings.extraction.wages import Wage
from postings.extraction.years import Years
from tests.extraction.scoring import labelled_ads

HOSTILE_SIZE = 36_000
# The promise is a second on an idle machine; tests run on busy ones.
SECONDS = 5


def ad(name: str) -> str:
    (text,) = (one.text for one in labelled_ads() if one.name == name)
    return text


def values(found: tuple[Found, ...]) -> list:
    return [one.value for one in found]


def marks(extraction: Extraction) -> list[Found]:
    """Every value of the extraction with its words."""
    stated = (getattr(extraction, field.name) for field in fields(extraction))
    many = (one if isinstance(one, tuple) else (one,) for one in stated)
    return [mark for group in many for mark in group if isinstance(mark, Found)]


@pytest.mark.parametrize(
    ("words", "least"),
    [
        ("Salário: R$ 9.000", 9000),
        ("Vale refeição de R$ 900 sem desconto", None),
        ("Bônus de R$ 900 no mês de dezembro", None),
        ("Aguinaldo: 900 USD en el mes de diciembre", None),
        ("A bonus of $900 in the month of December", None),
    ],
)
def test_a_voucher_is_not_pay(words, least):
    pay = extract(f"Desenvolvedora Python\n\nRemoto, Brasil\n\n{words}\n").pay
    assert (pay and pay.value.least) == least


def test_the_kind_of_posting_that_the_project_began_with_gives_its_facts():
    found = extract(ad("en-01"))
    assert found.title.value == "Senior / Principal Platform Engineer (Elixir)"
    assert found.language == "en"
    assert values(found.levels) == ["senior", "principal"]
    assert (found.years.value, found.years.words) == (Years(8), "8\\+ years")
    assert (found.workplace.value, found.workplace.words) == ("remote", "Remote")
    assert found.region.value == Rule(("latam",))
    assert found.pay.value == Wage(Decimal(9000), Decimal(9000), "USD", "month")
    assert found.pay.words == "$9,000 USD / month"
    assert values(found.employment) == ["full_time"]
    assert values(found.languages) == [Tongue("en", "C1")]
    assert [need.name for need in values(found.skills) if not need.is_required] == [
        "Event-driven architecture",
        "Kafka",
        "CI/CD",
        "Observability",
    ]
    assert found.source.value.name == "LinkedIn"


def test_it_invents_none():
    assert extract(ad("en-01")).unstated == (
        "cities",
        "pay_is_undisclosed",
        "contracts",
        "benefits",
        "hours",
    )


def test_an_ad_without_facts_has_none():
    found = extract("We are a friendly team. Write to us.")
    assert set(found.unstated) == {field.name for field in fields(found)} - {"language"}


def test_every_value_stands_where_it_says():
    for one in labelled_ads():
        for mark in marks(extract(one.text)):
            assert mark.words == one.text[mark.begin : mark.end], one.name
            assert mark.words.strip(), one.name


def test_the_same_text_gives_the_same_facts():
    for one in labelled_ads():
        assert extract(one.text) == extract(one.text)


PIECES = st.sampled_from(
    "Senior|Go|R$ 5.000|-|5+ years|<b>|</p>|&amp;nbsp;|**|\n|Remote|Brazil|, |: |Salary"
    "|Requirements:|US$|k|até|1.004.013,95|English|B2|\\|\u0303|\u200b|São Paulo|- SP|("
    "|Paulo, SP|LATAM|except|99|year|/|<script>|İ|ﬁ|👩‍💻|💰".split("|")
)


@given(st.lists(PIECES, max_size=40).map(" ".join) | st.text(max_size=300))
@example("US$")
@example("1" * 400)
@example("year 5" + "\u0303" * 20)
@settings(max_examples=150, deadline=None)
def test_no_text_is_too_strange(text):
    for mark in marks(extract(text)):
        assert 0 <= mark.begin <= mark.end <= len(text)
        assert mark.words == text[mark.begin : mark.end]


@pytest.mark.parametrize(
    "piece",
    [
        "<script",
        "<",
        "<a b=",
        "<style>",
        "&amp;",
        "&lt;p",
        "**a**",
        "$1-",
        "1 ",
        "R$ 5.000 ",
        "São Paulo, ",
        "Location: A",
        "AAAA",
        "Engineer - ",
        "a\n",
        "english word ",
        "5 to ",
        "(((",
        "Go, ",
        "\\*",
        "aB",
        "Requirements:x",
        "x@",
        "plazo fijo ",
    ],
)
@pytest.mark.parametrize("before", ["", "Location: in ", "A:Salary: 1Type: "])
def test_hostile_text_takes_no_longer_than_any_other(before, piece):
    began = time.process_time()
    extract(before + piece * (HOSTILE_SIZE // len(piece)))
    assert time.process_time() - began < SECONDS
