"""Which events change what everybody may read, and when time alone does."""

from datetime import datetime

from django.db.models import Min

from jobboard.generations import Public
from postings.models import Posting, Status

# What a live posting's page says besides the posting's own facts.
AROUND = frozenset({"company", "intake", "hiringsettings"})


def is_changed_by(subject: str, from_status: str, to_status: str) -> bool:
    """A posting that is live before or after, or what stands around one."""
    return subject in AROUND or Status.LIVE in (from_status, to_status)


def first_end() -> datetime | None:
    """When the live posting that ends first ends."""
    end: datetime | None = Posting.objects.live().aggregate(end=Min("valid_through"))[
        "end"
    ]
    return end


PUBLIC = Public(is_changed_by, first_end)
