"""Why something waits, and what happened to it, in a moderator's words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django_stubs_ext import StrPromise

from jobboard.outbox import Event
from postings.models import Case, Cause

GROUPS: dict[str, StrPromise] = {
    "pay": gettext_lazy("salary"),
    "open_to": gettext_lazy("countries"),
    "apply": gettext_lazy("how to apply"),
    "text": gettext_lazy("the text"),
    "title": gettext_lazy("title"),
    "other": gettext_lazy("other facts"),
}
KINDS: dict[str, StrPromise] = {
    "scam": gettext_lazy("as scams say it"),
    "excludes": gettext_lazy("excludes people"),
    "tone": gettext_lazy("tone"),
}
HAPPENED: dict[str, StrPromise] = {
    "posting.created": gettext_lazy("Written"),
    "posting.edited": gettext_lazy("Edited"),
    "posting.submitted": gettext_lazy("Sent in"),
    "posting.withdrawn": gettext_lazy("Taken back"),
    "posting.approved": gettext_lazy("Approved"),
    "posting.returned": gettext_lazy("Sent back"),
    "posting.rejected": gettext_lazy("Rejected"),
    "posting.published": gettext_lazy("Opened on its day"),
    "posting.revised": gettext_lazy("Changed while open"),
    "posting.closed": gettext_lazy("Closed"),
    "posting.questioned": gettext_lazy("Readers asked for facts"),
    "posting.ending": gettext_lazy("Its end was announced"),
    "posting.expired": gettext_lazy("Expired"),
    "posting.frozen": gettext_lazy("Frozen"),
    "posting.released": gettext_lazy("Released"),
    "posting.renewed": gettext_lazy("Opened again"),
    "posting.appealed": gettext_lazy("Appealed"),
    "posting.merged": gettext_lazy("Merged into another job"),
    "posting.absorbed": gettext_lazy("Another job was merged into it"),
    "posting.claimed": gettext_lazy("Claimed by its company"),
    "revision.submitted": gettext_lazy("Changes sent in"),
    "revision.withdrawn": gettext_lazy("Changes taken back"),
    "revision.approved": gettext_lazy("Changes approved"),
    "revision.returned": gettext_lazy("Changes sent back"),
    "case.kept": gettext_lazy("Kept open"),
}


def happened(event: Event) -> str:
    """What an event was; its own name where no words are known."""
    return str(HAPPENED.get(event.kind, event.kind))


def held(case: Case) -> list[str]:
    """Why the case is open, one line for each cause."""
    return list(lines(case))


def lines(case: Case) -> Iterator[str]:
    for value in case.causes:
        cause = Cause(value)
        if cause == Cause.WORDS:
            yield from words(case)
        elif cause == Cause.REPORTED:
            count = case.report_count
            yield ngettext("%(n)d report", "%(n)d reports", count) % {"n": count}
        elif cause == Cause.EDITED and case.changed:
            groups = ", ".join(str(GROUPS[one]) for one in case.changed)
            yield _("Edited while open: %(facts)s") % {"facts": groups}
        else:
            yield str(cause.label)


def words(case: Case) -> Iterator[str]:
    """The phrases that were found, the gravest kind first: `“ninja” (tone)`."""
    found: dict[str, list[str]] = {}
    for one in case.findings:
        found.setdefault(one["kind"], []).append(f"“{one['words']}”")
    for kind, phrases in found.items():
        yield f"{', '.join(phrases)} ({KINDS[kind]})"
