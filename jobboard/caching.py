"""The cache: Redis that may be away without taking a page with it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import structlog
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = structlog.get_logger("cache")
T = TypeVar("T")


def forgiving(
    method: Callable[..., T], otherwise: Callable[..., Any]
) -> Callable[..., Any]:
    """The method, answering what an empty cache would where Redis does not answer."""

    @wraps(method)
    def call(self: "ForgivingRedisCache", *args: Any, **kwargs: Any) -> Any:
        try:
            return method(self, *args, **kwargs)
        except RedisError as error:
            log.warning(
                "cache is away", call=method.__name__, error=type(error).__name__
            )
            return otherwise(*args, **kwargs)

    return call


def default_of(_key: str, default: Any = None, *_args: Any, **_kwargs: Any) -> Any:
    return default


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache; while Redis is away, nothing is found and nothing kept."""

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
