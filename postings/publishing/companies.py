"""Companies as the public sees them: by what they have published."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.models import Company
from jobboard.formats import sort_key
from postings.models import Posting

# The accents of the board's languages; without them, names stand as in a dictionary.
ACCENTS = "áàâãäåéèêëíìîïóòôõöúùûüçñ"
NAME = Func(
    Lower("name"), Value(ACCENTS), Value(sort_key(ACCENTS)), function="translate"
)


def live_of_company() -> QuerySet[Posting]:
    """The open postings of the company of the query around this one."""
    postings: QuerySet[Posting] = Posting.objects.live()
    return postings.filter(company=OuterRef("pk")).order_by()


def hiring() -> QuerySet[Company]:
    """Companies that have an open posting."""
    return Company.objects.filter(Exists(live_of_company()))


@dataclass(frozen=True)
class Listed:
    """A company in the list, and how many postings it has open."""

    slug: str
    name: str
    open_count: int


@dataclass(frozen=True)
class Shelf:
    """One page of the list; `next` is the company after which the next one begins."""

    companies: Sequence[Listed]
    next: str


def shelf(*, words: str, after: str, size: int) -> Shelf | None:
    """Hiring companies by name: those whose name has the words, `size` at a time.

    after: the slug of the last company of the page before, or empty. None where
    there is no such company.
    """
    rows = hiring().annotate(key=NAME).filter(key__contains=sort_key(words))
    if after:
        known = Company.objects.annotate(key=NAME).filter(slug=after)
        begin = known.values_list("key", "pk").first()
        if begin is None:
            return None
        key, pk = begin
        rows = rows.filter(Q(key__gt=key) | Q(key=key, pk__gt=pk))
    counts = live_of_company().values("company").annotate(count=Count("pk"))
    rows = rows.annotate(count=Subquery(counts.values("count"))).order_by("key", "pk")
    found = [
        Listed(*row) for row in rows.values_list("slug", "name", "count")[: size + 1]
    ]
    more, found = len(found) > size, found[:size]
    return Shelf(found, next=found[-1].slug if more else "")


@dataclass(frozen=True)
class Tally:
    """How many postings of a company are open, and how many have ended."""

    open: int
    ended: int

    @property
    def is_public(self) -> bool:
        """Whether anything that the company published stands on its page."""
        return bool(self.open or self.ended)


def tally(company: Company) -> Tally:
    postings = Posting.objects.filter(company=company)
    return Tally(
        open=postings.live().count(), ended=postings.ended(timezone.now()).count()
    )
