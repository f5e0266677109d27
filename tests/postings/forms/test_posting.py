"""The posting form: every error at its field, and nothing that was typed is lost."""

from datetime import date, time
from decimal import Decimal

import pytest
from django.utils import timezone

from postings.forms.posting import NewPostingForm, PostingForm, begin_with
from postings.lifecycle.facts import LanguageNeed, SkillNeed
from postings.models import Status
from tests import build

GOOD = {
    "title": "Backend Engineer",
    "language": "en",
    "description": "Look after the ledger.",
    "source_name": "LinkedIn",
}


PAID = {"pay_min": "9", "pay_currency": "USD", "pay_period": "day"}
EVERYTHING = {
    "workplace": "hybrid",
    "office_days": 2,
    "places": [3688689],
    "hours_from": time(13),
    "hours_to": time(17),
    "hours_zone": "America/Bogota",
    "hours_overlap": 4,
    "contracts": ["clt", "pj"],
    "benefits": ["health", "meals"],
    "pay_min": Decimal("5000.50"),
    "pay_max": Decimal(7000),
    "pay_basis": "gross",
    "pay_equity": False,
    "sponsors_visa": True,
    "hiring_steps": ["A conversation", "An answer, within a week"],
    "apply_via": "email",
    "apply_email": "jobs@acme.example",
    "posted_at": date(2026, 11, 1),
}


def form(cast, **typed) -> NewPostingForm:
    return NewPostingForm({**GOOD, **typed}, user=cast["owner"])


def test_the_least_that_can_be_said_is_enough(cast):
    filled = form(cast)
    assert filled.is_valid(), filled.errors
    facts = filled.facts()
    assert facts["years_min"] is facts["pay_min"] is facts["valid_through"] is None
    assert facts["workplace"] == facts["pay_currency"] == ""
    assert facts["levels"] == facts["languages"] == facts["skills"] == []


def test_every_fact_comes_through(cast):
    filled = form(
        cast,
        levels=["senior", "principal"],
        years_min="7",
        workplace="remote",
        employment=["full_time"],
        contracts=["contractor"],
        region_includes=["latam"],
        region_excludes=["VE"],
        language_1="en",
        language_level_1="C1",
        language_2="es",
        language_is_nice_2="on",
        skills_required="Ruby on Rails, PostgreSQL\nRedis",
        skills_nice="Kafka; AWS",
        pay_min="8.000",
        pay_max="8,000",
        pay_currency="USD",
        pay_period="month",
        apply_via="url",
        apply_url="jobs.acme.example/1",
    )
    assert filled.is_valid(), filled.errors
    facts = filled.facts()
    assert facts["levels"] == ["senior", "principal"]
    assert (facts["years_min"], facts["years_max"]) == (7, None)
    assert (facts["pay_min"], facts["pay_max"]) == (Decimal(8000), Decimal(8000))
    assert facts["apply_url"] == "https://jobs.acme.example/1"
    assert facts["languages"] == [
        LanguageNeed("en", "C1"),
        LanguageNeed("es", "", is_required=False),
    ]
    assert facts["skills"] == [
        *map(SkillNeed, ["Ruby on Rails", "PostgreSQL", "Redis"]),
        SkillNeed("Kafka", is_required=False),
        SkillNeed("AWS", is_required=False),
    ]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title", {"title": ""}),
        ("title", {"title": "x" * 121}),
        ("title", {"title": "Engineer \x07"}),
        ("description", {"description": "a\ud800b"}),
        ("language", {"language": "tlh"}),
        ("levels", {"levels": ["wizard"]}),
        ("years_min", {"years_min": "-1"}),
        ("years_min", {"years_min": "51"}),
        ("years_max", {"years_min": "5", "years_max": "3"}),
        ("years_max", {"years_max": "0"}),
        ("pay_min", {"pay_min": "lots", "pay_currency": "USD", "pay_period": "month"}),
        ("pay_min", {"pay_min": "0", "pay_currency": "USD", "pay_period": "month"}),
        (
            "pay_max",
            {
                "pay_min": "9",
                "pay_max": "8",
                "pay_currency": "USD",
                "pay_period": "day",
            },
        ),
        ("pay_currency", {"pay_min": "9", "pay_period": "day"}),
        ("pay_period", {"pay_min": "9", "pay_currency": "USD"}),
        ("region_includes", {"region_includes": ["Atlantis"]}),
        ("region_excludes", {"region_excludes": ["BR"]}),
        ("region_excludes", {"region_includes": ["BR"], "region_excludes": ["latam"]}),
        ("language_1", {"language_level_1": "B2"}),
        ("language_2", {"language_1": "en", "language_2": "en"}),
        (
            "skills_required",
            {"skills_required": ",".join(f"skill {n}" for n in range(31))},
        ),
        ("skills_required", {"skills_required": "x" * 61}),
        ("skills_nice", {"skills_nice": "Python, ???"}),
        ("apply_url", {"apply_via": "url"}),
        ("apply_url", {"apply_via": "url", "apply_url": "javascript:alert(1)"}),
        ("apply_email", {"apply_via": "email", "apply_email": "nobody"}),
        ("source_url", {"source_url": "not an address"}),
        ("source_name", {"source_name": ""}),
        ("open_until", {"open_until": "2020-01-01"}),
        ("publish_on", {"publish_on": "2020-01-01"}),
        ("open_until", {"publish_on": "2090-01-02", "open_until": "2090-01-01"}),
        ("office_days", {"workplace": "remote", "office_days": "2"}),
        ("office_days", {"workplace": "hybrid", "office_days": "6"}),
        ("places", {"places": "Bogotá\nAtlantis"}),
        ("hours_to", {"hours_from": "09:00", "hours_zone": "UTC"}),
        ("hours_to", {"hours_from": "09:00", "hours_to": "09:00", "hours_zone": "UTC"}),
        (
            "hours_from",
            {"hours_from": "nine", "hours_to": "17:00", "hours_zone": "UTC"},
        ),
        ("hours_zone", {"hours_from": "09:00", "hours_to": "17:00"}),
        ("hours_zone", {"hours_overlap": "4"}),
        ("hours_overlap", {"hours_overlap": "13", "hours_zone": "UTC"}),
        ("benefits", {"benefits": ["a pony"]}),
        ("pay_is_undisclosed", {**PAID, "pay_is_undisclosed": "on"}),
        ("pay_equity", {"pay_equity": "maybe"}),
        ("hiring_steps", {"hiring_steps": "x" * 161}),
        ("hiring_steps", {"hiring_steps": "\n".join("abcdefghijk")}),
    ],
)
def test_each_error_is_named_at_its_field(cast, field, typed):
    filled = form(cast, **typed)
    assert list(filled.errors) == [field]


