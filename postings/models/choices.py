"""The states and reasons of postings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where a posting stands; `postings.lifecycle.table` says how it moves."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("in review")
    RETURNED = "returned", _("returned with reasons")
    SCHEDULED = "scheduled", _("scheduled")
    LIVE = "live", _("open")
    FROZEN = "frozen", _("frozen")
    CLOSED = "closed", _("closed")
    EXPIRED = "expired", _("expired")
    REJECTED = "rejected", _("rejected")


class RevisionStatus(models.TextChoices):
    """Where a revision of a live posting stands."""

    SUBMITTED = "submitted", _("in review")
    RETURNED = "returned", _("returned with reasons")
    APPROVED = "approved", _("approved")
    WITHDRAWN = "withdrawn", _("withdrawn")


class CloseReason(models.TextChoices):
    """Why an employer closes a posting."""

    FILLED = "filled", _("filled")
    CANCELLED = "cancelled", _("cancelled")
    OTHER = "other", _("another reason")


class Reason(models.TextChoices):
    """Why a moderator returns, rejects or freezes a posting."""

    UNCLEAR = "unclear", _("The text does not say enough about the work")
    CONTRADICTION = "contradiction", _("The facts contradict the text")
    PAY = "pay", _("The pay is not believable")
    LINK = "link", _("The address to apply at hides where it goes")
    TWICE = "twice", _("The same job is posted twice")
    EXCLUDES = "excludes", _("It excludes people unlawfully")
    MONEY = "money", _("It asks for money or documents")


class ApplyVia(models.TextChoices):
    """How to apply."""

    HERE = "here", _("here")
    URL = "url", _("on another page")
    EMAIL = "email", _("by e-mail")
