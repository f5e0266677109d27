"""Can this reader take it? The verdict on a posting, read from its record."""

from datetime import date, time
from typing import Any

import orjson

from jobboard.rest.codecs import dump_json
from postings.hours import DAY_BEGINS, DAY_ENDS, Window
from postings.regions import UNSTATED
from postings.search.criteria import Criteria
from postings.verdict import Need, Terms, can_take


def with_verdict(record: bytes, criteria: Criteria, *, on: date) -> bytes:
    """The record with what it comes to for this reader; null where they told nothing."""
    verdict = verdict_of(record, criteria, on=on) if criteria.has_reader else None
    return record[:-1] + b',"verdict":' + dump_json(verdict) + b"}"


def verdict_of(record: bytes, criteria: Criteria, *, on: date) -> dict[str, Any]:
    """The answer, and every condition behind it."""
    verdict = can_take(terms_of(orjson.loads(record)), criteria.reader, on=on)
    reasons = [
        {
            "kind": reason.kind,
            "answer": reason.answer.value,
            "about": reason.about or None,
            "why": reason.why.value if reason.why else None,
        }
        for reason in verdict.reasons
    ]
    return {"answer": verdict.answer.value, "reasons": reasons}


def terms_of(facts: dict[str, Any]) -> Terms:
    """What a posting asks of whoever takes it; the same as `Posting.terms`."""
    region, hours = facts["region"], facts["hours"]
    return Terms(
        countries=frozenset(region["countries"] if region else {UNSTATED}),
        needs=[
            Need(need["code"], need["level"] or "")
            for need in facts["languages"]
            if need["required"]
        ],
        years=facts["years"]["min"] if facts["years"] else None,
        window=window_of(hours) if hours else None,
        overlap=hours["overlap"] if hours else None,
    )


def window_of(hours: dict[str, Any]) -> Window:
    begins, ends = (hours[name] for name in ("from", "to"))
    return Window(
        hours["zone"],
        time.fromisoformat(begins) if begins else DAY_BEGINS,
        time.fromisoformat(ends) if ends else DAY_ENDS,
    )
