"""Whole pages that many readers share, for as long as nothing public has changed.

A page is kept under its address, language, look and generation, in Redis and for
the busiest in the process itself. Its ETag says the same, so that a reader who has
the page already gets a 304 without anything being read but the generation. A page
for somebody (a session, a message, a cookie that says something about the reader)
is never kept and never shared.
"""

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import get_language

from jobboard import generations
from jobboard.appearance import listens_to_keys, theme_of
from jobboard.caching import Near, get_or_compute

NEAR_PAGES = 500
OK, NOT_MODIFIED = 200, 304
VARY = ("Accept-Language", "Cookie")
Served = Callable[[HttpRequest, Sequence[int]], None]


@dataclass(frozen=True)
class Page:
    """What is kept of an answer."""

    body: bytes
    content_type: str
    about: tuple[int, ...] = ()

    def response(self) -> HttpResponse:
        return showing(HttpResponse(self.body, self.content_type), self.about)


near: Near[Page] = Near(NEAR_PAGES)


def showing(response: HttpResponse, about: Sequence[int]) -> HttpResponse:
    """Say which rows a page shows, so that whoever counts need not make it again."""
    response.about = tuple(about)  # type: ignore[attr-defined]
    return response


def shared(
    request: HttpRequest,
    make: Callable[[], HttpResponse],
    *,
    personal: Collection[str] = (),
    served: Served | None = None,
) -> HttpResponse:
    """The page at this address, made once for all who may share it.

    personal: cookies that change this page, beyond the session's and the messages'.
    served: is told of each whole page that goes out, and of what `showing` said of it,
    whoever made it and when.
    """
    response = found_or_made(request, make, personal)
    about = getattr(response, "about", ())
    if served is not None and about and response.status_code == OK:
        served(request, about)
    return response


def found_or_made(
    request: HttpRequest, make: Callable[[], HttpResponse], personal: Collection[str]
) -> HttpResponse:
    if not may_share(request, personal):
        return privately(make())
    generation = generations.current() if settings.PAGE_CACHE_SECONDS else None
    if generation is None:
        return publicly(make(), "")
    key = key_of(request, generation)
    etag = f'W/"{key}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return publicly(HttpResponse(status=NOT_MODIFIED), etag)
    page = near.get(key)
    if page is not None:
        return publicly(page.response(), etag)
    return made_once(key, make, etag)


def made_once(key: str, make: Callable[[], HttpResponse], etag: str) -> HttpResponse:
    """From Redis, or by the one of all askers who makes it."""
    own: list[HttpResponse] = []

    def compute() -> Page | None:
        own.append(make())
        return page_of(own[0])

    page = get_or_compute(f"page:{key}", compute, seconds=settings.PAGE_CACHE_SECONDS)
    if page is None:
        return privately(own[0])
    near.keep(key, page)
    return publicly(page.response(), etag)


def page_of(response: HttpResponse) -> Page | None:
    """What may be kept: a whole page that says nothing to one reader alone."""
    if response.status_code != OK or response.streaming or response.cookies:
        return None
    about = getattr(response, "about", ())
    return Page(response.content, response["Content-Type"], about)


def may_share(request: HttpRequest, personal: Collection[str]) -> bool:
    told = {settings.SESSION_COOKIE_NAME, "messages", *personal}
    return (
        request.method in ("GET", "HEAD")
        and not told & request.COOKIES.keys()
        and "Authorization" not in request.headers
    )


def key_of(request: HttpRequest, generation: str) -> str:
    """Everything that makes one shared page another."""
    parts = (
        settings.RELEASE,
        generation,
        str(int(time.time() / settings.PAGE_CACHE_SECONDS)),
        request.get_host(),
        request.get_full_path(),
        get_language() or "",
        theme_of(request),
        str(listens_to_keys(request)),
        str(request.headers.get("HX-Request", "")),
    )
    text = "\0".join(parts).encode("utf-8", "surrogateescape")
    return blake2b(text, digest_size=16).hexdigest()


def publicly(response: HttpResponse, etag: str) -> HttpResponse:
    """To be kept by anyone, and asked about each time."""
    if response.status_code in (OK, NOT_MODIFIED):
        patch_cache_control(response, public=True, no_cache=True)
        patch_vary_headers(response, VARY)
        if etag:
            response["ETag"] = etag
        return response
    return privately(response)


def privately(response: HttpResponse) -> HttpResponse:
    """For its reader alone, who asks each time: browsers keep a 410 for ever."""
    patch_cache_control(response, private=True, no_cache=True)
    return response
