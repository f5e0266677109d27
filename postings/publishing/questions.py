"""Which facts readers can ask for, and which of them are waited for."""

from collections.abc import Iterable

from postings.models import AskedFact, Posting
from postings.publishing.facts import Fact, sheet

# What no company states differently because it was asked.
OTHERS = frozenset({"dates", "written_in", "nice"})


def askable(posting: Posting) -> list[Fact]:
    """The facts of a company's posting that are not stated."""
    if posting.company_id is None:
        return []
    return [one for one in sheet(posting) if not one.value and one.name not in OTHERS]


def waited_for(posting: Posting, asked_facts: Iterable[AskedFact]) -> list[str]:
    """In words, the facts that were asked for and are not stated yet."""
    asked = {one.fact for one in asked_facts}
    return [fact.label for fact in askable(posting) if fact.name in asked]
