"""The fact sheet and the card: the same facts, always in the same order."""

from dataclasses import dataclass

from django.utils.translation import gettext as _, ngettext

from jobboard import formats
from postings.models import Posting
from postings.publishing import words
from postings.vocabulary import Workplace

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
        *where(posting),
        Fact("contract", _("Contract"), words.contracts(posting)),
        Fact("employment", _("Working time"), words.employment(posting)),
        Fact("level", _("Level"), words.levels(posting)),
        Fact("years", _("Experience"), words.years(posting)),
        Fact("languages", _("Languages"), words.languages(posting)),
        Fact("required", _("Must have"), _list(posting, required=True)),
        Fact("nice", _("Nice to have"), _list(posting, required=False)),
        Fact("hours", _("Hours"), words.hours(posting)),
        Fact("benefits", _("Benefits"), words.benefits(posting)),
        Fact("equity", _("Equity"), words.yes_or_no(posting.pay_equity)),
        Fact("visa", _("Help with a visa"), words.yes_or_no(posting.sponsors_visa)),
        Fact("relocation", _("Relocation"), words.yes_or_no(posting.pays_relocation)),
        Fact("written_in", _("Written in"), words.written_in(posting)),
        Fact("dates", _("Published"), dates(posting)),
    ]


def where(posting: Posting) -> list[Fact]:
    """Places matter where somebody has to be; remote work may name none."""
    places = words.places(posting)
    if posting.workplace == Workplace.REMOTE and not places:
        return []
    return [Fact("places", _("Places"), places)]


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
    place_line: str
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
        place_line=place_line(posting),
        pay=words.pay(posting),
        pay_period=words.pay_period(posting),
        facts=facts,
        skills=words.skills(posting, required=True)[:CARD_SKILLS],
    )


def place_line(posting: Posting) -> str:
    """`Bogotá, Colombia · Anywhere in Latin America`; a country is said once."""
    where = words.places(posting)
    open_to = words.open_to(posting) or _("open to: not stated")
    return (
        where
        if where.endswith(f", {open_to}")
        else " · ".join(filter(None, [where, open_to]))
    )


@dataclass(frozen=True)
class Change:
    """One fact before and after an edit; empty is not stated."""

    label: str
    before: str
    after: str


def changes(before: Posting, after: Posting) -> list[Change]:
    """The facts in which two states of a posting differ, in the sheet's order.

    The text comes last, and is only named: it is shown whole beside.
    """
    pairs = zip(whole(before), whole(after), strict=True)
    found = [
        Change(old.label, old.value, new.value)
        for old, new in pairs
        if old.value != new.value
    ]
    if before.description != after.description:
        count = len(before.description.split()), len(after.description.split())
        sizes = [ngettext("%(n)d word", "%(n)d words", n) % {"n": n} for n in count]
        found.append(Change(_("The text"), *sizes))
    return found


def whole(posting: Posting) -> list[Fact]:
    """The sheet with what stands elsewhere on a page, every fact in its place."""
    places = Fact("places", _("Places"), words.places(posting))
    listed = [fact for fact in sheet(posting) if fact.name != "places"]
    apply = posting.apply_url or posting.apply_email or posting.apply_via
    steps = " · ".join(posting.hiring_steps)
    return [
        Fact("title", _("Title"), posting.title),
        *listed,
        places,
        Fact("steps", _("How you hire"), steps),
        Fact("apply", _("How to apply"), apply),
        Fact("source", _("First published on"), posting.source_name),
        Fact("address", _("Address there"), posting.source_url),
    ]
