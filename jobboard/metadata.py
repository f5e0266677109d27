"""What a page says about itself to search engines, and to those it is shared with.

A page that says nothing here is not indexed: the desk, forms and refusals need not
remember to say so.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from jobboard.addresses import absolute, in_language

# BCP 47 for search engines, language_TERRITORY for Open Graph.
TAGS = {"pt-br": "pt-BR", "es": "es", "en": "en"}
TERRITORIES = {"pt-br": "pt_BR", "es": "es_LA", "en": "en_US"}
IMAGE = "icons/share.png"
IMAGE_SIZE = (1200, 630)
# Signs that could end a block of data, or a line of JavaScript.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class Alternate:
    """The same page in another language; `x-default` for readers of none of them."""

    tag: str
    address: str


@dataclass(frozen=True)
class Metadata:
    """A page's title and description, where it lives, and what data it carries.

    address: absolute. language: the page's own, as in LANGUAGES. is_indexed: False
    for what readers may reach but no engine should list. data: a block for machines.
    sibling: the address at which the API answers the same, "" where it has none.
    """

    title: str
    description: str
    address: str
    language: str
    alternates: tuple[Alternate, ...] = ()
    is_indexed: bool = True
    data: SafeString | None = None
    sibling: str = ""

    @property
    def locale(self) -> str:
        return TERRITORIES[self.language]

    @property
    def other_locales(self) -> list[str]:
        """Those of the page's other languages, where it has any."""
        if not self.alternates:
            return []
        return [one for one in TERRITORIES.values() if one != self.locale]

    @property
    def image(self) -> str:
        return absolute(static(IMAGE))

    @property
    def image_size(self) -> tuple[int, int]:
        return IMAGE_SIZE


def in_every_language(
    path: str,
    *,
    title: str,
    description: str,
    is_indexed: bool = True,
    sibling: str = "",
) -> Metadata:
    """Metadata of a page that is whole in each of the board's languages.

    path: without its query; what that adds (`utm_…` and friends) is no page of its
    own. What is not to be listed has no other languages to tell of.
    """
    return Metadata(
        title=title,
        description=description,
        address=absolute(path),
        language=get_language() or settings.LANGUAGE_CODE,
        alternates=alternates(path) if is_indexed else (),
        is_indexed=is_indexed,
        sibling=sibling,
    )


def alternates(path: str) -> tuple[Alternate, ...]:
    """The page in every language, itself included, and for readers of none."""
    codes = {TAGS[code]: code for code, _name in settings.LANGUAGES}
    codes["x-default"] = settings.LANGUAGE_CODE
    return tuple(
        Alternate(tag, absolute(in_language(path, code))) for tag, code in codes.items()
    )


def data_block(value: Mapping[str, Any]) -> SafeString:
    """JSON-LD to stand in a page; nothing in it can end the block or run."""
    text = json.dumps(value, ensure_ascii=False).translate(ESCAPES)
    block = '<script type="application/ld+json">{}</script>'
    return format_html(block, mark_safe(text))  # noqa: S308 (escaped above)