@pytest.mark.parametrize("words", ["", " "])
def test_a_draft_waits_for_its_text_and_what_is_sent_has_one(cast, words):
    draft = form(cast, description=words)
    assert draft.is_valid()
    sent = form(cast, description=words)
    sent.is_sent = True
    assert list(sent.errors) == ["description"]


@pytest.mark.parametrize(
    ("low", "high"), [("8000", ""), ("", "8000"), ("8000", "8000")]
)
def test_open_ended_pay_stays_open_ended(cast, low, high):
    filled = form(
        cast, pay_min=low, pay_max=high, pay_currency="USD", pay_period="month"
    )
    assert filled.is_valid(), filled.errors
    assert (filled.facts()["pay_min"] is None) is (low == "")
    assert (filled.facts()["pay_max"] is None) is (high == "")


def test_a_currency_without_an_amount_is_left_out(cast):
    filled = form(cast, pay_currency="USD", pay_period="month", pay_basis="net")
    assert filled.is_valid(), filled.errors
    assert filled.facts()["pay_currency"] == ""


def test_today_is_still_ahead(cast):
    filled = form(cast, open_until=str(timezone.localdate()))
    assert filled.is_valid(), filled.errors
    assert filled.facts()["valid_through"] > timezone.now()


def test_the_form_begins_with_what_is_stored(cast):
    """Sent back unchanged, it says the same."""
    posting = build.posting(cast, Status.DRAFT, **EVERYTHING)
    begun = PostingForm(begin=begin_with(posting))
    shown = {
        bound.html_name: bound.value()
        for bound in begun
        if bound.value() not in (None, False, [])
    }
    again = PostingForm(shown, begin=begin_with(posting))
    assert again.is_valid(), again.errors
    facts = again.facts()
    expected = {**build.FACTS, **EVERYTHING}
    assert {name: facts[name] for name in expected} == expected


def test_a_company_s_only_writer_need_not_choose(cast):
    empty = NewPostingForm(user=cast["owner"])
    assert empty.initial["company"].slug == "acme"
    assert not NewPostingForm(user=cast["stranger"]).fields["company"].queryset.exists()
    assert not NewPostingForm(user=cast["viewer"]).fields["company"].queryset.exists()
