"""What a company's own systems hear of: its postings, and its applications.

A message names what changed and says nothing of a person: whoever may read the
application fetches it, and what was erased since is gone.
"""

from celery import shared_task

from accounts.lifecycle.webhook import announce
from accounts.models import Company
from jobboard import positions
from jobboard.outbox import Event
from postings.lifecycle import application_table, table
from postings.models import Application
from postings.tasks import concerned

# Deeds on what nobody but its writers has seen.
QUIET = frozenset({"edit", "delete", "approve_revision"})
# Deeds of which only the team's own pages tell.
QUIET_IN_TEAM = frozenset({"lapse", "change"})

ANNOUNCED = (
    *(
        f"posting.{deed.past}"
        for name, deed in table.DEEDS.items()
        if name not in QUIET
    ),
    "revision.approved",
    "revision.returned",
    *(
        f"application.{deed.past}"
        for name, deed in application_table.DEEDS.items()
        if name not in QUIET_IN_TEAM
    ),
    "application.message_received",
    "application.erased",
)


@shared_task(name="postings.webhook_tasks.announce_to_webhooks")
def announce_to_webhooks() -> int:
    """Write new events down for the webhooks that hear of them; how many were new."""
    return positions.follow("webhooks", announce_event, kinds=ANNOUNCED)


def announce_event(event: Event) -> None:
    """Write one event down for the webhooks of the company that it happened to."""
    names = application_names if event.subject == "application" else posting_names
    company, ids = names(event)
    if company is None:
        return
    data = {
        **ids,
        "company": company.slug,
        "version": event.subject_version,
        "from": event.from_status or None,
        "to": event.to_status,
    }
    announce(company, event, data)


def posting_names(event: Event) -> tuple[Company | None, dict[str, str]]:
    """Whose posting the event is about, and what it is called."""
    posting, _author = concerned(event)
    if posting is None:
        return None, {}
    return posting.company, {"id": posting.public_id}


def application_names(event: Event) -> tuple[Company | None, dict[str, str]]:
    """Whose application the event is about, and what it and its posting are called."""
    rows = Application.objects.select_related("posting__company")
    found = rows.filter(pk=event.subject_id).first()
    if found is None:
        return None, {}
    ids = {"id": found.public_id, "posting": found.posting.public_id}
    return found.posting.company, ids
