"""What waits for a moderator: opened and closed by the deeds, in their transactions.

Every function here runs inside a deed that holds the posting's row, so that a
posting has one open case at most, and a case never outlives what it waits for.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from jobboard import outbox
from jobboard.outbox import Event
from postings.lifecycle.facts import Facts, facts_of, from_json, to_json
from postings.models import (
    Case,
    Cause,
    Outcome,
    Posting,
    Reason,
    ReportOutcome,
    Revision,
    RevisionStatus,
    Status,
)
from postings.moderation_words import SEVERE, Found, find_words, is_shortened

# A job that closed so lately is compared with the new ones.
COMPARED_FOR = timedelta(days=90)
# How far one more report moves a posting up the queue.
REPORT_MOVES = timedelta(days=1)
OPENED_BY = {
    "submit": Cause.NEW,
    "renew": Cause.RENEWED,
    "appeal": Cause.APPEALED,
    "freeze": Cause.FROZEN,
}
CLOSED_BY = {
    "approve": Outcome.APPROVE,
    "return": Outcome.RETURN,
    "reject": Outcome.REJECT,
    "freeze": Outcome.FREEZE,
    "release": Outcome.RELEASE,
    "merge": Outcome.MERGE,
    "withdraw": Outcome.MOOT,
    "close": Outcome.MOOT,
    "expire": Outcome.MOOT,
}
# What a decision means for the reports; a freeze leaves them open.
MEANT: dict[str, ReportOutcome] = {
    Outcome.APPROVE: ReportOutcome.DISMISSED,
    Outcome.KEEP: ReportOutcome.DISMISSED,
    Outcome.RELEASE: ReportOutcome.DISMISSED,
    Outcome.RETURN: ReportOutcome.UPHELD,
    Outcome.REJECT: ReportOutcome.UPHELD,
    Outcome.MERGE: ReportOutcome.MOOT,
    Outcome.MOOT: ReportOutcome.MOOT,
}
# What is said of a posting, for the line of an edit: its columns.
GROUPS = {
    "pay": "pay_min pay_max pay_currency pay_period pay_basis pay_is_undisclosed",
    "open_to": "region_includes region_excludes",
    "apply": "apply_via apply_url apply_email",
    "text": "description",
    "title": "title",
}


def follow(name: str, posting: Posting, event: Event) -> None:
    """Bring the posting's case in step with the deed that was just done."""
    outcome = CLOSED_BY.get(name)
    if outcome is not None:
        close_case(posting, outcome, event)
    if "ban" in event.data or name == "absorb":
        return
    if posting.status == Status.SUBMITTED or name == "freeze":
        open_case(posting, OPENED_BY[name])
    elif name in ("submit", "renew", "revise") and is_grave(posting):
        # A trusted company publishes at once; somebody looks all the same.
        open_case(posting, Cause.EDITED if name == "revise" else Cause.NEW)


def open_case(posting: Posting, cause: Cause) -> Case:
    """The posting's open case, with this cause and whatever else speaks for a look."""
    findings = find_words(words_of(posting))
    causes = [cause, *suspicions(posting, findings)]
    if cause == Cause.NEW and is_first(posting):
        causes[0] = Cause.FIRST
    case, is_new = Case.objects.get_or_create(
        posting=posting,
        revision=None,
        closed_at=None,
        defaults={"company": posting.company},
    )
    known = [] if is_new else case.causes
    reported = posting.reports.open().count()
    causes += [Cause.REPORTED] if reported else []
    write(
        case,
        title=posting.title,
        language=posting.language,
        causes=list(dict.fromkeys([*known, *causes])),
        findings=[one.as_json() for one in findings],
        report_count=reported,
    )
    return case


def open_revision_case(revision: Revision) -> None:
    """An edit waits; one that is written anew while it waits keeps its place."""
    posting, facts = revision.posting, revision.facts
    text = [facts.get("title", ""), facts.get("description", "")]
    findings = find_words("\n".join([*text, *facts.get("hiring_steps", [])]))
    case, _is_new = Case.objects.get_or_create(
        revision=revision,
        closed_at=None,
        defaults={"posting": posting, "company": posting.company},
    )
    causes = [Cause.EDITED, *[Cause.WORDS for _one in findings[:1]]]
    if is_shortened(facts.get("apply_url", "")):
        causes.append(Cause.LINK)
    write(
        case,
        title=facts.get("title", posting.title),
        language=facts.get("language", posting.language),
        causes=causes,
        findings=[one.as_json() for one in findings],
        changed=changed_groups(posting, from_json(facts)),
    )


def write(case: Case, **values: Any) -> None:
    """Change an open case whose posting's row is held, and bump its version."""
    Case.objects.filter(pk=case.pk).update(version=F("version") + 1, **values)
    case.refresh_from_db()


def report_case(posting: Posting) -> None:
    """One more report: the posting's case opens, or moves up the queue."""
    case, _is_new = Case.objects.get_or_create(
        posting=posting,
        revision=None,
        closed_at=None,
        defaults={
            "company": posting.company,
            "title": posting.title,
            "language": posting.language,
        },
    )
    count = posting.reports.open().count()
    write(
        case,
        causes=list(dict.fromkeys([*case.causes, Cause.REPORTED])),
        report_count=count,
        place_at=case.opened_at - REPORT_MOVES * (count - 1),
    )


