"""What happened to an application, in words: for its candidate, and for its team."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _, pgettext

from jobboard.outbox import Event
from postings.models import ApplicationStatus, Refusal


@dataclass(frozen=True)
class Step:
    """One line of a history."""

    words: str
    at: datetime


def stage_name(status: str) -> str:
    return str(ApplicationStatus(status).label) if status else ""


def for_candidate(events: Iterable[Event]) -> list[Step]:
    """Every step that concerns the candidate; what the team says among itself stays."""
    told = ((candidate_words(event), event.at) for event in events)
    return [Step(words, at) for words, at in told if words]


def candidate_words(event: Event) -> str:
    kind = event.kind.removeprefix("application.")
    if kind == "moved":
        stage = stage_name(event.to_status)
        return _("It is at this stage now: %(stage)s") % {"stage": stage}
    if kind == "rejected":
        return _("The company decided: %(reason)s") % {"reason": reason_name(event.why)}
    return {
        "received": _("You wrote it"),
        "submitted": _("You confirmed it, and the company has it"),
        "transferred": _("The company looks at it for another of its jobs"),
        "hired": _("The company chose you"),
        "reopened": _("The company looks at it again"),
        "withdrawn": _("You withdrew it"),
        "message_sent": _("The company wrote to you"),
        "message_received": _("You wrote to the company"),
        "posting_closed": _("The job has closed; yours is still open to a decision"),
        "erasure_announced": _("We told you that it will be erased"),
    }.get(kind, "")


def for_team(events: Iterable[Event]) -> list[Step]:
    """Everything, with who did it."""
    told = ((team_words(event), event.at) for event in events)
    return [Step(words, at) for words, at in told if words]


def team_words(event: Event) -> str:
    kind = event.kind.removeprefix("application.")
    who = str(event.by) if event.by else _("Somebody")
    stage = {"who": who, "stage": stage_name(event.to_status)}
    if kind == "moved":
        return _("%(who)s moved it to: %(stage)s") % stage
    if kind == "rejected" and event.why == Refusal.UNANSWERED:
        return _("Closed by the board: nobody had answered")
    if kind == "rejected":
        reason = {"who": who, "reason": reason_name(event.why)}
        return _("%(who)s decided against it: %(reason)s") % reason
    words = {
        "submitted": _("The candidate applied and confirmed by e-mail"),
        "withdrawn": _("The candidate withdrew"),
        "message_received": _("The candidate wrote"),
        "nudged": _("The promise to answer comes near"),
        "close_announced": _("Will be closed by the board: nobody has answered"),
        "posting_closed": _("The job closed"),
        "changed": _("%(who)s changed tags or who looks after it"),
        "transferred": _("%(who)s moved it to another job"),
        "hired": _("%(who)s hired the candidate"),
        "reopened": _("%(who)s opened it again"),
        "noted": _("%(who)s wrote a note"),
        "rated": _("%(who)s rated it"),
        "message_sent": _("%(who)s wrote to the candidate"),
    }.get(kind, "")
    return words % {"who": who} if "%(who)s" in words else words


def reason_name(value: str) -> str:
    if value not in Refusal.values:
        return pgettext("reason", "not stated")
    return str(Refusal(value).label)
