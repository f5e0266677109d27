"""Questions of moderators and answers of authors, beside the decisions."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from jobboard import outbox
from jobboard.versions import NotAllowedNow
from postings.lifecycle import cases
from postings.models import Cause, ModerationMessage, Posting
from postings.permissions import can_edit_posting, can_moderate_postings

ANSWERS_AT_MOST = 20


def ask_author(posting: Posting, *, by: User, words: str) -> ModerationMessage:
    """Ask the author something; it is mailed, and the posting stays where it is."""
    if not can_moderate_postings(by):
        raise PermissionDenied
    return say(posting, by=by, words=words, is_by_moderator=True)


def answer_moderator(posting: Posting, *, by: User, words: str) -> ModerationMessage:
    """Answer, where a moderator has asked; NotAllowedNow where none has.

    After twenty answers without a new question it is NotAllowedNow too.
    """
    if not can_edit_posting(by, posting):
        raise PermissionDenied
    said = list(posting.talk.values_list("is_by_moderator", flat=True))
    if True not in said or said[::-1].index(True) >= ANSWERS_AT_MOST:
        raise NotAllowedNow
    return say(posting, by=by, words=words, is_by_moderator=False)


@transaction.atomic
def say(
    posting: Posting, *, by: User, words: str, is_by_moderator: bool
) -> ModerationMessage:
    """Keep the message and its event; ValueError where it says nothing."""
    if not words.strip():
        raise ValueError("a message says something")
    held = Posting.objects.select_for_update(no_key=True).get(pk=posting.pk)
    message = ModerationMessage.objects.create(
        posting=held, author=by, is_by_moderator=is_by_moderator, words=words.strip()
    )
    kind = "message.asked" if is_by_moderator else "message.answered"
    outbox.record(kind, message, by=by, data={"posting": posting.pk})
    cases.mark_talk(held, Cause.ASKED if is_by_moderator else Cause.ANSWERED)
    return message
