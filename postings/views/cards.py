"""Cards that are made once for each posting and language, and filled for each reader.

A stored card has slots for what depends on the reader or on the time: the pay in
their terms, the verdict, the age, whether it is new to them, and what they can do
with it. Everything else is written once, under the
versions of the posting and its company, so that a changed card is another one. No
text of a posting can be taken for a slot: none may hold a NUL character.
"""

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.conf import settings
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext as _

from jobboard import formats
from jobboard.caching import Near
from postings.models import Posting, Rate
from postings.publishing import facts, readers
from postings.search import query
from postings.search.conditions import Prepared

KEPT_SECONDS = 3600
NEAR_CARDS = 500
PAY, ANSWER, LINE, AGE = "\0pay\0", "\0answer\0", "\0line\0", "\0age\0"
NEWS, OWN, HERE = "\0news\0", "\0own\0", "\0here\0"
# As the components write them around their slots.
PAY_SLOT = f" · {PAY}"
VERDICT_SLOT = f'<span class="verdict {ANSWER}">{LINE}</span>'


@dataclass(frozen=True)
class StoredCard:
    """A card with its slots open, and the posting that they are filled from.

    links: what a visitor can do with it.
    """

    html: str
    links: str
    posting: Posting


near: Near[StoredCard] = Near(NEAR_CARDS)


@dataclass(frozen=True)
class Looking:
    """What a list knows about who looks at it, besides the address.

    token: for the forms of somebody who is signed in; a visitor has links instead.
    here: the address to come back to. since: what was published later is new.
    """

    here: str = ""
    since: datetime | None = None
    saved: Collection[int] = ()
    token: str = ""


ANYBODY = Looking()


@dataclass(frozen=True)
class Shown:
    """One card as this search's reader sees it, and what it says to them."""

    html: SafeString
    posting: Posting
    verdict: readers.Judged | None
    converted: readers.Converted | None


@dataclass(frozen=True)
class Listed:
    """A page of cards, the line about their rates, and whether these are old."""

    cards: list[Shown]
    rates_note: str
    rates_are_stale: bool


def listed(search: Prepared, ids: Sequence[int], looking: Looking = ANYBODY) -> Listed:
    """The cards of these postings in their order, as far as they are still live."""
    rates, today = Rate.objects.newest(), search.moment.day
    shown = [
        fill(
            card,
            readers.judge(card.posting, search.criteria, on=today),
            readers.convert(card.posting, search.criteria, rates),
            looking,
        )
        for card in stored(search, ids)
    ]
    days = [one.converted.day for one in shown if one.converted]
    note, is_stale = readers.rates_note(days, today=today)
    return Listed(shown, note, is_stale)


def stored(search: Prepared, ids: Sequence[int]) -> list[StoredCard]:
    """From this process or the cache, and made where neither has it."""
    if not settings.PAGE_CACHE_SECONDS:
        return [make(one) for one in query.postings_of(ids, search.moment)]
    keys = {
        posting_id: key_of(posting_id, versions)
        for posting_id, versions in query.versions_of(ids, search.moment).items()
    }
    cards = {pk: card for pk, key in keys.items() if (card := near.get(key))}
    cards.update(fetched(search, {pk: keys[pk] for pk in keys.keys() - cards.keys()}))
    return [cards[pk] for pk in ids if pk in cards]


def fetched(search: Prepared, keys: dict[int, str]) -> dict[int, StoredCard]:
    """Those that this process has not had lately, for it to have next time."""
    kept = cache.get_many(keys.values()) if keys else {}
    cards = {pk: kept[key] for pk, key in keys.items() if key in kept}
    missing = [pk for pk in keys if pk not in cards]
    if missing:
        made = {one.pk: make(one) for one in query.postings_of(missing, search.moment)}
        cache.set_many({keys[pk]: card for pk, card in made.items()}, KEPT_SECONDS)
        cards.update(made)
    for pk, card in cards.items():
        near.keep(keys[pk], card)
    return cards


def key_of(posting_id: int, versions: tuple[int, int | None]) -> str:
    own, company = versions
    # What has no version, such as the name of a skill, is read anew with the hour.
    hour = int(time.time() / KEPT_SECONDS)
    name = f"{settings.RELEASE}:{get_language()}:{posting_id}:{own}:{company}"
    return f"card:{name}:{hour}"


def make(posting: Posting) -> StoredCard:
    """The card with open slots, by the same template as every other card."""
    context = {
        "card": facts.card(posting),
        "converted": readers.Converted(PAY, None),
        "verdict": readers.Judged(ANSWER, LINE, []),
        "age": AGE,
        "news": NEWS,
        "own": OWN,
    }
    links = render_to_string("postings/card_own.html", {"card": posting, "next": HERE})
    return StoredCard(render_to_string("postings/card.html", context), links, posting)


def fill(
    card: StoredCard,
    verdict: readers.Judged | None,
    converted: readers.Converted | None,
    looking: Looking,
) -> Shown:
    """The card as this reader sees it now."""
    pay = f" · {escape(converted.text)}" if converted else ""
    said = ""
    if verdict:
        said = VERDICT_SLOT.replace(ANSWER, escape(verdict.answer))
        said = said.replace(LINE, escape(verdict.line))
    age = formats.age(card.posting.published_at) if card.posting.published_at else ""
    html = card.html.replace(PAY_SLOT, pay).replace(VERDICT_SLOT, said)
    html = html.replace(NEWS, news(card.posting, looking))
    html = html.replace(OWN, own(card, looking)).replace(AGE, escape(age))
    whole = mark_safe(html)  # noqa: S308 (made by templates)
    return Shown(whole, card.posting, verdict, converted)


def news(posting: Posting, looking: Looking) -> str:
    """A word where it was published since the reader's last visit."""
    at = posting.published_at
    if not at or looking.since is None or at <= looking.since:
        return ""
    return f'<span class="new">{escape(_("new"))}</span>'


def own(card: StoredCard, looking: Looking) -> str:
    """To save it and to hide it: links for a visitor, a form for who is signed in."""
    if not looking.token:
        return card.links.replace(quote(HERE), quote(looking.here))
    context = {
        "card": card.posting,
        "next": looking.here,
        "csrf_token": looking.token,
        "is_saved": card.posting.pk in looking.saved,
    }
    return render_to_string("postings/card_own.html", context)
