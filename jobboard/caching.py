"""The cache: Redis that may be away without taking a page with it."""

import time
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any, Generic, TypeVar, cast

import structlog
from django.core.cache import cache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import ConnectionPool
from redis.exceptions import RedisError

from jobboard import sentinels
from jobboard.observability.metrics import CACHE_AWAY

log = structlog.get_logger("cache")
T = TypeVar("T")

# For how long a thread asks nothing of a Redis that has just not answered.
REST_SECONDS = 1.0
# One computes, for at most so long; others look for the result so often, and
# compute it themselves when it has not come.
HELD_SECONDS = 10
WAIT_SECONDS = 5.0
LOOK_SECONDS = 0.02


def forgiving(
    method: Callable[..., T], otherwise: Callable[..., Any]
) -> Callable[..., Any]:
    """The method, answering what an empty cache would where Redis does not answer."""

    @wraps(method)
    def call(self: "ForgivingRedisCache", *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() < self.rests_until:
            return otherwise(*args, **kwargs)
        try:
            return method(self, *args, **kwargs)
        except RedisError as error:
            self.rests_until = time.monotonic() + REST_SECONDS
            away(method.__name__, error)
            return otherwise(*args, **kwargs)

    return call


def away(call: str, error: RedisError) -> None:
    """Say that Redis did not answer this call."""
    log.warning("cache is away", call=call, error=type(error).__name__)
    CACHE_AWAY.labels(call).inc()


def default_of(_key: str, default: Any = None, *_args: Any, **_kwargs: Any) -> Any:
    return default


class LastingClient(RedisCacheClient):
    """Django's, which makes a client for each command: half of the command's time.

    It also finds the primary that Sentinels name.
    """

    def __init__(self, servers: list[str], **options: Any) -> None:
        super().__init__(servers, **options)
        self.server, self.options = servers[0], options
        self.named = sentinels.read(self.server)
        self.made: dict[bool, Any] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        if write not in self.made:
            self.made[write] = (
                self.named.client(**self.options)
                if self.named
                else super().get_client(key, write=write)
            )
        return self.made[write]

    def dedicated(self) -> ConnectionPool:
        """Connections on which Redis may speak unasked, which none of the others knows."""
        options = {**self.options, "protocol": 3}
        if self.named:
            pool: ConnectionPool = self.named.client(**options).connection_pool
            return pool
        return ConnectionPool.from_url(self.server, **options)

    def read(self, found: bytes) -> Any:
        """A value as it was kept."""
        return self._serializer.loads(found)  # type: ignore[attr-defined]


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache; while Redis is away, nothing is found and nothing kept."""

    rests_until = 0.0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._class = LastingClient

    get = forgiving(RedisCache.get, default_of)
    set = forgiving(RedisCache.set, lambda *_a, **_k: False)
    add = forgiving(RedisCache.add, lambda *_a, **_k: True)
    touch = forgiving(RedisCache.touch, lambda *_a, **_k: False)
    delete = forgiving(RedisCache.delete, lambda *_a, **_k: False)
    get_many = forgiving(RedisCache.get_many, lambda *_a, **_k: {})
    set_many = forgiving(RedisCache.set_many, lambda *_a, **_k: [])
    delete_many = forgiving(RedisCache.delete_many, lambda *_a, **_k: None)
    has_key = forgiving(RedisCache.has_key, lambda *_a, **_k: False)
    incr = forgiving(RedisCache.incr, lambda *_a, **_k: 1)
    clear = forgiving(RedisCache.clear, lambda *_a, **_k: False)

    def _run(self, script: str, key: str, *arguments: Any) -> Any:
        """What a Lua script answers for this key; None where Redis is away."""
        made = self.make_and_validate_key(key)
        return self._cache.get_client(made, write=True).eval(
            script, 1, made, *arguments
        )

    run = forgiving(_run, lambda *_a, **_k: None)

    def dedicated(self) -> ConnectionPool:
        """A pool of connections for `tracking`."""
        return cast(LastingClient, self._cache).dedicated()

    def read(self, found: bytes) -> Any:
        """A value as it was kept."""
        return cast(LastingClient, self._cache).read(found)


def get_or_compute(
    key: str, compute: Callable[[], T | None], *, seconds: float
) -> T | None:
    """What is kept under the key; otherwise what one of all askers computes.

    compute: gives None for what is not to be kept; then the caller has it already,
    and every other asker computes for themselves. seconds: how long it is kept.
    Raises what `compute` raises; the next asker then tries anew.
    """
    found: T | None = cache.get(key)
    if found is not None:
        return found
    lock, deadline = f"{key}:lock", time.monotonic() + WAIT_SECONDS
    while not cache.add(lock, 1, HELD_SECONDS) and time.monotonic() < deadline:
        time.sleep(LOOK_SECONDS)
        found = cache.get(key)
        if found is not None:
            return found
    try:
        # Whoever held the lock before may have finished between two looks.
        found = cache.get(key)
        if found is None:
            found = compute()
            if found is not None:
                cache.set(key, found, seconds)
    finally:
        cache.delete(lock)
    return found


class Near(Generic[T]):
    """What this process was asked for last; a key means the same for good."""

    def __init__(self, limit: int) -> None:
        self.limit, self.lock = limit, Lock()
        self.kept: OrderedDict[str, T] = OrderedDict()

    def get(self, key: str) -> T | None:
        return self.kept.get(key)

    def keep(self, key: str, value: T) -> None:
        with self.lock:
            self.kept[key] = value
            while len(self.kept) > self.limit:
                self.kept.popitem(last=False)
