"""A value in Redis that a process remembers until Redis says that it has changed.

Redis tells whoever reads a key with tracking on that it was written, before it
answers what anybody asks next. Whether it has told is seen without a word to it,
by looking at the socket. Asking for the value each time would say the same, and
would take longer than everything else that is done for a page that is kept.
"""

import os
import select
import time
from dataclasses import dataclass
from threading import Lock
from typing import Any, cast

from django.core.cache import DEFAULT_CACHE_ALIAS, caches
from redis import exceptions

from jobboard.caching import REST_SECONDS, ForgivingRedisCache, away

# Asked for again after so long, should the connection hang without an end.
TRUSTED_SECONDS = 0.25


def kept_by() -> ForgivingRedisCache:
    return cast(ForgivingRedisCache, caches[DEFAULT_CACHE_ALIAS])


@dataclass(frozen=True)
class Known:
    """What Redis answered, and where it would tell of a change."""

    value: Any
    until: float
    socket: int

    def is_fresh(self) -> bool:
        if time.monotonic() >= self.until:
            return False
        poll = select.poll()
        poll.register(self.socket, select.POLLIN)
        return not poll.poll(0)


class Tracked:
    """One key of the cache, for all threads of a process."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.forget()
        os.register_at_fork(after_in_child=self.forget)

    def forget(self) -> None:
        """Begin anew: a child must not speak on its parent's connection."""
        self.lock = Lock()
        self.connection: Any = None
        self.last: Any = None
        self.known: Known | None = None
        self.rests_until = 0.0

    def doubt(self) -> None:
        """Ask the next time: this process has just written it."""
        self.known = None

    def get(self) -> Any:
        """The value as Redis has it now; None where it has none, or is away.

        Without the lock, which all threads would queue for. What one of them is
        just reading from the socket is not there for another: it has taken `known`
        away before.
        """
        known = self.known
        if known and known.is_fresh() and known is self.known:
            return known.value
        with self.lock:
            return self.asked_for()

    def asked_for(self) -> Any:
        known = self.known
        if known and known.is_fresh():
            return known.value
        if time.monotonic() < self.rests_until:
            return None
        try:
            return self.ask_somehow()
        except exceptions.RedisError as error:
            self.hang_up()
            self.rests_until = time.monotonic() + REST_SECONDS
            away("track", error)
            return None

    def ask_somehow(self) -> Any:
        try:
            return self.ask()
        except (exceptions.ConnectionError, RecursionError):
            # Closed for having been idle, say, or told more often within one answer
            # than the client's reader can nest: a new one answers, or Redis is away.
            self.hang_up()
            return self.ask()

    def ask(self) -> Any:
        self.known, until = None, time.monotonic() + TRUSTED_SECONDS
        if self.connection is None:
            self.connection = self.connect()
        while self.connection.can_read():
            self.connection.read_response(push_request=True)
        found = self.asked()
        while found != self.last or self.connection.can_read():
            # Nobody shows a new value before everybody has been told of it: the
            # telling is written before Redis reads this second question.
            self.last, found = found, self.asked()
        if found is not None:
            socket = self.connection._sock.fileno()  # noqa: SLF001
            self.known = Known(found, until, socket)
        return found

    def asked(self) -> Any:
        self.connection.send_command("GET", kept_by().make_and_validate_key(self.key))
        # What was told meanwhile stands in front of the answer, and is skipped.
        found = self.connection.read_response()
        return None if found is None else kept_by().read(found)

    def connect(self) -> Any:
        """A connection of its own: what Redis says unasked must not mix with answers."""
        connection: Any = kept_by().dedicated().get_connection()
        connection.send_command("CLIENT", "TRACKING", "ON")
        connection.read_response()
        return connection

    def hang_up(self) -> None:
        connection, self.connection = self.connection, None
        self.known = self.last = None
        if connection is not None:
            connection.disconnect()
