"""The servers that a `manage.py` command needs, for as long as it runs."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from jobboard.stack import places

# `up` looks after the servers itself; the others never ask the database.
ALONE = {
    "up",
    "help",
    "version",
    "collectstatic",
    "compilemessages",
    "makemessages",
    "findstatic",
    "write_schema",
}


@contextmanager
def servers_for(arguments: Sequence[str]) -> Iterator[None]:
    """Start PostgreSQL and Redis where the command needs them and nobody named any."""
    command = next(iter(arguments), "help")
    with ExitStack() as stack:
        if command not in ALONE and "--help" not in arguments:
            try:
                use_embedded(stack, places.state_dir())
            except places.StackError as error:
                sys.exit(str(error))
        yield


def use_embedded(stack: ExitStack, state: Path, *settings: str) -> None:
    """Keep what the environment does not name running until the stack unwinds.

    settings: what PostgreSQL is told beside its defaults, `name=value`.
    """
    # Not installed where a real server is named; imported only when needed.
    if not os.environ.get("DATABASE_URL"):
        from jobboard.stack.postgres import PostgreSQL  # noqa: PLC0415

        stack.enter_context(PostgreSQL(state, *settings).used())
    if not os.environ.get("REDIS_URL"):
        from jobboard.stack.redis import Redis  # noqa: PLC0415

        stack.enter_context(Redis(state).used())
