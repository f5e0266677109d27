"""A posting as programs read it: every public fact, as JSON that PostgreSQL writes.

One statement gives a page of postings with all that hangs on them, and no object
is made of it: seven times as fast as serializers. The list, one posting, the
changes feed and the dump all show exactly this.

Not stated is null or []. Money is a string of decimals, a moment is UTC with Z.
An address for applications by e-mail is not in it: it would be harvested.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

import orjson
from django.db.models import QuerySet, TextField
from django.db.models.expressions import RawSQL

from jobboard.ids import encode
from postings.models import Posting, Status
from postings.publishing.addresses import address_of

MOMENT = "to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"
CLOCK = "to_char({}, 'HH24:MI')"


def group(columns: str, *, stated: str) -> str:
    """Columns that only mean something together: an object, or null."""
    return (
        f"(CASE WHEN {stated} THEN"  # noqa: S608 (constants)
        f" (SELECT row_to_json(facts) FROM (SELECT {columns}) AS facts) END)"
    )


def rows(columns: str, *, table: str, order: str, of: str = "") -> str:
    """Rows that hang on the posting: a list of objects, in their order.

    of: what each row names, by its id. OFFSET 0 makes PostgreSQL look each up by its
    key; it would rather hash the whole table again for every posting.
    """
    named = ""
    if of:
        key = f"{of}.id = need.{of}_id"
        named = (
            f", LATERAL (SELECT * FROM postings_{of} {of} WHERE {key} OFFSET 0) {of}"  # noqa: S608
        )
    return (
        "(SELECT coalesce(json_agg(row_to_json(facts)), '[]') FROM"  # noqa: S608
        f" (SELECT {columns} FROM {table} need{named}"
        f" WHERE need.posting_id = posting.id ORDER BY {order}) AS facts)"
    )


FACTS = {
    "version": "version",
    "title": "title",
    "language": "language",
    "company": "(SELECT row_to_json(facts) FROM (SELECT slug, name FROM"
    " accounts_company WHERE id = posting.company_id) AS facts)",
    "levels": "levels",
    "years": group(
        "years_min AS min, years_max AS max",
        stated="coalesce(years_min, years_max) IS NOT NULL",
    ),
    "employment": "employment",
    "contracts": "contracts",
    "workplace": "nullif(workplace, '')",
    "office_days": "office_days",
    "places": rows(
        "place.id, place.name, nullif(place.region, '') AS region, place.country",
        table="postings_postingplace",
        of="place",
        order="need.id",
    ),
    "region": group(
        "region_includes AS includes, region_excludes AS excludes, countries",
        stated="region_includes <> '{}'",
    ),
    "hours": group(
        f'{CLOCK.format("hours_from")} AS "from", {CLOCK.format("hours_to")} AS "to",'
        " hours_zone AS zone, hours_overlap AS overlap",
        stated="hours_zone <> ''",
    ),
    "languages": rows(
        "code, nullif(level, '') AS level, is_required AS required",
        table="postings_postinglanguageneed",
        order="is_required DESC, id",
    ),
    "skills": rows(
        "skill.slug, skill.name, is_required AS required",
        table="postings_postingskill",
        of="skill",
        order="is_required DESC, need.id",
    ),
    "pay": group(
        "pay_min::text AS min, pay_max::text AS max, pay_currency AS currency,"
        " pay_period AS period, nullif(pay_basis, '') AS basis",
        stated="pay_currency <> ''",
    ),
    "pay_is_undisclosed": "pay_is_undisclosed",
    "equity": "pay_equity",
    "benefits": "benefits",
    "sponsors_visa": "sponsors_visa",
    "pays_relocation": "pays_relocation",
    "description": "description",
    "description_html": "description_html",
    "hiring_steps": "hiring_steps",
    "apply": group(
        "apply_via AS via, nullif(apply_url, '') AS url", stated="apply_via <> ''"
    ),
    "source": group(
        "source_name AS name, nullif(source_url, '') AS url,"
        " nullif(source_id, '') AS id,"
        f" {MOMENT.format('first_seen_at')} AS first_seen_at,"
        f" {MOMENT.format('last_confirmed_at')} AS last_confirmed_at",
        stated="source_name <> ''",
    ),
    "posted_at": "posted_at",
    "published_at": MOMENT.format("published_at"),
    "valid_through": MOMENT.format("valid_through"),
}
SELECTED = ", ".join(f'{column} AS "{name}"' for name, column in FACTS.items())
RECORD = f"""
    (SELECT row_to_json(facts)::text FROM (
        SELECT {SELECTED}
        FROM postings_posting posting WHERE posting.id = postings_posting.id
    ) AS facts)
"""  # noqa: S608 (constants)


class Row(NamedTuple):
    """One posting of `with_records`: what orders it, and what it says."""

    pk: int
    title: str
    language: str
    version: int
    published_at: datetime
    record: str


def recorded(postings: "QuerySet[Posting]") -> "QuerySet[Any]":
    """The postings, each with its `record`."""
    record = RawSQL(RECORD, (), output_field=TextField())  # noqa: S611 (constant)
    return postings.annotate(record=record)


def with_records(postings: "QuerySet[Posting]") -> "QuerySet[Any]":
    """The same as rows: no object is made of them."""
    return recorded(postings).values_list(*Row._fields, named=True)


def record_of(row: Any) -> bytes:
    """The JSON object of what came through `recorded` or `with_records`."""
    head = {"id": encode(row.pk), "url": address_of(row.pk, row.title, row.language)}
    written: str = row.record
    return orjson.dumps(head)[:-1] + b"," + written.encode()[1:]


def records(postings: "QuerySet[Posting]") -> Iterator[bytes]:
    """The JSON objects of these postings, in their order, in one query."""
    return map(record_of, with_records(postings))


def gone_because(posting: Posting) -> str | None:
    """Why a posting that was public is so no longer; None where it never was.

    filled, cancelled, other: its employer closed it. expired: its day has passed.
    removed: moderators took it down.
    """
    if posting.published_at is None:
        return None
    if posting.status in {Status.FROZEN, Status.REJECTED}:
        return "removed"
    if posting.status in {Status.EXPIRED, Status.LIVE}:
        return "expired"
    return posting.close_reason or "other"
