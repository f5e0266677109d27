"""Cells that no spreadsheet calculates."""

import csv
import io

import pytest

from jobboard.spreadsheets import lines, safe


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "  =1", "\uff1d1"])
def test_what_could_be_a_formula_is_text(text):
    assert safe(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "written"),
    [("a=b", "a=b"), (-3, "-3"), (None, ""), ("", ""), ("São", "São")],
)
def test_everything_else_stays_as_it_is(value, written):
    assert safe(value) == written


def test_a_table_survives_quotes_commas_and_lines():
    page = "".join(lines([["a", "b"], ['"x", y', "line\nline"]]))
    rows = list(csv.reader(io.StringIO(page.lstrip("\ufeff"), newline="")))
    assert rows == [["a", "b"], ['"x", y', "line\nline"]]
