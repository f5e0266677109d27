"""`make bench`: boards of several sizes, each filled once and measured in one run.

SIZES=10000,100000 chooses them. Each size has a cluster of its own, and a process of
its own measures it.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import psutil

PROJECT = Path(__file__).resolve().parents[1]
SIZES = os.environ.get("SIZES", "10000,100000,1000000")
ROUNDS = 30
A_QUARTER = psutil.virtual_memory().total // 4 // 2**20
# What the manual of PostgreSQL advises to begin with; and what a crash would lose is
# filled again.
SETTINGS = (
    f"shared_buffers={A_QUARTER}MB",
    "max_wal_size=4GB",
    "wal_level=minimal",
    "max_wal_senders=0",
    "full_page_writes=off",
    "fsync=off",
)


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def milliseconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of some rounds after a warm-up."""
    work()
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def main() -> None:
    # Ads are read without a database, whatever its size.
    subprocess.run(
        [sys.executable, "-m", "benchmarks.reading"], cwd=PROJECT, check=True
    )
    for size in SIZES.split(","):
        state = PROJECT / ".local" / f"bench-{int(size)}"
        environment = {
            **os.environ,
            "STATE_DIR": str(state),
            "BENCH_SIZE": size,
            "DJANGO_SETTINGS_MODULE": "jobboard.settings",
            "LOG_LEVEL": "ERROR",
            "API_RATE_ANONYMOUS": "1000000000",
        }
        command = [sys.executable, "-m", "benchmarks"]
        subprocess.run(command, env=environment, cwd=PROJECT, check=True)  # noqa: S603


def measure(size: int) -> None:
    from jobboard.stack import places  # noqa: PLC0415
    from jobboard.stack.commands import use_embedded  # noqa: PLC0415

    with ExitStack() as stack:
        use_embedded(stack, places.state_dir(), *SETTINGS)
        import django  # noqa: PLC0415

        django.setup()
        from benchmarks import filling  # noqa: PLC0415

        filling.fill(size, say)
        print_searches(size)
        print_pages(size)
        print_alerts(size)
        from benchmarks import web  # noqa: PLC0415

        web.print_rates()


def print_searches(size: int) -> None:
    from benchmarks import pages, searches  # noqa: PLC0415

    known = dict(searches.searches())
    say(f"\n{size:,} postings: each search {searches.ROUNDS} times, milliseconds\n")
    say(f"{'':44}{'p50':>8}{'p95':>8}{'queries':>8}{'SQL':>8}")
    jobs = [(name, searches.work(criteria)) for name, criteria in known.items()]
    for name, job in [*jobs, *searches.other_work(), *pages.before_templates()]:
        p50, p95, queries, bare = searches.measured(job)
        say(f"{name:44}{p50:8.1f}{p95:8.1f}{queries:8}{bare:8.1f}")
    say(f"\n{'beside a naive twin':44}{'ours':>8}{'naive':>9}{'ratio':>8}")
    for name in searches.NAIVE:
        mine = milliseconds(searches.work(known[name]), rounds=5)
        theirs = milliseconds(lambda n=name: searches.naive(known[n]), rounds=3)  # type: ignore[misc]
        say(f"{name:44}{mine:8.1f}{theirs:9.1f}{theirs / mine:7.1f}×")


def print_pages(size: int) -> None:
    from benchmarks import api, pages  # noqa: PLC0415

    say(f"\n{size:,} postings: pages, medians of {ROUNDS} rounds, in milliseconds\n")
    say(f"{'':44}{'ours':>8}{'naive':>9}{'ratio':>8}")
    for name, ours, naive in pages.pairs():
        mine, theirs = milliseconds(ours), milliseconds(naive, rounds=5)
        say(f"{name:44}{mine:8.1f}{theirs:9.1f}{theirs / mine:7.1f}×")
    mine, theirs = api.compare()
    name = "twenty by the API, requests/s"
    say(f"{name:44}{mine:8.0f}{theirs:9.0f}{mine / theirs:7.1f}×")


def print_alerts(size: int) -> None:
    """A day's postings are the same however many were there before: measured once."""
    from benchmarks import alerts  # noqa: PLC0415

    if size == int(SIZES.split(",")[0]):
        alerts.report(say)


if __name__ == "__main__":
    if "BENCH_SIZE" in os.environ:
        measure(int(os.environ["BENCH_SIZE"]))
    else:
        main()
