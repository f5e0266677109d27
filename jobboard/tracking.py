"""A value in Redis that a process remembers until Redis says that it has changed.

Redis tells whoever reads a key with tracking on that it was written, before it
answers what anybody asks next. Whether it has told is seen without a word to it,
by looking at the socket. Asking for the value each time would say the same, and
would take longer than everything else that is done for a page that is kept.
"""

import os
import time
from threading import Lock
from typing import Any, cast

from django.core.cache import DEFAULT_CACHE_ALIAS, caches
from redis import exceptions

from jobboard.caching import REST_SECONDS, ForgivingRedisCache, away

# Asked for again after so long, should the connection hang without an end.
TRUSTED_SECONDS = 0.25


def kept_by() -> ForgivingRedisCache:
    return cast(ForgivingRedisCache, caches[DEFAULT_CACHE_ALIAS])


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
        self.value: Any = None
        self.trusted_until = self.rests_until = 0.0

    def doubt(self) -> None:
        """Ask the next time: this process has just written it."""
        self.trusted_until = 0.0

    def get(self) -> Any:
        """The value as Redis has it now; None where it has none, or is away."""
        with self.lock:
            if time.monotonic() < self.rests_until:
                return None
            try:
                self.freshen()
            except exceptions.RedisError as error:
                self.hang_up()
                self.rests_until = time.monotonic() + REST_SECONDS
                away("track", error)
                return None
            return self.value

    def freshen(self) -> None:
        try:
            if not self.is_fresh():
                self.ask()
        except exceptions.ConnectionError:
            # Closed for having been idle, say: a new one answers, or Redis is away.
            self.hang_up()
            self.ask()

    def is_fresh(self) -> bool:
        is_trusted = time.monotonic() < self.trusted_until and self.value is not None
        return is_trusted and not self.connection.can_read()

    def ask(self) -> None:
        began = time.monotonic()
        if self.connection is None:
            self.connection = self.connect()
        found = self.asked()
        while found != self.value:
            # Nobody shows a new value before everybody has been told of it: the
            # telling is written before Redis reads this second question.
            self.value, found = found, self.asked()
        self.trusted_until = began + TRUSTED_SECONDS

    def asked(self) -> Any:
        self.connection.send_command("GET", kept_by().make_and_validate_key(self.key))
        # What was told before stands in front of the answer, and is skipped.
        found = self.connection.read_response()
        return None if found is None else kept_by().read(found)

    def connect(self) -> Any:
        """A connection of its own: what Redis says unasked must not mix with answers."""
        connection: Any = kept_by().dedicated().get_connection()
        connection.send_command("CLIENT", "TRACKING", "ON")
        connection.read_response()
        return connection

    def hang_up(self) -> None:
        connection, self.connection, self.value = self.connection, None, None
        if connection is not None:
            connection.disconnect()
