"""How well ads are read: precision and recall of each fact, and what was missed."""

from collections.abc import Callable

from tests.extraction.scoring import Score, collection, line_scores, scores

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
    report_lines(say)


def report_lines(say: Callable[[str], None]) -> None:
    """The same for lines found in the wild, where their collection is at hand."""
    folder = collection()
    if folder is None:
        say("\nlines found in the wild: SHARED_DATA names no folder")
        return
    say("\nlines found in the wild, precision / recall\n")
    for kind, score in line_scores(folder).items():
        say(f"{kind:12}{shown(score):>16}{score.right + score.missed:8} stated")
    say("")
    kinds = line_scores(folder)
    for kind in kinds.keys() - {f"pay {language}" for language in LANGUAGES}:
        for miss in kinds[kind].misses[:MISSES_SHOWN]:
            say(f"  {kind}: {miss}")


def shown(score: Score) -> str:
    return f"{score.precision:.3f} / {score.recall:.3f}"
