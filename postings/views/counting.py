"""Counting what readers see and open: no robots, and nothing of who they are."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils import timezone

from postings.insights.counting import count
from postings.models import Origin, Step

# Programs say so, nearly all of them; and browsers that fetch ahead do.
ROBOTS = re.compile(
    r"bot\b|bot[/;_-]|crawl|spider|slurp|preview|scan|monitor|fetch|archiv|feed|headless"
    r"|lighthouse|facebookexternalhit|whatsapp|embedly|python|curl|wget|java/|okhttp"
    r"|go-http|libwww|httpclient|axios|node|ruby|perl|php|scrapy|postman",
    re.IGNORECASE,
)
# Names of sites and of tags, by the class that they belong to.
CLASSES: dict[Origin, tuple[str, ...]] = {
    Origin.MAIL: (
        *("mail", "email", "newsletter", "outlook", "gmail", "alert", "digest"),
    ),
    Origin.SEARCH: (
        *("google", "bing", "duckduckgo", "ecosia", "yahoo", "yandex", "brave"),
        *("startpage", "qwant", "baidu", "kagi"),
    ),
    Origin.SOCIAL: (
        *("linkedin", "lnkd", "facebook", "instagram", "twitter", "t", "x", "reddit"),
        *("whatsapp", "telegram", "discord", "slack", "mastodon", "bsky", "threads"),
        *("youtube", "tiktok", "pinterest"),
    ),
}


def seen(request: HttpRequest, ids: Sequence[int]) -> None:
    """A list went out that shows these."""
    note(request, ids, Step.SEEN)


def opened(request: HttpRequest, ids: Sequence[int]) -> None:
    """The page of one went out."""
    note(request, ids, Step.OPENED)


def note(request: HttpRequest, ids: Sequence[int], step: Step) -> None:
    if is_reader(request):
        count(ids, step, origin_of(request), on=timezone.localdate())


def is_reader(request: HttpRequest) -> bool:
    """A person's browser that shows the page now, as far as it says so."""
    agent = request.headers.get("User-Agent", "")
    ahead = f"{request.headers.get('Sec-Purpose')} {request.headers.get('Purpose')}"
    is_person = agent.startswith("Mozilla/") and not ROBOTS.search(agent)
    return request.method == "GET" and is_person and "prefetch" not in ahead


def origin_of(request: HttpRequest) -> Origin:
    """The class of where the reader came from; a tag says more than the site."""
    tags = [request.GET.get(f"utm_{name}", "") for name in ("medium", "source")]
    if any(tags):
        return class_of(" ".join(tags)) or Origin.CAMPAIGN
    try:
        host = urlsplit(request.headers.get("Referer", "")).hostname or ""
    except ValueError:
        host = ""
    if not host:
        return Origin.DIRECT
    if host == request.get_host().partition(":")[0]:
        return Origin.HERE
    return class_of(host) or Origin.OTHER


def class_of(words: str) -> Origin | None:
    """The class that one of the words belongs to, the first of them first."""
    for word in re.findall(r"[a-z0-9]+", words.lower()[:200]):
        for origin, names in CLASSES.items():
            if word in names:
                return origin
    return None
