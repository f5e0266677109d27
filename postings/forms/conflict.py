"""What a colleague changed while somebody was writing, field by field."""

from jobboard import forms
from jobboard.forms import Difference
from postings.forms.posting import PostingForm, begin_with
from postings.lifecycle.facts import Facts
from postings.models import Posting


def differences(
    form: PostingForm, current: Posting, facts: Facts | None = None
) -> list[Difference]:
    """Where what was typed differs from how the posting is now.

    form: bound, and written against an older version. facts: those of an open
    revision, which then stand for the posting's own.
    """
    now = PostingForm(begin=begin_with(current, facts)).initial
    return forms.differences(form, now)
