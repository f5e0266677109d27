"""What the pages about postings and companies say about themselves."""

import html
import re
import textwrap

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from accounts.models import Company
from jobboard.addresses import absolute
from jobboard.metadata import Metadata, data_block, in_every_language
from postings.models import Posting
from postings.publishing import words
from postings.publishing.addresses import PREFIXES, is_in_own_language, posting_address
from postings.publishing.facts import pay_line
from postings.publishing.jsonld import job_posting
from postings.search.parsing import Asked

DESCRIPTION_LENGTH = 160
PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
SENTENCE = re.compile(r".+?[.!?…](?=\s|$)", re.DOTALL)


def of_posting(posting: Posting) -> Metadata:
    """Of an open posting: every language points to the page in its own.

    Only that one carries the data for search engines.
    """
    own = is_in_own_language(posting)
    data = job_posting(posting) if own else None
    return Metadata(
        title=title(posting),
        description=description(posting),
        address=posting_address(posting),
        language=PREFIXES[posting.language],
        data=data_block(data) if data else None,
        sibling=in_api("api_posting", posting.pk),
    )


def of_former_posting(posting: Posting) -> Metadata:
    """Of a posting that has ended: nothing to list any more."""
    return Metadata(
        title=title(posting),
        description=_("This job is closed."),
        address=posting_address(posting),
        language=PREFIXES[posting.language],
        is_indexed=False,
    )


def of_home(path: str) -> Metadata:
    """Of the front door: the board's own line about itself."""
    about = _(
        "Jobs for software developers in Latin America: who may take them from where,"
        " the salary first, and everything that was not stated marked as such."
    )
    return in_every_language(
        path,
        title=settings.SITE_TAGLINE
        or _("Jobs for software developers in Latin America"),
        description=about,
        sibling=in_api("api_posting_list"),
    )


def of_list(path: str, asked: Asked, *, is_whole: bool) -> Metadata:
    """Of the list: cut by filters or cursors it is followed, but not listed."""
    about = _(
        "Remote and local jobs for developers, with what they pay, the level, the"
        " languages asked for, and from which countries you can take them."
    )
    return in_every_language(
        path,
        title=_("Open jobs for software developers in Latin America"),
        description=about,
        is_indexed=is_whole,
        sibling=in_api("api_posting_list", query=asked.query()),
    )


def of_companies(path: str, *, is_whole: bool) -> Metadata:
    """Of the list of companies; a search or a page further back is not listed."""
    return in_every_language(
        path,
        title=_("Companies that hire software developers"),
        description=_("Every company with an open job here, and how many it has."),
        is_indexed=is_whole,
        # The API has no search among them, and its pages begin elsewhere.
        sibling=in_api("api_company_list") if is_whole else "",
    )


def of_company(path: str, company: Company, *, count: int, is_first: bool) -> Metadata:
    """Of a company's page; without open jobs, or further back, it is not listed."""
    about = ngettext(
        "%(company)s has %(count)d open job for software developers on %(site)s.",
        "%(company)s has %(count)d open jobs for software developers on %(site)s.",
        count,
    )
    return in_every_language(
        path,
        title=_("Jobs at %(company)s") % {"company": company.name},
        description=about
        % {"company": company.name, "count": count, "site": settings.SITE_NAME},
        is_indexed=bool(count) and is_first,
        sibling=in_api("api_company", company.slug),
    )


def in_api(name: str, *keys: object, query: str = "") -> str:
    """Where the API answers what the page shows."""
    address = absolute(reverse(name, args=keys))
    return f"{address}?{query}" if query else address


def title(posting: Posting) -> str:
    """`Job - Company - Place`, with what was not stated left out."""
    company = posting.company.name if posting.company else ""
    return " - ".join(filter(None, (posting.title, company, place(posting))))


def place(posting: Posting) -> str:
    """The cities of the work; for work from anywhere, who may take it."""
    return words.places(posting) or words.open_to(posting) or words.workplace(posting)


def description(posting: Posting) -> str:
    """Pay, place and how the text begins, in what a result of a search shows."""
    parts = (pay_line(posting), place(posting), first_sentence(posting))
    whole = " · ".join(filter(None, parts))
    return textwrap.shorten(whole, DESCRIPTION_LENGTH, placeholder="…")


def first_sentence(posting: Posting) -> str:
    """The first sentence of the first paragraph, without markup; or the heading's."""
    found = PARAGRAPH.search(posting.description_html)
    inner = found.group(1) if found else posting.description_html
    text = " ".join(html.unescape(TAG.sub("" if found else " ", inner)).split())
    sentence = SENTENCE.match(text)
    return sentence.group() if sentence else text
