"""What a helpful editor would say to a draft: advice, and never a refusal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from django.core.cache import cache
from django.utils.translation import gettext as _

from postings.extraction import text
from postings.extraction.labels import MUST
from postings.extraction.outline import Ad
from postings.extraction.years import years_of
from postings.models import Posting
from postings.moderation_words import Found, find_words
from postings.vocabulary import Contract

BRAZIL = "BR"
# A text that is shorter is short in all of its parts.
LONG = 600
SHOWN = 5
REACHED_SECONDS = 86_400


@dataclass(frozen=True)
class Hint:
    """One piece of advice, and the field of the form that it is about."""

    field: str
    words: str


def hints(posting: Posting) -> list[Hint]:
    """All advice on this posting, in the order of its form.

    posting: as it is, or as it would be with what is typed.
    """
    ad = Ad(text.read(posting.description).text)
    return [
        *of_experience(posting, ad),
        *of_pay(posting),
        *of_lengths(ad),
        *of_wording(posting),
        *of_addresses(posting),
    ]


def of_experience(posting: Posting, ad: Ad) -> Iterator[Hint]:
    """Article 442-A of Brazil's labour law: six months at most, for an employee."""
    read = years_of(ad)
    asked = max(posting.years_min or 0, read.value.least if read else 0)
    if Contract.CLT in posting.contracts and asked:
        yield Hint(
            "years_min",
            _(
                "In Brazil, a CLT job may not ask for more than six months of"
                " experience (CLT, art. 442-A). Say what has to be known instead."
            ),
        )


def of_pay(posting: Posting) -> Iterator[Hint]:
    if posting.pay_min is None and posting.pay_max is None:
        yield Hint(
            "pay_min",
            _("No pay is stated. It is what people look for first; a range is enough."),
        )


def of_lengths(ad: Ad) -> Iterator[Hint]:
    """Requirements are for the reader what the rest of the text has to deserve."""
    lengths = [(line.kind == MUST, line.end - line.begin) for line in ad.lines]
    total = sum(length for _is_must, length in lengths)
    must = sum(length for is_must, length in lengths if is_must)
    if total > LONG and must > total - must:
        yield Hint(
            "description",
            _(
                "The requirements are longer than all the rest. Keep what nobody could"
                " learn in the first months, and say more about the work."
            ),
        )


def of_wording(posting: Posting) -> Iterator[Hint]:
    """Words that keep people away, some of them against the law."""
    found = find_words(f"{posting.title}\n{posting.description}")
    said = {kind: quoted(found, kind) for kind in ("excludes", "tone")}
    if said["excludes"]:
        words = _("This may keep people out whom the law protects: %(words)s.")
        if BRAZIL in posting.countries or Contract.CLT in posting.contracts:
            words = _(
                "This may keep people out whom the law protects (in Brazil, Lei"
                " 9.029/1995): %(words)s."
            )
        yield Hint("description", words % {"words": said["excludes"]})
    if said["tone"]:
        words = _("Some readers do not feel meant by: %(words)s.")
        yield Hint("description", words % {"words": said["tone"]})


def quoted(found: Sequence[Found], kind: str) -> str:
    words = [f"“{one.words}”" for one in found if one.kind == kind]
    return ", ".join(words[:SHOWN])


def of_addresses(posting: Posting) -> Iterator[Hint]:
    """Addresses that did not answer when they were last tried."""
    for field in ("apply_url", "source_url"):
        url = getattr(posting, field)
        if url and cache.get(key_of(url)) is False:
            yield Hint(field, _("Nothing answered there: %(url)s") % {"url": url})


def note_reached(url: str, *, answers: bool) -> None:
    """Remember for a day whether an address answered."""
    cache.set(key_of(url), answers, REACHED_SECONDS)


def key_of(url: str) -> str:
    return f"reached:{blake2b(url.encode(), digest_size=16).hexdigest()}"
