"""A pytest plugin: every run has a database and a Redis of its own.

They are started before the first test and removed after the last; a run that
was killed is cleared away by the next one. Servers that the environment names
are used instead.
"""

import fcntl
import os
import shutil
from contextlib import ExitStack
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
RUNS = PROJECT / ".local" / "tests"
IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ

if not IS_WORKER:
    os.environ["STATE_DIR"] = str(RUNS / str(os.getpid()))

from jobboard.stack import places  # noqa: E402
from jobboard.stack.catalogues import compile_catalogues  # noqa: E402
from jobboard.stack.commands import use_embedded  # noqa: E402

# A cluster that lives for one run of the tests may forget everything in a crash.
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")

running = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    if IS_WORKER or config.option.collectonly:
        return
    compile_catalogues()
    state = places.state_dir()
    state.mkdir(parents=True)
    lock = running.enter_context((state / "run.lock").open("w"))
    fcntl.flock(lock, fcntl.LOCK_EX)
    clear_killed_runs(state)
    running.callback(places.remove, state)
    use_embedded(running, state, *FORGETFUL)


def pytest_unconfigure(config: pytest.Config) -> None:
    running.close()


def clear_killed_runs(own: Path) -> None:
    """End and remove what runs that were killed have left."""
    from jobboard.stack.postgres import PostgreSQL
    from jobboard.stack.redis import Redis

    for state in RUNS.iterdir():
        if state == own:
            continue
        try:
            with (state / "run.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except FileNotFoundError:
            shutil.rmtree(state, ignore_errors=True)
        except BlockingIOError:
            continue
        else:
            for server in (PostgreSQL(state), Redis(state)):
                server.end_survivors()
            places.remove(state)
