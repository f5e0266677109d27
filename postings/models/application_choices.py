"""The states, reasons and kinds around applications."""

from django.db import models
from django.utils.translation import gettext_lazy as _, pgettext_lazy


class ApplicationStatus(models.TextChoices):
    """Where an application stands; `postings.lifecycle.application_table` moves it."""

    UNCONFIRMED = "unconfirmed", _("not confirmed yet")
    SUBMITTED = "submitted", pgettext_lazy("application", "received")
    IN_REVIEW = "in_review", pgettext_lazy("application", "in review")
    INTERVIEW = "interview", pgettext_lazy("application", "interview")
    OFFER = "offer", pgettext_lazy("application", "offer")
    HIRED = "hired", pgettext_lazy("application", "hired")
    REJECTED = "rejected", pgettext_lazy("application", "not chosen")
    WITHDRAWN = "withdrawn", pgettext_lazy("application", "withdrawn")


# Where the team works on it, in the order in which it usually goes.
STAGES = (
    ApplicationStatus.SUBMITTED,
    ApplicationStatus.IN_REVIEW,
    ApplicationStatus.INTERVIEW,
    ApplicationStatus.OFFER,
)


class Refusal(models.TextChoices):
    """Why somebody is not chosen; the candidate reads it."""

    EXPERIENCE = "experience", _("Others have more of the experience asked for")
    SKILLS = "skills", _("Others have more of the skills asked for")
    LANGUAGE = "language", _("The job needs more of a language")
    PLACE = "place", _("Place or hours do not fit")
    PAY = "pay", _("The salaries asked for and offered are too far apart")
    FILLED = "filled", _("Somebody else was chosen")
    CANCELLED = "cancelled", _("Nobody will be hired for this job")
    OTHER = "other", _("Another reason")
    UNANSWERED = "unanswered", _("The company did not answer in time")


class QuestionKind(models.TextChoices):
    """How a question of the employer is answered."""

    SHORT = "short", _("a line of text")
    LONG = "long", _("a longer text")
    YES_NO = "yes_no", _("yes or no")
    CHOICE = "choice", _("one of several")
    NUMBER = "number", _("a number")


class CvKind(models.TextChoices):
    """The kinds of file that are taken; the words are the same in every language."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"
    ODT = "odt", "ODT"
