"""What moderators ask the author of a posting, and what the author answers."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from jobboard.ids import new_id
from jobboard.text import validate_printable
from jobboard.versions import Versioned
from postings.models.posting import Posting


class ModerationMessage(Versioned):
    """One message; the author is never told which moderator wrote it."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    posting = models.ForeignKey(Posting, models.CASCADE, related_name="talk")
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    is_by_moderator = models.BooleanField()
    words = models.TextField(
        _("In your words"), max_length=2000, validators=[validate_printable]
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ("at", "id")
        indexes = [models.Index(fields=["posting", "at"], name="talk_by_posting")]

    def __str__(self) -> str:
        return self.words[:60]
