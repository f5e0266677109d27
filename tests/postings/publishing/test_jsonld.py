"""JobPosting: what was stated, by Google's rules, and nothing else."""

import json
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.utils import timezone
from hypothesis import given, strategies as st
from jsonschema import Draft202012Validator

from accounts.models import Company
from jobboard.metadata import data_block
from postings.models import ApplyVia, Place, Posting
from postings.pay import Period
from postings.publishing.jsonld import (
    CONTRACTS,
    EMPLOYMENT,
    UNITS,
    applicant_countries,
    job_posting,
    number,
)
from postings.regions import COUNTRIES, MEMBERS, Region
from postings.vocabulary import Contract, Employment
from tests import build

SCHEMA = json.loads(Path(__file__).with_name("jobposting.schema.json").read_text())
RULES = Draft202012Validator(SCHEMA)
COUNTRIES_OF_LATAM = 21


def of(cast, **facts) -> dict | None:
    made = build.posting(cast, **facts)
    return job_posting(Posting.objects.live().with_facts().get(pk=made.pk))


def faults(thing: dict) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in RULES.iter_errors(thing)]


def place(name: str) -> int:
    found = Place.objects.find(name)
    assert found
    return found.pk


def test_the_rules_are_rules(cast):
    Draft202012Validator.check_schema(SCHEMA)
    whole = of(cast)
    assert whole
    assert faults(whole) == []
    for name in SCHEMA["required"]:
        assert faults({k: v for k, v in whole.items() if k != name}), name
    for wrong in (
        {"employmentType": ["FULLTIME"]},
        {"jobLocationType": "REMOTE"},
        {"applicantLocationRequirements": []},
        {"datePosted": "yesterday"},
        {"baseSalary": 5000},
        {"title": "URGENT!!!"},
        {"salary": "made up"},
    ):
        assert faults({**whole, **wrong}), wrong


def test_every_posting_of_the_demo_keeps_the_rules(told, db):
    live = list(told.live().with_facts())
    things = [(posting, job_posting(posting)) for posting in live]
    assert {p.pk: f for p, t in things if t and (f := faults(t))} == {}
    assert sum(1 for _posting, thing in things if thing) > 30
    for posting, thing in things:
        if thing is None:
            unknown = posting.countries == ["ZZ"] or posting.workplace != "remote"
            nowhere = unknown and not posting.place_rows.all()
            assert posting.company is None or nowhere, posting.title


def test_a_whole_posting_says_all_that_was_stated(cast):
    posting = build.posting(cast, apply_via=ApplyVia.HERE, posted_at=date(2026, 1, 2))
    until = datetime(2030, 6, 1, 12, 0, 0, 5, tzinfo=UTC)
    Posting.objects.filter(pk=posting.pk).update(valid_through=until)
    found = job_posting(Posting.objects.with_facts().get(pk=posting.pk))
    assert found
    countries = found.pop("applicantLocationRequirements")
    assert len(countries) == COUNTRIES_OF_LATAM
    assert {"@type": "Country", "name": "Colombia"} in countries
    assert found == {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": "Backend Engineer",
        "description": posting.description_html,
        "identifier": {
            "@type": "PropertyValue",
            "name": "Jobboard",
            "value": posting.public_id,
        },
        "url": f"https://board.example/en/jobs/backend-engineer-{posting.public_id}/",
        "datePosted": "2026-01-02",
        "validThrough": "2030-06-01T12:00:00+00:00",
        "hiringOrganization": {"@type": "Organization", "name": "Acme Pagamentos"},
        "jobLocationType": "TELECOMMUTE",
        "employmentType": ["FULL_TIME"],
        "baseSalary": {
            "@type": "MonetaryAmount",
            "currency": "USD",
            "value": {
                "@type": "QuantitativeValue",
                "minValue": 5000,
                "maxValue": 7000,
                "unitText": "MONTH",
            },
        },
        "experienceRequirements": {
            "@type": "OccupationalExperienceRequirements",
            "monthsOfExperience": 60,
        },
        "directApply": True,
    }


def test_what_was_not_stated_is_not_there(cast):
    found = of(
        cast,
        employment=[],
        years_min=None,
        pay_min=None,
        pay_max=None,
        pay_currency="",
        pay_period="",
    )
    left_out = {
        "employmentType",
        "baseSalary",
        "experienceRequirements",
        "directApply",
        "jobLocation",
    }
    assert found
    assert found.keys() & left_out == set()
    assert faults(found) == []


@pytest.mark.parametrize(
    ("low", "high", "figures"),
    [
        (5000, 7000, {"minValue": 5000, "maxValue": 7000}),
        (5000, None, {"minValue": 5000}),
        (None, 7000, {"maxValue": 7000}),
        (7000, 7000, {"value": 7000}),
        ("7000.50", "7000.50", {"value": 7000.5}),
    ],
)
def test_pay_is_the_figure_that_was_stated(cast, low, high, figures):
    found = of(cast, pay_min=low, pay_max=high)
    assert found
    value = found["baseSalary"]["value"]
    assert value == {"@type": "QuantitativeValue", **figures, "unitText": "MONTH"}


