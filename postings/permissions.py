"""Small questions about a person and a posting."""

from accounts.models import User
from accounts.permissions import Person, can_write_postings
from postings.models import Posting


def can_edit_posting(person: Person, posting: Posting) -> bool:
    """Those who write for its company; of a shared posting, whoever shared it."""
    if posting.company is None:
        return person.is_active and posting.author_id == person.pk
    return can_write_postings(person, posting.company)


def can_moderate_postings(person: Person) -> bool:
    """Whether the person decides on other people's postings."""
    return (
        isinstance(person, User)
        and person.is_staff
        and person.has_perm("postings.moderate_posting")
    )