def mark_talk(posting: Posting, cause: Cause) -> None:
    """Say in the queue who has to speak next; nothing where nothing waits."""
    for case in Case.objects.filter(posting=posting, closed_at=None):
        others = [
            one for one in case.causes if one not in (Cause.ASKED, Cause.ANSWERED)
        ]
        write(case, causes=[*others, cause])


@transaction.atomic
def mark_twin(posting: Posting) -> None:
    """Say in the queue that the text of the posting is another's; nothing otherwise."""
    list(Posting.objects.select_for_update(no_key=True).filter(pk=posting.pk))
    for case in Case.objects.filter(posting=posting, revision=None, closed_at=None):
        if Cause.TWICE not in case.causes:
            write(case, causes=[*case.causes, Cause.TWICE])


def close_case(posting: Posting, outcome: Outcome, event: Event) -> None:
    """End the posting's open case; a decision without one is a case of its own."""
    rows = Case.objects.filter(posting=posting, revision=None, closed_at=None)
    values = ending(outcome, event)
    if outcome == Outcome.RETURN:
        values["facts"] = to_json(facts_of(posting))
    if not rows.update(**values) and outcome != Outcome.MOOT:
        Case.objects.create(
            posting=posting,
            company=posting.company,
            title=posting.title,
            language=posting.language,
            opened_at=event.at,
            place_at=event.at,
            **{**values, "version": 1},
        )
    resolve_reports(posting, outcome, event)


def resolve_reports(posting: Posting, outcome: Outcome, event: Event) -> None:
    """Give the posting's open reports their outcome; who left an address is told."""
    meant = MEANT.get(outcome)
    if meant is None:
        return
    rows = posting.reports.open()
    told = list(rows.exclude(email=""))
    rows.update(outcome=meant, resolved_at=event.at, version=F("version") + 1)
    for report in told:
        report.version += 1
        outbox.record("report.resolved", report, by=event.by, to_status=meant)


def close_revision_case(revision: Revision, outcome: Outcome, event: Event) -> None:
    """End the case of an edit."""
    rows = Case.objects.filter(revision=revision, closed_at=None)
    rows.update(**ending(outcome, event))


def ending(outcome: Outcome, event: Event) -> dict[str, Any]:
    """The columns with which a case closes."""
    given = [Reason(one) for one in event.data.get("reasons", [])]
    return {
        "version": F("version") + 1,
        "closed_at": event.at,
        "outcome": outcome,
        "event": event,
        "given": given,
    }


def follow_revision(revision: Revision, event: Event) -> None:
    """Bring the case of an edit in step with the deed that was just done."""
    outcomes = {
        RevisionStatus.APPROVED: Outcome.APPROVE,
        RevisionStatus.RETURNED: Outcome.RETURN,
        RevisionStatus.WITHDRAWN: Outcome.MOOT,
    }
    status = RevisionStatus(revision.status)
    if status == RevisionStatus.SUBMITTED:
        open_revision_case(revision)
    else:
        close_revision_case(revision, outcomes[status], event)


def words_of(posting: Posting) -> str:
    return "\n".join([posting.title, posting.description, *posting.hiring_steps])


def is_grave(posting: Posting) -> bool:
    """Whether a moderator should look even at what a trusted company publishes."""
    return any(one.severity >= SEVERE for one in find_words(words_of(posting)))


def suspicions(posting: Posting, findings: Sequence[Found]) -> list[Cause]:
    """What else speaks for a look at the posting."""
    asked = {
        Cause.WORDS: bool(findings),
        Cause.LINK: is_shortened(posting.apply_url),
        Cause.TWICE: twins_of(posting).exists(),
    }
    return [cause for cause, is_so in asked.items() if is_so]


def is_first(posting: Posting) -> bool:
    """Whether nothing of its company, or of its sharer, was ever published."""
    mine: QuerySet[Posting] = Posting.objects.exclude(published_at=None)
    if posting.company_id is not None:
        return not mine.filter(company=posting.company_id).exists()
    return not mine.filter(company=None, author=posting.author_id).exists()


def twins_of(posting: Posting) -> QuerySet[Posting]:
    """Others that look like the same job, the newest first.

    The same title at the same company, or the same address at the source; open,
    waiting, or ended within ninety days.
    """
    alike = Q(pk__in=[])
    if posting.company_id is not None:
        alike |= Q(company=posting.company_id, lower_title=posting.title.lower())
    if posting.source_url:
        alike |= Q(source_url=posting.source_url)
    since = timezone.now() - COMPARED_FOR
    known: QuerySet[Posting] = Posting.objects.alias(lower_title=Lower("title"))
    return (
        known.filter(alike, changed_at__gt=since)
        .exclude(pk=posting.pk)
        .exclude(status__in=(Status.DRAFT, Status.RETURNED, Status.REJECTED))
        .order_by("-changed_at", "-pk")
    )


def changed_groups(posting: Posting, facts: Facts) -> list[str]:
    """Which of the groups an edit would change; `other` for everything else."""
    now = facts_of(posting)
    changed = {name for name, value in facts.items() if now.get(name) != value}
    groups = {name: set(columns.split()) for name, columns in GROUPS.items()}
    found = [name for name, columns in groups.items() if columns & changed]
    return found + (["other"] if changed - set().union(*groups.values()) else [])