@given(
    st.decimals(
        min_value="0.01", max_value="999999999999.99", places=2, allow_nan=False
    )
)
def test_a_figure_survives_to_the_cent(figure):
    assert round(json.loads(json.dumps(number(figure))), 2) == round(float(figure), 2)
    assert f"{number(figure):.2f}" == f"{figure:.2f}"


def test_only_remote_work_is_telecommuting(cast):
    bogota = {"places": [place("Bogotá, Colombia")]}
    hybrid = of(cast, workplace="hybrid", **bogota)
    onsite = of(cast, workplace="onsite", **bogota)
    unstated = of(cast, workplace="", **bogota)
    for found in (hybrid, onsite, unstated):
        assert found
        assert found["jobLocation"][0]["address"]["addressCountry"] == "CO"
        assert found["jobLocation"][0]["address"]["addressLocality"] == "Bogotá"
        assert "jobLocationType" not in found
        assert "applicantLocationRequirements" not in found
    either = of(cast, workplace="remote", **bogota)
    assert either
    assert either["jobLocationType"] == "TELECOMMUTE"
    assert either["jobLocation"] == onsite["jobLocation"]


@pytest.mark.parametrize(
    "facts",
    [
        {"workplace": "hybrid"},
        {"workplace": "onsite"},
        {"workplace": ""},
        {"workplace": "remote", "region_includes": []},
    ],
    ids=["hybrid", "on-site", "unstated", "remote from anywhere unstated"],
)
def test_without_a_known_place_there_is_no_job_posting(cast, facts):
    assert of(cast, **facts) is None


def test_without_a_company_there_is_no_job_posting(cast):
    made = build.posting(cast, source_name="A list")
    Posting.objects.filter(pk=made.pk).update(company=None)
    assert job_posting(Posting.objects.with_facts().get(pk=made.pk)) is None


@pytest.mark.parametrize("region", Region.values)
def test_a_region_becomes_its_countries(region):
    named = applicant_countries(Posting(countries=sorted(MEMBERS[region])))
    assert len({one["name"] for one in named}) == len(MEMBERS[region])
    assert not {one["name"] for one in named} & COUNTRIES


def test_excluded_countries_are_left_out(cast):
    found = of(cast, region_includes=["latam"], region_excludes=["BR"])
    assert found
    names = {one["name"] for one in found["applicantLocationRequirements"]}
    assert len(names) == COUNTRIES_OF_LATAM - 1
    assert "Brazil" not in names


def test_a_renewal_makes_nothing_younger(cast):
    posting = build.posting(cast)
    Posting.objects.filter(pk=posting.pk).update(
        published_at=datetime(2026, 3, 1, tzinfo=UTC),
        changed_at=timezone.now() + timedelta(days=1),
    )
    found = job_posting(Posting.objects.with_facts().get(pk=posting.pk))
    assert found
    assert found["datePosted"] == "2026-03-01T00:00:00+00:00"


def test_applying_elsewhere_is_not_direct(cast):
    for facts in (
        {"apply_via": "url", "apply_url": "https://acme.example/jobs/1"},
        {"apply_via": "email", "apply_email": "jobs@acme.example"},
    ):
        found = of(cast, **facts)
        assert found
        assert "directApply" not in found


def test_the_website_says_which_company_is_meant(cast):
    Company.objects.filter(slug="acme").update(website="https://acme.example")
    found = of(cast)
    assert found
    assert found["hiringOrganization"]["sameAs"] == "https://acme.example"


def test_contracts_that_are_services_say_contractor(cast):
    found = of(cast, employment=["full_time"], contracts=["pj", "clt", "contractor"])
    assert found
    assert found["employmentType"] == ["FULL_TIME", "CONTRACTOR"]


def test_every_word_of_ours_has_one_of_theirs():
    types = set(SCHEMA["properties"]["employmentType"]["items"]["enum"])
    units = set(SCHEMA["$defs"]["amount"]["properties"]["unitText"]["enum"])
    assert EMPLOYMENT.keys() == set(Employment)
    assert UNITS.keys() == set(Period)
    assert CONTRACTS.keys() < set(Contract)
    assert {*EMPLOYMENT.values(), *CONTRACTS.values()} <= types
    assert set(UNITS.values()) == units


class Scripts(HTMLParser):
    """What a browser would find: elements, and the text of each script."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.elements.append(tag)

    def handle_data(self, data):
        self.text += data


HOSTILE = st.text() | st.sampled_from(
    [
        "</script><script>alert(1)</script>",
        "</SCRIPT >",
        "<!--<script>",
        "]]>",
        "&lt;/script&gt;",
        "\u2028alert(1)//",
        "{{ title }}",
        '"},"@type":"Person"',
    ]
)


@given(HOSTILE, HOSTILE)
def test_nothing_in_a_block_can_end_it(one, other):
    value = {"title": one, "inner": {"description": f"{other}</script>{one}"}}
    block = data_block(value)
    found = Scripts()
    found.feed(f"{block}<p></p>")
    assert found.elements == ["script", "p"]
    assert json.loads(found.text) == value
    inner = block.removeprefix('<script type="application/ld+json">')
    assert not set("<>&\u2028\u2029") & set(inner.removesuffix("</script>"))
