"""Rate limits: one counter in Redis, counted and read in a single step.

Counting and asking apart lets parallel requests through: REST framework's own
throttle of 10 let 39 of 60 in. Here a Lua script counts, starts the window with
the first request, and says what is left. While Redis is away everything is
allowed, and the cache says so in the log and in the metrics.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from typing import cast

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from jobboard import errors
from jobboard.caching import ForgivingRedisCache
from jobboard.rest.problems import problem_response
from jobboard.security import client_address

Handler = Callable[..., HttpResponse]
COUNT = """
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {count, redis.call('PTTL', KEYS[1])}
"""
NOTED = "jobboard.rate"


@dataclass(frozen=True)
class Limit:
    """At most `quota` requests of one client in a window of so many seconds."""

    name: str
    quota: int
    window: int = 60


@dataclass(frozen=True)
class Count:
    """Where one client stands: how many are left, and in how many seconds it resets."""

    limit: Limit
    left: int
    resets_in: int
    is_allowed: bool

    def headers(self) -> dict[str, str]:
        """The fields of the IETF's draft; Retry-After where nothing is left."""
        name, limit = self.limit.name, self.limit
        fields = {
            "RateLimit-Policy": f'"{name}";q={limit.quota};w={limit.window}',
            "RateLimit": f'"{name}";r={self.left};t={self.resets_in}',
        }
        return (
            fields if self.is_allowed else fields | {"Retry-After": str(self.resets_in)}
        )


def hit(limit: Limit, who: str) -> Count:
    """Count one request of this client, in one step that nothing can come between."""
    digest = blake2b(
        who.encode(), digest_size=16, key=settings.SECRET_KEY[:64].encode()
    )
    key = f"rate:{limit.name}:{digest.hexdigest()}"
    redis = cast(ForgivingRedisCache, cache)
    answer = redis.run(COUNT, key, limit.window * 1000) or [1, limit.window * 1000]
    count, milliseconds = answer
    return Count(
        limit=limit,
        left=max(limit.quota - count, 0),
        resets_in=max(ceil(milliseconds / 1000), 1),
        is_allowed=count <= limit.quota,
    )


def by_address(request: HttpRequest) -> str:
    """Whom an address stands for: of IPv6 a whole /64, which is one customer."""
    written = client_address(request)
    try:
        address = ip_address(written)
    except ValueError:
        return written
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((address, 64), strict=False))
    return str(address)


def anonymous() -> Limit:
    return Limit("anonymous", settings.API_RATE_ANONYMOUS)


def count(request: HttpRequest, limit: Limit, who: str) -> bool:
    """Whether the request is within its limit; its answer will say how it stands."""
    request.META[NOTED] = counted = hit(limit, who)
    return counted.is_allowed


class RateLimitMiddleware:
    """Every answer of the API says how its client stands.

    Without Authorization it is counted by address before any work is done. With it,
    the authentication counts by token; a token that is no good counts by address,
    so that made-up tokens are no way around.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(errors.API_PREFIXES):
            return self.get_response(request)
        response = None
        if "Authorization" in request.headers:
            response = self.get_response(request)
        if NOTED not in request.META and not count(
            request, anonymous(), by_address(request)
        ):
            response = problem_response(429)
        response = response or self.get_response(request)
        counted: Count = request.META[NOTED]
        for name, value in counted.headers().items():
            response[name] = value
        return response


def limited(name: str, *, quota: int, window: int = 60) -> Callable[[Handler], Handler]:
    """A view whose posts are limited by address; a page says when it is too many."""
    limit = Limit(name, quota, window)

    def decorate(view: Handler) -> Handler:
        @wraps(view)
        def guarded(
            request: HttpRequest, *args: object, **kwargs: object
        ) -> HttpResponse:
            if request.method != "POST":
                return view(request, *args, **kwargs)
            counted = hit(limit, by_address(request))
            if counted.is_allowed:
                return view(request, *args, **kwargs)
            response = errors.refused(request, 429)
            response["Retry-After"] = str(counted.resets_in)
            return response

        return guarded

    return decorate
