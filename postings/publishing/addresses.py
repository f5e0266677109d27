"""Where a posting lives: one page, in the language in which it is written."""

from functools import lru_cache

from django.urls import reverse
from django.utils import translation

from jobboard.addresses import absolute
from jobboard.ids import encode
from postings.languages import PostingLanguage
from postings.models import Posting
from postings.models.posting import slug_of

# The prefix of the pages in each language of postings.
PREFIXES: dict[str, str] = {
    PostingLanguage.PT: "pt-br",
    PostingLanguage.ES: "es",
    PostingLanguage.EN: "en",
}


def posting_address(posting: Posting) -> str:
    """The posting's one absolute address; its other languages point to it."""
    return address_of(posting.pk, posting.title, posting.language)


def address_of(pk: int, title: str, language: str) -> str:
    """The same from what it is made of, where there is no object."""
    before, after = around_slug(language)
    return absolute(f"{before}{slug_of(title)}-{encode(pk)}{after}")


@lru_cache
def around_slug(language: str) -> tuple[str, str]:
    """What stands before and after slug and id; reversing it twenty times is slow."""
    with translation.override(PREFIXES[language]):
        path = reverse("posting", args=["x", 0])
    before, _slug, after = path.partition(f"x-{encode(0)}")
    return before, after


def is_in_own_language(posting: Posting) -> bool:
    """Whether the page that is being made is the one where the posting lives."""
    return translation.get_language() == PREFIXES[posting.language]
