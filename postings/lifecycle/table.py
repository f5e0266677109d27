"""The table of a posting's states: every deed, from where, to where, and by whom.

Buttons, the API's actions, the conditions of the updates and the tests are all
computed from it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from postings.models import Posting, Status
from postings.permissions import (
    Doer,
    can_edit_posting,
    can_moderate_postings,
    can_publish_posting,
    can_submit_posting,
)


@dataclass(frozen=True)
class Deed:
    """One line: its name in events, the states it leads from and to, and who may.

    Of several targets the first is the usual one; none means that the state stays.
    `whole` deeds show the posting to others, and want its text to be there. Those
    that `publish`, or ask for it, wait for a ban that is being imposed.
    """

    past: str
    sources: tuple[Status, ...]
    targets: tuple[Status, ...]
    may: Callable[[Doer, Posting], bool]
    whole: bool = False
    publish: bool = False


def by_moderator(doer: Doer, _posting: Posting) -> bool:
    return can_moderate_postings(doer)


def by_the_board(doer: Doer, _posting: Posting) -> bool:
    return doer is None


DRAFT, SUBMITTED, RETURNED = Status.DRAFT, Status.SUBMITTED, Status.RETURNED
SCHEDULED, LIVE, FROZEN = Status.SCHEDULED, Status.LIVE, Status.FROZEN
CLOSED, EXPIRED, REJECTED = Status.CLOSED, Status.EXPIRED, Status.REJECTED
PUBLISHED = (LIVE, SCHEDULED)

DEEDS: dict[str, Deed] = {
    "edit": Deed("edited", (DRAFT, RETURNED), (), can_edit_posting),
    "submit": Deed(
        "submitted",
        (DRAFT, RETURNED),
        (SUBMITTED, *PUBLISHED),
        can_submit_posting,
        whole=True,
        publish=True,
    ),
    "delete": Deed("deleted", (DRAFT, RETURNED), (), can_edit_posting),
    "withdraw": Deed("withdrawn", (SUBMITTED, SCHEDULED), (DRAFT,), can_edit_posting),
    "approve": Deed(
        "approved", (SUBMITTED,), PUBLISHED, can_publish_posting, publish=True
    ),
    "return": Deed("returned", (SUBMITTED, SCHEDULED), (RETURNED,), by_moderator),
    "reject": Deed("rejected", (SUBMITTED, FROZEN), (REJECTED,), by_moderator),
    "go_live": Deed("published", (SCHEDULED,), (LIVE,), by_the_board),
    "revise": Deed("revised", (LIVE,), (), can_submit_posting, whole=True),
    "approve_revision": Deed("revised", (LIVE,), (), can_publish_posting),
    "close": Deed("closed", (LIVE,), (CLOSED,), can_edit_posting),
    "expire": Deed("expired", (LIVE,), (EXPIRED,), by_the_board),
    "freeze": Deed("frozen", (LIVE,), (FROZEN,), by_moderator),
    "release": Deed("released", (FROZEN,), (LIVE,), can_publish_posting, publish=True),
    "renew": Deed(
        "renewed",
        (CLOSED, EXPIRED),
        (SUBMITTED, LIVE),
        can_submit_posting,
        publish=True,
    ),
    "merge": Deed("merged", (SUBMITTED, SCHEDULED, LIVE), (CLOSED,), by_moderator),
    "absorb": Deed("absorbed", (SUBMITTED, SCHEDULED, LIVE), (), by_moderator),
    "appeal": Deed("appealed", (REJECTED,), (SUBMITTED,), can_edit_posting),
}


def deeds_for(doer: Doer, posting: Posting) -> list[str]:
    """The deeds that this person may do on this posting now, in the table's order."""
    return [
        name
        for name, deed in DEEDS.items()
        if posting.status in deed.sources and deed.may(doer, posting)
    ]
