"""How long one pass over many postings takes, and what it finds again."""

import random
import time
from collections.abc import Callable, Iterator

from postings.importing.deduplication import pairs_among, print_of
from tests.importing.pairs import score

WORDS_KNOWN, WORDS_IN_TEXT, COPY_EVERY = 20_000, 160, 50


def report(say: Callable[[str], None], count: int = 100_000) -> None:
    """The labelled pairs; then made-up texts, of which every fiftieth comes back."""
    pairs = score()
    say(
        f"\nlabelled pairs, precision / recall: {pairs.precision:.3f} / {pairs.recall:.3f}"
    )
    for miss in pairs.misses:
        say(f"  {miss}")
    began = time.perf_counter()
    prints = {
        number: print_of(title, text, "x")
        for number, (title, text) in enumerate(ads(count))
    }
    made = time.perf_counter()
    found = sum(1 for _pair in pairs_among(prints))
    done = time.perf_counter()
    say(f"\nduplicates among {count} postings: {found} of {count // COPY_EVERY} found")
    say(f"fingerprints {made - began:.0f} s, comparison {done - made:.0f} s")


def ads(count: int) -> Iterator[tuple[str, str]]:
    dice = random.Random(7)  # noqa: S311 (made-up texts)
    words = [f"w{number}" for number in range(WORDS_KNOWN)]
    last = ("", [""])
    for number in range(count):
        if number % COPY_EVERY == COPY_EVERY - 1:
            title, text = last
            changed = [dice.choice(words) if dice.random() < 0.04 else w for w in text]
            yield title, " ".join(changed)
        else:
            last = (f"Engineer {number % 900}", dice.choices(words, k=WORDS_IN_TEXT))
            yield last[0], " ".join(last[1])
