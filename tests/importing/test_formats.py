"""Every format gives a record or a reason for each of its entries."""

from datetime import date

import pytest
from hypothesis import given, settings, strategies as st

from postings.importing.formats import READERS
from postings.importing.reading import Unreadable, read_record
from postings.importing.record import Record, Skipped
from postings.models import SourceKind
from tests.importing.files import FILES

TODAY = date(2026, 11, 22)


def items(kind: str) -> list:
    return list(READERS[kind](FILES[kind](), TODAY))


def records(kind: str) -> dict[str, Record]:
    return {item.source_id: item for item in items(kind) if isinstance(item, Record)}


def reasons(kind: str) -> list[str]:
    return [item.reason for item in items(kind) if isinstance(item, Skipped)]


def test_every_kind_of_source_has_its_reader_and_its_file():
    assert set(READERS) == set(FILES) == set(SourceKind.values)


@pytest.mark.parametrize(
    ("kind", "read", "skipped"),
    [
        ("greenhouse", 5, 4),
        ("lever", 2, 1),
        ("ashby", 1, 1),
        ("jobposting", 2, 0),
        ("rss", 2, 2),
        ("remoteok", 2, 1),
        ("json", 2, 1),
        ("csv", 2, 1),
    ],
)
def test_what_goes_in_comes_out_or_is_skipped(kind, read, skipped):
    assert (len(records(kind)), len(reasons(kind))) == (read, skipped)


def test_greenhouse_text_is_escaped_once_more():
    record = records("greenhouse")["1"]
    assert record.text.startswith("We keep the books of four hundred bakeries.")
    assert "- 4+ years with Python and Django" in record.text
    assert record.posted_at == date(2026, 11, 2)
    assert reasons("greenhouse") == ["no title", "no text", "no id", "malformed"]


def test_scripts_and_cut_tags_leave_nothing_behind():
    text = records("greenhouse")["7"].text
    assert "alert" not in text
    assert text.endswith("Bye")


def test_lever_joins_the_parts_of_its_text():
    record = records("lever")["a-1"]
    assert record.text == (
        "You keep Kubernetes calm.\n\n## Requirements\n\n- Terraform\n- Go\n\n"
        "We give health insurance."
    )
    assert record.posted_at == date(2025, 11, 2)
    assert record.place == "Remote - Mexico; Remote - Colombia"
    assert record.given["pay_min"] == 60000
    assert records("lever")["a-2"].given == {}


def test_ashby_pay_is_a_component_and_equity_is_not():
    record = records("ashby")["b-1"]
    assert record.given == {
        "employment": ["full_time"],
        "workplace": "hybrid",
        "pay_min": 70000,
        "pay_max": 90000,
        "pay_currency": "USD",
        "pay_period": "year",
    }
    assert reasons("ashby") == ["not listed at its source"]


def test_json_ld_is_read_as_it_is_written():
    record = records("jobposting")["c-1"]
    assert record.title == "Backend Developer & Friend"
    assert record.company == "Umbu"
    assert record.place == "Brazil"
    assert record.given["workplace"] == "remote"
    assert record.given["employment"] == ["full_time"]
    assert (record.given["pay_min"], record.given["pay_max"]) == (8000, 11000)
    assert record.valid_until == date(2026, 12, 31)
    assert records("jobposting")["https://umbu.example/c-2"].place.startswith("Lima")


def test_rss_parts_company_and_title():
    found = records("rss")
    assert (found["d-1"].company, found["d-1"].title) == (
        "Guayaba Libros",
        "Senior Django Developer",
    )
    assert found["https://feed.example/d-2"].title == "Engenheiro de Dados Sênior"
    assert found["https://feed.example/d-2"].company == "Umbu & Filhos"
    assert found["d-1"].url == "https://feed.example/d-1?a=1&b=2"


def test_remote_ok_is_mended_and_its_notice_left_out():
    found = records("remoteok")
    assert found["9001"].company == "Jacarandá"
    assert "São Paulo – and more" in found["9001"].text
    assert found["9001"].given["pay_period"] == "year"
    assert "pay_min" not in found["9002"].given
    assert reasons("remoteok") == ["not a job"]


def test_our_own_json_keeps_only_what_is_right():
    given_facts = records("json")["e-1"].given
    assert given_facts["levels"] == ["senior"]
    assert given_facts["region_includes"] == ["latam"]
    assert given_facts["years_min"] == 5
    assert [need.code for need in given_facts["languages"]] == ["en"]
    assert [need.name for need in given_facts["skills"]] == ["Linux"]
    assert records("json")["2"].given == {}


def test_csv_has_lists_and_guarded_cells():
    found = records("csv")
    assert found["f-1"].given["levels"] == ["senior", "staff"]
    assert found["f-1"].given["pay_max"] == 12000
    assert found["f-2"].title == "=cmd()"


def test_facts_by_field_count_before_the_text():
    reading = read_record(records("ashby")["b-1"], source_name="Board")
    assert reading.facts["pay_period"] == "year"
    assert reading.facts["years_min"] == 4
    assert sorted(reading.facts["region_includes"]) == ["AR", "UY"]
    assert reading.as_written["years"] == "4+ years"
    assert reading.as_written["location"] == "Buenos Aires"


def test_a_title_loses_its_terms_and_a_link_that_leads_nowhere_is_left_out():
    record = records("greenhouse")["1"]
    assert read_record(record, source_name="x").facts["title"] == (
        "Senior Backend Engineer"
    )
    sparse = read_record(records("lever")["a-2"], source_name="x").facts
    assert sparse["source_url"] == ""
    assert "apply_via" not in sparse


def test_a_talent_pool_is_no_job():
    with pytest.raises(Unreadable, match="talent pool"):
        read_record(records("greenhouse")["4"], source_name="x")


@pytest.mark.parametrize("kind", sorted(READERS))
@given(content=st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
@settings(max_examples=40, deadline=None)
def test_no_file_is_too_broken(kind, content):
    for item in READERS[kind](content, TODAY):
        assert isinstance(item, Record | Skipped)


@pytest.mark.parametrize("kind", sorted(READERS))
@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_a_file_that_was_cut_gives_what_is_whole(kind, cut):
    whole = FILES[kind]()
    list(READERS[kind](whole[: int(len(whole) * cut)], TODAY))


@pytest.mark.parametrize("kind", ["greenhouse", "lever", "json", "jobposting"])
def test_deep_json_is_not_read(kind):
    assert list(READERS[kind](b"[" * 100_000, TODAY)) == []
