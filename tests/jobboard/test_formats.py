"""Money, dates and names as three languages write them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from jobboard import formats

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("language", "value", "currency", "expected"),
    [
        ("en", "8000", "USD", f"US${NBSP}8,000"),
        ("pt-br", "8000.00", "USD", f"US${NBSP}8.000"),
        ("es", "8000", "USD", f"US${NBSP}8.000"),
        ("pt-br", "12500.5", "BRL", f"R${NBSP}12.500,50"),
        ("en", "1000000", "COP", f"COP{NBSP}1,000,000"),
    ],
)
def test_money(language, value, currency, expected):
    with translation.override(language):
        assert formats.money(Decimal(value), currency) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "November 20, 2026"),
        ("pt-br", "20 de novembro de 2026"),
        ("es", "20 de noviembre de 2026"),
    ],
)
def test_dates(language, expected):
    with translation.override(language):
        assert formats.long_date(date(2026, 11, 20)) == expected


def test_a_moment_is_dated_where_the_board_is(settings):
    settings.TIME_ZONE = "America/Sao_Paulo"
    late = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
    with translation.override("en"):
        assert formats.long_date(late) == "November 20, 2026"


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "2 hours ago"), ("pt-br", "há 2 horas"), ("es", "hace 2 horas")],
)
def test_ages(language, expected):
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    with translation.override(language):
        assert formats.age(now - timedelta(hours=2), now=now) == expected


def test_names():
    with translation.override("pt-br"):
        assert formats.country_name("BR") == "Brasil"
        assert formats.country_name("QQ") == "QQ"
        assert formats.language_name("en") == "Inglês"


def test_sorting_knows_no_accents():
    words = ["Zebra", "águas", "Abelha", "Éden"]
    assert sorted(words, key=formats.sort_key) == ["Abelha", "águas", "Éden", "Zebra"]
