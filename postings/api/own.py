"""A posting as its company sees it: every state, and what may be done with it now."""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from accounts.models import User
from jobboard.rest.codecs import as_is, dump_json
from postings.lifecycle.facts import from_json
from postings.lifecycle.history import last_decision
from postings.lifecycle.preview import written
from postings.lifecycle.revision import open_revision
from postings.lifecycle.table import DEEDS
from postings.models import Posting, Revision
from postings.publishing.records import record_of, recorded

# What this API calls a deed; the others are not its callers' to do.
ACTIONS = {
    "edit": "edit",
    "revise": "edit",
    "submit": "submit",
    "delete": "delete",
    "withdraw": "withdraw",
    "close": "close",
    "renew": "renew",
    "appeal": "appeal",
}
MOMENTS = (
    "created_at",
    "changed_at",
    "submitted_at",
    "publish_at",
    "closed_at",
)


def own_rows() -> Any:
    """Postings of companies in every state, each with its record."""
    return recorded(Posting.objects.exclude(company=None).select_related("company"))


def own_json(posting: Posting, *, actions: Iterable[str]) -> dict[str, Any]:
    """The public facts, and what only the company knows."""
    facts = orjson.loads(record_of(posting))
    if facts["apply"]:
        facts["apply"]["email"] = posting.apply_email or None
    moments = {name: getattr(posting, name) for name in MOMENTS}
    return {
        **facts,
        **moments,
        "status": posting.status,
        "close_reason": posting.close_reason or None,
        "actions": list(actions),
    }


def detail_json(posting: Posting, *, actions: Iterable[str]) -> bytes:
    """One posting, with the last decision on it and its open revision."""
    revision = open_revision(posting)
    return dump_json(
        {
            **own_json(posting, actions=actions),
            "decision": decision_json(posting),
            "revision": revision_summary(revision) if revision else None,
        }
    )


def decision_json(row: Posting | Revision) -> dict[str, Any] | None:
    """Why a moderator decided against it."""
    found = last_decision(row)
    return {"reasons": found.codes, "words": found.words} if found else None


def revision_summary(revision: Revision) -> dict[str, Any]:
    return {
        "version": revision.version,
        "base_version": revision.base_version,
        "status": revision.status,
        "submitted_at": revision.submitted_at,
    }


def revision_json(revision: Revision) -> bytes:
    """The revision, and the posting as it would be with it."""
    posting = revision.posting
    with written(from_json(revision.facts), posting=posting) as pk:
        record = record_of(own_rows().get(pk=pk))
    return dump_json(
        {
            **revision_summary(revision),
            "decision": decision_json(revision),
            "posting": as_is(record),
        }
    )


def actions_for(person: User, postings: Iterable[Posting]) -> Iterator[list[str]]:
    """For each posting of one company what the person may do with it now.

    All are one company's, so each predicate of the table is asked once.
    """
    asked: dict[Any, bool] = {}
    for posting in postings:
        actions = []
        for name, action in ACTIONS.items():
            deed = DEEDS[name]
            if deed.may not in asked:
                asked[deed.may] = deed.may(person, posting)
            if asked[deed.may] and posting.status in deed.sources:
                actions.append(action)
        may_write = asked[DEEDS["edit"].may]
        yield [*actions, "duplicate"] if may_write else actions
