"""`make bench`: a board of its own, filled once, and each page beside its naive twin."""

import os
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
os.environ["STATE_DIR"] = str(PROJECT / ".local" / "bench")
os.environ["DJANGO_SETTINGS_MODULE"] = "jobboard.settings"
os.environ["LOG_LEVEL"] = "ERROR"

from jobboard.stack import places  # noqa: E402
from jobboard.stack.commands import use_embedded  # noqa: E402

POSTINGS = int(os.environ.get("POSTINGS", "3000"))
ROUNDS = 30


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def milliseconds(work: Callable[[], object]) -> float:
    """The median of some rounds after a warm-up."""
    work()
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def main() -> None:
    with ExitStack() as stack:
        use_embedded(stack, places.state_dir())
        import django  # noqa: PLC0415

        django.setup()
        from benchmarks import filling, pages  # noqa: PLC0415

        filling.fill(POSTINGS, say)
        say(f"\n{POSTINGS} postings; medians of {ROUNDS} rounds, in milliseconds\n")
        say(f"{'':34}{'ours':>8}{'naive':>9}{'ratio':>8}")
        for name, ours, naive in pages.pairs():
            mine, theirs = milliseconds(ours), milliseconds(naive)
            say(f"{name:34}{mine:8.1f}{theirs:9.1f}{theirs / mine:7.1f}×")


if __name__ == "__main__":
    main()
