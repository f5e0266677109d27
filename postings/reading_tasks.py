"""Work for what readers keep, which follows the clock."""

from celery import shared_task
from django.utils import timezone

from jobboard.outbox import Event, reaction
from postings import reading_emails
from postings.lifecycle import endings
from postings.models import Reminders, Suppression

ENDING = endings.ENDING


@shared_task(name="postings.reading_tasks.remind_of_endings")
def remind_of_endings() -> int:
    """Remind readers, in their morning, of saved jobs that close soon; how many."""
    now = timezone.now()
    return sum(endings.remind(user_id, now) for user_id in endings.due_to_remind(now))


@reaction
def tell_reader(event: Event) -> None:
    """Mail what a reminder may tell by now, if its reader still wants it."""
    rows = Reminders.objects.select_related("user").filter(user__is_active=True)
    mine = rows.filter(pk=event.subject_id, is_wanted=True).first()
    if mine is None or Suppression.objects.stops(mine.user.email):
        return
    postings = list(endings.told_by(event).with_facts())
    if postings:
        reading_emails.saved_ending(postings, reminders=mine, event=event)
