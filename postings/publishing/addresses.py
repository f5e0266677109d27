"""Where a posting lives: one page, in the language in which it is written."""

from django.urls import reverse
from django.utils import translation

from jobboard.addresses import absolute
from postings.languages import PostingLanguage
from postings.models import Posting

# The prefix of the pages in each language of postings.
PREFIXES: dict[str, str] = {
    PostingLanguage.PT: "pt-br",
    PostingLanguage.ES: "es",
    PostingLanguage.EN: "en",
}


def posting_address(posting: Posting) -> str:
    """The posting's one absolute address; its other languages point to it."""
    with translation.override(PREFIXES[posting.language]):
        return absolute(reverse("posting", args=[posting.slug, posting.pk]))


def is_in_own_language(posting: Posting) -> bool:
    """Whether the page that is being made is the one where the posting lives."""
    return translation.get_language() == PREFIXES[posting.language]
