"""The table of an application's states: every deed, from where, to where, by whom.

Buttons, the API's actions, the conditions of the updates and the tests are all
computed from it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from postings.models import STAGES, Application, ApplicationStatus
from postings.permissions import Doer, can_work_with_applications, is_candidate


@dataclass(frozen=True)
class Deed:
    """One line: its name in events, the states it leads from and to, and who may.

    Of several targets the writer names one; none means that the state stays.
    """

    past: str
    sources: tuple[ApplicationStatus, ...]
    targets: tuple[ApplicationStatus, ...]
    may: Callable[[Doer, Application], bool]


def by_team(doer: Doer, application: Application) -> bool:
    return can_work_with_applications(doer, application.posting)


def by_team_or_board(doer: Doer, application: Application) -> bool:
    return doer is None or by_team(doer, application)


def by_candidate(doer: Doer, application: Application) -> bool:
    return is_candidate(doer, application)


def by_candidate_or_board(doer: Doer, application: Application) -> bool:
    return doer is None or is_candidate(doer, application)


UNCONFIRMED, SUBMITTED = ApplicationStatus.UNCONFIRMED, ApplicationStatus.SUBMITTED
IN_REVIEW, INTERVIEW = ApplicationStatus.IN_REVIEW, ApplicationStatus.INTERVIEW
OFFER, HIRED = ApplicationStatus.OFFER, ApplicationStatus.HIRED
REJECTED, WITHDRAWN = ApplicationStatus.REJECTED, ApplicationStatus.WITHDRAWN

DEEDS: dict[str, Deed] = {
    "confirm": Deed("submitted", (UNCONFIRMED,), (SUBMITTED,), by_candidate),
    "lapse": Deed("lapsed", (UNCONFIRMED,), (), by_candidate_or_board),
    "move": Deed("moved", STAGES, STAGES, by_team),
    "change": Deed("changed", (*STAGES, HIRED, REJECTED), (), by_team),
    "transfer": Deed("transferred", STAGES, (IN_REVIEW,), by_team),
    "hire": Deed("hired", (INTERVIEW, OFFER), (HIRED,), by_team),
    "reject": Deed("rejected", STAGES, (REJECTED,), by_team_or_board),
    "withdraw": Deed("withdrawn", STAGES, (WITHDRAWN,), by_candidate),
    "reopen": Deed("reopened", (HIRED, REJECTED), (IN_REVIEW,), by_team),
}


def deeds_for(doer: Doer, application: Application) -> list[str]:
    """The deeds that this person may do on it now, in the table's order."""
    return [
        name
        for name, deed in DEEDS.items()
        if application.status in deed.sources and deed.may(doer, application)
    ]
