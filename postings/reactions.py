"""Which event causes which work: one table, and what a mail service reports."""

from anymail.signals import AnymailTrackingEvent, EventType

from postings import alert_tasks, application_tasks, reading_tasks, tasks
from postings.lifecycle.alert import suppress_address
from postings.models import Stopped

REACTIONS = {
    **{kind: [tasks.tell_author_of_decision] for kind in tasks.DECISIONS},
    **{kind: [application_tasks.tell_team] for kind in application_tasks.TOLD_TO_TEAM},
    "posting.created": [tasks.try_addresses],
    "posting.edited": [tasks.try_addresses],
    "message.asked": [tasks.tell_what_was_said],
    "message.answered": [tasks.tell_what_was_said],
    "ban.imposed": [tasks.tell_the_banned],
    "ban.lifted": [tasks.tell_the_banned],
    "report.resolved": [tasks.tell_reader_of_report],
    **{kind: [alert_tasks.tell_follower] for kind in alert_tasks.TOLD_TO_FOLLOWER},
    reading_tasks.ENDING: [reading_tasks.tell_reader],
    "claim.granted": [tasks.tell_claimer],
    "claim.refused": [tasks.tell_claimer],
    "import.asked": [tasks.begin_import],
    "import.confirmed": [tasks.begin_import],
    "posting.closed": [application_tasks.note_closing],
}
for told in application_tasks.TOLD_TO_CANDIDATE:
    REACTIONS[told] = [*REACTIONS.get(told, []), application_tasks.tell_candidate]
for compared in ("posting.submitted", "posting.renewed", "posting.revised"):
    REACTIONS[compared] = [*REACTIONS.get(compared, []), tasks.compare_with_others]
REACTIONS["revision.approved"] += [tasks.compare_with_others]
# Soft bounces are deferred or retried by the service, and reported as such.
STOPS = {EventType.BOUNCED: Stopped.BOUNCE, EventType.COMPLAINED: Stopped.COMPLAINT}


def on_mail_tracking(event: AnymailTrackingEvent, **_more: object) -> None:
    """Stop an address whose mail has come back for good, or whose owner complained."""
    if event.event_type in STOPS and event.recipient:
        suppress_address(event.recipient, reason=STOPS[event.event_type])
