"""How well ads are read: precision and recall of each fact, and what was missed."""

from collections.abc import Callable

from tests.extraction.scoring import Score, scores

LANGUAGES = ("all", "en", "es", "pt")
MISSES_SHOWN = 20


def report(say: Callable[[str], None]) -> None:
    """A line for each fact: precision and recall over all ads, and by language."""
    table = scores()
    facts = [fact for fact, language in table if language == "all"]
    say("\nextraction, precision / recall\n")
    say(f"{'':12}" + "".join(f"{language:>16}" for language in LANGUAGES))
    for fact in facts:
        figures = (table[fact, language] for language in LANGUAGES)
        say(f"{fact:12}" + "".join(f"{shown(score):>16}" for score in figures))
    say("")
    for fact in facts:
        for miss in table[fact, "all"].misses[:MISSES_SHOWN]:
            say(f"  {fact}: {miss}")


def shown(score: Score) -> str:
    return f"{score.precision:.3f} / {score.recall:.3f}"
