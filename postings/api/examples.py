"""One posting, as the document's examples show it; a test holds them to the schemas."""

from typing import Any

POSTING: dict[str, Any] = {
    "id": "8r5mc0f2k7wq",
    "url": "https://board.example/es/jobs/backend-go-rutas-8r5mc0f2k7wq/",
    "version": 3,
    "title": "Backend Go, rutas",
    "language": "es",
    "company": {"slug": "globex", "name": "Globex Logística"},
    "levels": ["mid", "senior"],
    "years": {"min": 4, "max": None},
    "employment": ["full_time"],
    "contracts": ["contractor"],
    "workplace": "remote",
    "office_days": None,
    "places": [],
    "region": {"includes": ["CO", "PE"], "excludes": [], "countries": ["CO", "PE"]},
    "hours": {
        "from": "09:00",
        "to": "13:00",
        "zone": "America/Bogota",
        "overlap": None,
    },
    "languages": [{"code": "en", "level": "B1", "required": False}],
    "skills": [{"slug": "go", "name": "Go", "required": True}],
    "pay": {
        "min": "4000.00",
        "max": "5500.00",
        "currency": "USD",
        "period": "month",
        "basis": "gross",
    },
    "pay_is_undisclosed": False,
    "equity": None,
    "benefits": ["paid_leave"],
    "sponsors_visa": None,
    "pays_relocation": None,
    "description": "Calculamos rutas.",
    "description_html": "<p>Calculamos rutas.</p>\n",
    "hiring_steps": ["Una conversación", "Un ejercicio pagado"],
    "apply": {"via": "url", "url": "https://globex.example/empleos/7"},
    "source": None,
    "posted_at": None,
    "published_at": "2026-01-12T14:00:00.000Z",
    "valid_through": "2026-02-11T14:00:00.000Z",
}
FOUND: dict[str, Any] = {
    **POSTING,
    "verdict": {
        "answer": "ask",
        "reasons": [
            {"kind": "country", "answer": "yes", "about": None, "why": None},
            {"kind": "hours", "answer": "ask", "about": None, "why": "untold"},
        ],
    },
}
FACETS = {
    "facets": {
        "workplace": {"remote": 31, "hybrid": 6, "unstated": 2},
        "level": {"senior": 24, "mid": 19, "unstated": 1},
        "employment": {"full_time": 35},
        "contract": {"contractor": 14, "unstated": 9},
        "language": {"es": 21, "pt": 12, "en": 6},
        "skill": {"python": 12, "go": 5},
    },
    "is_exact": True,
}
SUGGESTION = {"kind": "skill", "text": "Python", "value": "python"}
NEW: dict[str, Any] = {
    "title": "Backend Go, rutas",
    "language": "es",
    "description": "Calculamos rutas.",
    "levels": ["mid", "senior"],
    "years": {"min": 4, "max": None},
    "workplace": "remote",
    "region": {"includes": ["CO", "PE"]},
    "languages": [{"code": "en", "level": "B1", "required": False}],
    "skills": [{"name": "Go"}],
    "pay": {"min": "4000.00", "max": "5500.00", "currency": "USD", "period": "month"},
    "apply": {"via": "url", "url": "https://globex.example/empleos/7"},
}
OWN: dict[str, Any] = {
    **POSTING,
    "apply": {**POSTING["apply"], "email": None},
    "status": "live",
    "actions": ["edit", "close", "duplicate"],
    "close_reason": None,
    "created_at": "2026-01-10T09:30:00Z",
    "changed_at": "2026-01-12T14:00:00Z",
    "submitted_at": "2026-01-10T10:00:00Z",
    "publish_at": None,
    "closed_at": None,
    "decision": None,
    "revision": None,
}
LISTED = {
    name: value for name, value in OWN.items() if name not in {"decision", "revision"}
}
DRAFT: dict[str, Any] = {
    **OWN,
    "version": 1,
    "status": "draft",
    "actions": ["edit", "submit", "delete", "duplicate"],
    "submitted_at": None,
    "published_at": None,
    "valid_through": None,
}
REVISION: dict[str, Any] = {
    "version": 1,
    "base_version": 3,
    "status": "submitted",
    "submitted_at": "2026-01-20T08:00:00Z",
    "decision": None,
    "posting": {**POSTING, "title": "Backend Go, rutas de noche"},
}
COMPANY = {
    "slug": "globex",
    "name": "Globex Logística",
    "url": "https://board.example/en/companies/globex/",
    "description": "Rutas para cuatro países.",
    "description_html": "<p>Rutas para cuatro países.</p>\n",
    "website": "https://globex.example",
    "open_postings": 4,
}
CURSOR = "WyJlcG9jaCIsNDJd:2m0cUz1s"
CHANGE: dict[str, Any] = {
    "type": "closed",
    "id": POSTING["id"],
    "version": 4,
    "at": "2026-01-30T17:05:00Z",
    "reason": "filled",
    "posting": None,
}
DUMP = {
    "day": "2026-01-30",
    "made_at": "2026-01-30T00:04:00Z",
    "url": "https://board.example/api/v1/dumps/2026-01-30/",
    "size": 48213,
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "postings": 60,
    "cursor": CURSOR,
}


def page(row: Any) -> dict[str, Any]:
    return {"results": [row], "next": None, "previous": None}
