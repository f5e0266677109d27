"""The fact sheet and the card: the same facts, always in the same order."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from jobboard import formats
from postings.models import Posting
from postings.publishing import words

CARD_SKILLS = 6


@dataclass(frozen=True)
class Fact:
    """One line of the sheet; an empty value was not stated."""

    name: str
    label: str
    value: str


def sheet(posting: Posting) -> list[Fact]:
    """Every fact, stated or not, in the order in which people look for them."""
    return [
        Fact("pay", _("Salary"), pay_line(posting)),
        Fact("open_to", _("Open to"), words.open_to(posting)),
        Fact("workplace", _("Workplace"), words.workplace(posting)),
        Fact("contract", _("Contract"), words.contracts(posting)),
        Fact("employment", _("Working time"), words.employment(posting)),
        Fact("level", _("Level"), words.levels(posting)),
        Fact("years", _("Experience"), words.years(posting)),
        Fact("languages", _("Languages"), words.languages(posting)),
        Fact("required", _("Must have"), _list(posting, required=True)),
        Fact("nice", _("Nice to have"), _list(posting, required=False)),
        Fact("dates", _("Published"), dates(posting)),
    ]


def _list(posting: Posting, *, required: bool) -> str:
    return ", ".join(words.skills(posting, required=required))


def pay_line(posting: Posting) -> str:
    return f"{words.pay(posting)} {words.pay_period(posting)}".strip()


def dates(posting: Posting) -> str:
    """`20 November 2026, open until 20 December 2026`; empty before publication."""
    if posting.published_at is None or posting.valid_through is None:
        return ""
    return _("%(published)s, open until %(until)s") % {
        "published": formats.long_date(posting.published_at),
        "until": formats.long_date(posting.valid_through),
    }


@dataclass(frozen=True)
class Card:
    """What a list shows of a posting."""

    posting: Posting
    open_to: str
    pay: str
    pay_period: str
    facts: list[Fact]
    skills: list[str]


def card(posting: Posting) -> Card:
    """The card, with what was not stated marked by an empty value."""
    facts = [
        Fact("workplace", _("Workplace"), words.workplace(posting)),
        Fact("employment", _("Working time"), words.employment(posting)),
        Fact("contract", _("Contract"), words.contracts(posting)),
        Fact("level", _("Level"), words.levels(posting)),
        Fact("years", _("Experience"), words.years(posting)),
        Fact("languages", _("Languages"), words.languages(posting)),
    ]
    return Card(
        posting=posting,
        open_to=words.open_to(posting),
        pay=words.pay(posting),
        pay_period=words.pay_period(posting),
        facts=facts,
        skills=words.skills(posting, required=True)[:CARD_SKILLS],
    )
