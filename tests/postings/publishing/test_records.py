"""What programs read of a posting: all of it, and nothing that was not stated."""

from datetime import UTC, date, datetime, time

import orjson
import pytest

from jobboard.ids import encode
from postings.lifecycle.facts import LanguageNeed, SkillNeed
from postings.models import Place, Posting, Status
from postings.publishing.records import gone_because, records
from tests import build

BOGOTA = 3688689
WHOLE = {
    "years_max": 8,
    "workplace": "hybrid",
    "office_days": 2,
    "places": [BOGOTA],
    "region_excludes": ["BR"],
    "hours_from": time(9),
    "hours_to": time(13, 30),
    "hours_zone": "America/Bogota",
    "hours_overlap": 4,
    "contracts": ["eor", "contractor"],
    "pay_max": None,
    "pay_basis": "gross",
    "pay_equity": False,
    "benefits": ["health"],
    "sponsors_visa": True,
    "pays_relocation": False,
    "hiring_steps": ["A talk", 'A "task"'],
    "apply_via": "url",
    "apply_url": "https://acme.example/apply?a=1&b=2",
    "source_name": "LinkedIn",
    "source_url": "https://source.example/1",
    "source_id": "77",
    "posted_at": date(2026, 1, 2),
    "languages": [LanguageNeed("en", "B2"), LanguageNeed("pt", "", is_required=False)],
    "skills": [SkillNeed("Kafka", is_required=False), SkillNeed("Python")],
}


def read(posting: Posting) -> dict:
    (record,) = records(Posting.objects.filter(pk=posting.pk))
    return orjson.loads(record)


def test_every_fact_is_there(cast):
    posting = build.posting(cast, **WHOLE)
    place = Place.objects.get(pk=BOGOTA)
    record = read(posting)
    published = record.pop("published_at"), record.pop("valid_through")
    assert [datetime.fromisoformat(one).tzinfo for one in published] == [UTC, UTC]
    assert len(record["region"].pop("countries")) == 20
    assert record == {
        "id": encode(posting.pk),
        "url": f"https://board.example/en/jobs/backend-engineer-{encode(posting.pk)}/",
        "version": 3,
        "title": "Backend Engineer",
        "language": "en",
        "company": {"slug": "acme", "name": "Acme Pagamentos"},
        "levels": ["senior"],
        "years": {"min": 5, "max": 8},
        "employment": ["full_time"],
        "contracts": ["eor", "contractor"],
        "workplace": "hybrid",
        "office_days": 2,
        "places": [
            {"id": BOGOTA, "name": "Bogotá", "region": place.region, "country": "CO"}
        ],
        "region": {"includes": ["latam"], "excludes": ["BR"]},
        "hours": {
            "from": "09:00",
            "to": "13:30",
            "zone": "America/Bogota",
            "overlap": 4,
        },
        "languages": [
            {"code": "en", "level": "B2", "required": True},
            {"code": "pt", "level": None, "required": False},
        ],
        "skills": [
            {"slug": "python", "name": "Python", "required": True},
            {"slug": "kafka", "name": "Kafka", "required": False},
        ],
        "pay": {
            "min": "5000.00",
            "max": None,
            "currency": "USD",
            "period": "month",
            "basis": "gross",
        },
        "pay_is_undisclosed": False,
        "equity": False,
        "benefits": ["health"],
        "sponsors_visa": True,
        "pays_relocation": False,
        "description": build.FACTS["description"],
        "description_html": posting.description_html,
        "hiring_steps": ["A talk", 'A "task"'],
        "apply": {"via": "url", "url": "https://acme.example/apply?a=1&b=2"},
        "source": {
            "name": "LinkedIn",
            "url": "https://source.example/1",
            "id": "77",
            "first_seen_at": None,
            "last_confirmed_at": None,
        },
        "posted_at": "2026-01-02",
    }


def test_an_address_for_applications_by_mail_is_not_told(cast):
    by_mail = {"apply_via": "email", "apply_email": "jobs@acme.example"}
    record = read(build.posting(cast, **by_mail))
    assert record["apply"] == {"via": "email", "url": None}
    assert "jobs@acme.example" not in str(record)


def test_what_was_not_stated_is_null_or_empty(cast):
    nothing = {
        "levels": [],
        "years_min": None,
        "workplace": "",
        "employment": [],
        "region_includes": [],
        "pay_min": None,
        "pay_max": None,
        "pay_currency": "",
        "pay_period": "",
        "languages": [],
        "skills": [],
    }
    record = read(build.posting(cast, **nothing))
    nulls = {name for name, value in record.items() if value is None}
    assert nulls == {
        "years",
        "workplace",
        "office_days",
        "region",
        "hours",
        "pay",
        "equity",
        "sponsors_visa",
        "pays_relocation",
        "apply",
        "source",
        "posted_at",
    }
    assert {name for name, value in record.items() if value == []} == {
        "levels",
        "employment",
        "contracts",
        "places",
        "languages",
        "skills",
        "benefits",
        "hiring_steps",
    }


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (Status.DRAFT, None),
        (Status.SUBMITTED, None),
        (Status.SCHEDULED, None),
        (Status.FROZEN, "removed"),
        (Status.CLOSED, "filled"),
        (Status.EXPIRED, "expired"),
    ],
)
def test_why_a_posting_is_gone(cast, status, reason):
    assert gone_because(build.posting(cast, status)) == reason


def test_one_that_waits_after_a_renewal_is_gone_for_another_reason(cast):
    posting = build.posting(cast, Status.CLOSED)
    build.do("renew", posting, cast["owner"])
    assert gone_because(posting) == "other"
