"""What readers keep for themselves: jobs they saved, what they hid, when they looked."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.core import signing
from django.db import connection, models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Company, User
from jobboard.ids import decode, encode
from postings.models.posting import Posting

REMINDERS = signing.Signer(salt="postings.reminders", sep=".")
WORD_AT_MOST = 40
# A visit has ended when nothing was looked at for so long.
VISIT = timedelta(minutes=30)
# Within a visit, the moment is not written down at every look.
NOTED_EVERY = timedelta(minutes=5)
NOTE = """
    INSERT INTO postings_readermark AS mark (user_id, seen_at)
    VALUES (%(user)s, %(now)s)
    ON CONFLICT (user_id) DO UPDATE SET
        seen_before = CASE WHEN mark.seen_at < %(visit)s
            THEN mark.seen_at ELSE mark.seen_before END,
        seen_at = excluded.seen_at
    WHERE mark.seen_at < %(due)s
"""


class Bookmark(models.Model):
    """A job that somebody saved.

    reminder: the event by which its reader was last reminded of its end.
    reminded_for: the end which that was about; a renewed job has another.
    """

    user = models.ForeignKey(
        User, models.CASCADE, related_name="bookmarks", db_index=False
    )
    posting = models.ForeignKey(Posting, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    reminder = models.BigIntegerField(null=True, editable=False)
    reminded_for = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "posting"], name="bookmark_once"),
            models.CheckConstraint(
                name="bookmark_reminder_is_about_an_end",
                condition=Q(reminder=None, reminded_for=None)
                | Q(reminder__isnull=False, reminded_for__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"bookmark {self.pk}"


class Hidden(models.Model):
    """What somebody's lists leave out: one job, one company's, or all with a word."""

    user = models.ForeignKey(
        User, models.CASCADE, related_name="hidden", db_index=False
    )
    posting = models.ForeignKey(Posting, models.CASCADE, null=True, related_name="+")
    company = models.ForeignKey(Company, models.CASCADE, null=True, related_name="+")
    word = models.CharField(max_length=WORD_AT_MOST, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "posting", "company", "word"],
                name="hidden_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="hidden_is_one_thing",
                condition=Q(posting__isnull=False, company=None, word="")
                | Q(posting=None, company__isnull=False, word="")
                | Q(posting=None, company=None) & ~Q(word=""),
            ),
        ]

    def __str__(self) -> str:
        return f"hidden {self.pk}"


class ReaderMarkManager(models.Manager["ReaderMark"]):
    """Moves the marks."""

    def note(self, user: User, now: datetime) -> None:
        """The reader looks at the list now; a new visit moves what they saw before.

        One statement, so that two tabs at once move the mark once.
        """
        values: dict[str, Any] = {
            "user": user.pk,
            "now": now,
            "visit": now - VISIT,
            "due": now - NOTED_EVERY,
        }
        with connection.cursor() as cursor:
            cursor.execute(NOTE, values)


class ReaderMark(models.Model):
    """When somebody last looked at the list, and when the visit before this one ended.

    seen_before: NULL during the first visit, in which nothing is called new.
    """

    user = models.OneToOneField(
        User, models.CASCADE, primary_key=True, related_name="reader_mark"
    )
    seen_before = models.DateTimeField(null=True)
    seen_at = models.DateTimeField()

    objects: ClassVar[ReaderMarkManager] = ReaderMarkManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reader_mark_in_order",
                condition=Q(seen_before=None) | Q(seen_before__lt=F("seen_at")),
            )
        ]

    def __str__(self) -> str:
        return f"mark of {self.user_id}"


class RemindersManager(models.Manager["Reminders"]):
    """Finds them by the token of their link, too."""

    def by_token(self, token: str) -> "Reminders":
        """Those of a link.

        DoesNotExist where they are gone, BadSignature for words that were made up.
        """
        try:
            number = decode(REMINDERS.unsign(token))
        except ValueError as error:
            raise signing.BadSignature from error
        return self.get(pk=number)


class Reminders(models.Model):
    """Whether somebody wants a mail before a saved job closes, and where they live.

    reminded_on: the day there on which the last one was made; there is one a day.
    """

    user = models.OneToOneField(
        User, models.CASCADE, primary_key=True, related_name="reminders"
    )
    is_wanted = models.BooleanField(default=True)
    zone = models.CharField(max_length=40)
    reminded_on = models.DateField(null=True)

    objects: ClassVar[RemindersManager] = RemindersManager()

    def __str__(self) -> str:
        return f"reminders of {self.user_id}"

    @property
    def token(self) -> str:
        """The secret of the link that ends them; it is stored nowhere."""
        return REMINDERS.sign(encode(self.user_id))
