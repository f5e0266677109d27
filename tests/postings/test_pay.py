"""Periods, and amounts as people type them."""

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from postings.pay import Period, convert_period, parse_amount


@pytest.mark.parametrize(
    ("amount", "per", "to", "expected"),
    [
        ("8000", "month", "year", "96000.00"),
        ("96000", "year", "month", "8000.00"),
        ("50", "hour", "year", "104000.00"),
        ("50", "hour", "month", "8666.67"),
        ("400", "day", "month", "8666.67"),
        ("1000", "week", "month", "4333.33"),
    ],
)
def test_a_year_has_2080_hours_260_days_52_weeks_and_12_months(
    amount, per, to, expected
):
    assert convert_period(Decimal(amount), per=per, to=to) == Decimal(expected)


@given(st.integers(1, 10**6), st.sampled_from(Period.values))
def test_the_same_period_changes_nothing(amount, period):
    assert convert_period(Decimal(amount), per=period, to=period) == amount


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("8000", "8000"),
        ("8,000", "8000"),
        ("8.000", "8000"),
        ("8 000", "8000"),
        ("8\N{NO-BREAK SPACE}000", "8000"),
        ("8'000", "8000"),
        ("8.000,50", "8000.50"),
        ("8,000.50", "8000.50"),
        ("1.234.567", "1234567"),
        ("1,234,567.8", "1234567.8"),
        ("7,5", "7.5"),
        ("7.50", "7.50"),
        ("0", "0"),
    ],
)
def test_amounts_are_read_as_people_type_them(typed, expected):
    assert parse_amount(typed) == Decimal(expected)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "abc",
        "-5",
        "1e9",
        "9" * 13,
        "8k",
        "1.2345",
        "12,",
        "٣",
        "NaN",
        "1.000.00,000",
    ],
)
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(ValueError, match=r".*"):
        parse_amount(typed)


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_a_formatted_amount_is_read_back(value):
    english = f"{value:,.2f}"
    assert parse_amount(english) == value
    swapped = english.translate(str.maketrans(",.", ".,"))
    assert parse_amount(swapped) == value
