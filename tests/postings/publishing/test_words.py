"""Facts in the reader's words, in three languages; what was not stated stays empty."""

import pytest
from django.utils import translation

from postings.models import Posting
from postings.publishing import facts, words

EM = "\N{NO-BREAK SPACE}"


def said(language: str, what, **columns) -> str:
    with translation.override(language):
        return what(Posting(**columns))


@pytest.mark.parametrize(
    ("low", "high", "en", "pt", "es"),
    [
        (7, None, "7+ years", "7 anos ou mais", "7 años o más"),
        (1, None, "1+ year", "1 ano ou mais", "1 año o más"),
        (2, 4, "2–4 years", "2–4 anos", "2–4 años"),
        (None, 3, "up to 3 years", "até 3 anos", "hasta 3 años"),
        (0, 1, "up to 1 year", "até 1 ano", "hasta 1 año"),
        (3, 3, "3 years", "3 anos", "3 años"),
        (None, None, "", "", ""),
    ],
)
def test_years(low, high, en, pt, es):
    for language, expected in (("en", en), ("pt-br", pt), ("es", es)):
        assert said(language, words.years, years_min=low, years_max=high) == expected


@pytest.mark.parametrize(
    ("low", "high", "en", "pt", "es"),
    [
        (8000, 8000, f"US${EM}8,000", f"US${EM}8.000", f"US${EM}8.000"),
        (
            5000,
            7000,
            f"US${EM}5,000 – 7,000",
            f"US${EM}5.000 – 7.000",
            f"US${EM}5.000 – 7.000",
        ),
        (
            5000,
            None,
            f"from US${EM}5,000",
            f"a partir de US${EM}5.000",
            f"desde US${EM}5.000",
        ),
        (None, 7000, f"up to US${EM}7,000", f"até US${EM}7.000", f"hasta US${EM}7.000"),
        (None, None, "", "", ""),
    ],
)
def test_pay(low, high, en, pt, es):
    for language, expected in (("en", en), ("pt-br", pt), ("es", es)):
        assert (
            said(language, words.pay, pay_min=low, pay_max=high, pay_currency="USD")
            == expected
        )


@pytest.mark.parametrize(
    ("includes", "excludes", "en", "pt"),
    [
        (
            ["latam"],
            [],
            "Anywhere in Latin America",
            "Em qualquer país da América Latina",
        ),
        (["CO", "PE"], [], "Colombia, Peru", "Colômbia, Peru"),
        (["latam", "ES"], [], "Latin America, Spain", "América Latina, Espanha"),
        (
            ["americas"],
            ["CU"],
            "Anywhere in the Americas, except Cuba",
            "Em qualquer país das Américas, exceto Cuba",
        ),
        ([], [], "", ""),
    ],
)
def test_open_to(includes, excludes, en, pt):
    rule = {"region_includes": includes, "region_excludes": excludes}
    assert said("en", words.open_to, **rule) == en
    assert said("pt-br", words.open_to, **rule) == pt


def test_levels_keep_their_order_and_nothing_between_is_made_up():
    assert (
        said("en", words.levels, levels=["principal", "senior"]) == "Senior / Principal"
    )
    assert (
        said("pt-br", words.levels, levels=["principal", "senior"])
        == "Sênior / Principal"
    )


@pytest.mark.parametrize(
    "what", [words.workplace, words.employment, words.contracts, words.levels]
)
def test_what_is_not_stated_is_empty(what):
    assert said("en", what) == ""


def test_the_sheet_keeps_its_order(cast):
    from tests import build

    build.posting(cast)
    found = Posting.objects.with_facts().get()
    with translation.override("en"):
        names = [fact.name for fact in facts.sheet(found)]
    assert " ".join(names) == (
        "pay open_to workplace contract employment level years languages required nice"
        " hours benefits equity visa relocation written_in dates"
    )
