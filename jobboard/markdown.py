"""Markdown from people, as HTML that can do nothing but look well.

Source and result are both stored, with the renderer's version, so that a page
never renders and a change of the rules can find what is old.
"""

import nh3
from markdown_it import MarkdownIt

RENDERER_VERSION = 1
TAGS = {
    "a", "b", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "i", "li",
    "ol", "p", "pre", "strong", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href"}}
SCHEMES = {"http", "https", "mailto"}

renderer = MarkdownIt("commonmark", {"html": False, "linkify": False})


def to_html(source: str) -> str:
    """Allow-listed HTML of the Markdown; headings begin below the page's own."""
    tokens = renderer.parse(source)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(max(int(token.tag[1]), 2), 4)}"
    html = str(renderer.renderer.render(tokens, renderer.options, {}))
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow ugc noopener",
    )
