"""Work that follows an event: ids in, one piece of work out."""

from jobboard.outbox import Event, reaction
from postings import emails
from postings.models import Posting

DECISIONS = {
    "posting.approved": emails.posting_approved,
    "posting.returned": emails.posting_returned,
}


@reaction
def tell_author_of_decision(event: Event) -> None:
    """Mail the decision to whoever wrote the posting, if they are still here."""
    posting = Posting.objects.select_related("author").get(pk=event.subject_id)
    if posting.author is not None and posting.author.is_active:
        DECISIONS[event.kind](posting, author=posting.author, event=event)
