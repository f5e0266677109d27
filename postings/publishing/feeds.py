"""Any search as a feed: Atom 1.0 (RFC 4287), RSS 2.0 and JSON Feed 1.1."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from django.conf import settings
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext as _

from postings.models import Posting
from postings.publishing import facts, following
from postings.publishing.addresses import PREFIXES, posting_address
from postings.search.criteria import Criteria

# Changes when items are made in another way.
SHAPE = "1"
ITEMS = 50
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
JSON_FEED = "https://jsonfeed.org/version/1.1"


@dataclass(frozen=True)
class Feed:
    """What the three kinds have in common. own and list: absolute addresses."""

    criteria: Criteria
    postings: Sequence[Posting]
    own: str
    list: str

    @property
    def title(self) -> str:
        return f"{settings.SITE_NAME}: {following.title(self.criteria)}"

    @property
    def changed_at(self) -> datetime:
        """When the newest change was made to any of it; long ago where it is empty."""
        return max((changed(posting) for posting in self.postings), default=LONG_AGO)

    def etag(self, kind: str) -> str:
        """An entity tag, without rendering anything: it names all that is shown."""
        parts = [SHAPE, kind, self.own, self.title]
        for posting in self.postings:
            parts += [f"{posting.pk}.{posting.version}", authored(posting)]
        digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
        return f'"{digest[:32]}"'


def changed(posting: Posting) -> datetime:
    return max(posting.changed_at, posting.published_at or posting.changed_at)


def tag(posting: Posting) -> str:
    """An id that never changes, whatever the title or the address (RFC 4151)."""
    first = posting.published_at or posting.created_at
    return f"tag:{settings.SITE_HOST},{first:%Y-%m-%d}:job/{posting.public_id}"


def content(posting: Posting) -> str:
    """The facts, then the text, as HTML that has been made harmless."""
    rows = (
        (fact.label, fact.value or _("not stated"))
        for fact in facts.sheet(posting)
        if fact.name != "dates"
    )
    lines = format_html_join("", "<li>{}: {}</li>", rows)
    return format_html("<ul>{}</ul>", lines) + posting.description_html


def authored(posting: Posting) -> str:
    return posting.company.name if posting.company else _("Company not stated")


class Dated:
    """Says of an empty feed, too, when it was changed: the same at every reading."""

    feed: dict[str, Any]

    def latest_post_date(self) -> datetime:
        found: datetime = self.feed["changed_at"]
        return found


class Atom(Dated, Atom1Feed):
    """Atom 1.0."""


class Rss(Dated, Rss201rev2Feed):
    """RSS 2.0."""


def as_xml(made: type[SyndicationFeed]) -> Callable[[Feed], bytes]:
    def render(feed: Feed) -> bytes:
        document = made(
            title=feed.title,
            changed_at=feed.changed_at,
            link=feed.list,
            description=_("The newest open jobs of this search."),
            language=get_language(),
            feed_url=feed.own,
            feed_guid=feed.own,
        )
        for posting in feed.postings:
            document.add_item(
                title=posting.title,
                link=posting_address(posting),
                description=content(posting),
                unique_id=tag(posting),
                unique_id_is_permalink=False,
                author_name=authored(posting),
                pubdate=posting.published_at,
                updateddate=changed(posting),
                categories=[need.skill.name for need in posting.skill_needs.all()],
            )
        return document.writeString("utf-8").encode()

    return render


def as_json(feed: Feed) -> bytes:
    items = [
        {
            "id": tag(posting),
            "url": posting_address(posting),
            "title": posting.title,
            "content_html": content(posting),
            "summary": facts.pay_line(posting) or _("Salary not stated"),
            "date_published": posting.published_at,
            "date_modified": changed(posting),
            "authors": [{"name": authored(posting)}],
            "tags": [need.skill.name for need in posting.skill_needs.all()],
            "language": PREFIXES[posting.language],
        }
        for posting in feed.postings
    ]
    head = {
        "version": JSON_FEED,
        "title": feed.title,
        "home_page_url": feed.list,
        "feed_url": feed.own,
        "language": get_language(),
    }
    return orjson.dumps({**head, "items": items}, option=orjson.OPT_UTC_Z)


KINDS: dict[str, tuple[str, Callable[[Feed], bytes]]] = {
    "atom": ("application/atom+xml; charset=utf-8", as_xml(Atom)),
    "rss": ("application/rss+xml; charset=utf-8", as_xml(Rss)),
    "json": ("application/feed+json; charset=utf-8", as_json),
}
