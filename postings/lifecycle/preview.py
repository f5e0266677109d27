"""A posting as it would be with other facts, without writing them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from accounts.models import Company, User
from postings.lifecycle.facts import Facts, columns_of, of_live, write_needs
from postings.models import Posting, Status


@contextmanager
def written(
    facts: Facts,
    *,
    posting: Posting | None = None,
    company: Company | None = None,
    author: User | None = None,
) -> Iterator[int]:
    """Within, the posting of this key has these facts in place of its own.

    posting: the one that would change, or None for one that does not exist yet;
    then `company` and `author` are its own. The facts are written like any others
    and taken back at once, so that what is shown is what would be stored.
    """
    with transaction.atomic():
        is_live = posting is not None and posting.status == Status.LIVE
        columns = columns_of(of_live(facts) if is_live else facts)
        if posting is None:
            # A draft of the moment need not keep the rules of a row.
            source = {"source_name": columns.get("source_name") or "-"}
            whole = {**columns, **({} if company else source)}
            posting = Posting.objects.create(company=company, author=author, **whole)
        else:
            Posting.objects.filter(pk=posting.pk).update(**columns)
        write_needs(posting, facts)
        yield posting.pk
        transaction.set_rollback(True)


def as_if(
    facts: Facts,
    *,
    posting: Posting | None = None,
    company: Company | None = None,
    author: User | None = None,
) -> Posting:
    """The posting with these facts, with all that a page shows."""
    with written(facts, posting=posting, company=company, author=author) as pk:
        shown: Posting = Posting.objects.with_facts().get(pk=pk)
    return shown
