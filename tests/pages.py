"""The head of a page, as machines read it."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.test import Client


@dataclass
class Head(HTMLParser):
    """Title, canonical address, alternates by tag, metas by name, and data blocks."""

    title: str = ""
    canonical: str = ""
    alternates: dict[str, str] = field(default_factory=dict)
    meta: dict[str, str] = field(default_factory=dict)
    blocks: list[str] = field(default_factory=list)
    within: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.within = tag
        if tag == "meta":
            name = found.get("name") or found.get("property")
            if name:
                assert name == "og:locale:alternate" or name not in self.meta, name
                self.meta[name] = found["content"]
        if tag == "link" and found["rel"] == "canonical":
            assert not self.canonical
            self.canonical = found["href"]
        if tag == "link" and found["rel"] == "alternate" and "hreflang" in found:
            self.alternates[found["hreflang"]] = found["href"]

    def handle_data(self, data):
        if self.within == "title":
            self.title += data
        if self.within == "script" and data.strip():
            self.blocks.append(data)

    def handle_endtag(self, tag):
        self.within = ""

    @property
    def is_indexed(self) -> bool:
        return "noindex" not in self.meta.get("robots", "")


def head_of(path: str, client: Client | None = None) -> Head:
    """The head of the page at this path."""
    text = (client or Client()).get(path).content.decode()
    match = re.search(r"<head>(.*)</head>", text, re.DOTALL)
    assert match, path
    head = Head()
    head.feed(match.group(1))
    return head
