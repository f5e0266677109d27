"""Saved jobs that are about to close, in words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _, ngettext

from postings.models import Posting


def subject(postings: Sequence[Posting]) -> str:
    """The job that closes first, and how many more there are."""
    words = {"title": postings[0].title, "more": len(postings) - 1}
    if len(postings) == 1:
        return _("Saved by you, closes soon: %(title)s") % words
    more = ngettext(
        "Saved by you, close soon: %(title)s and %(more)d more",
        "Saved by you, close soon: %(title)s and %(more)d more",
        len(postings) - 1,
    )
    return more % words
