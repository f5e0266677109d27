"""What everybody may read about companies: the list, and one with its open jobs."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.models import Company
from jobboard.pages import shared
from jobboard.pagination import BadCursor, newest_first
from postings.models import Posting
from postings.publishing import companies, facts, heads

PAGE_SIZE = 20
SHELF_SIZE = 60
WORDS_LENGTH = 100


def company_list(request: HttpRequest) -> HttpResponse:
    """Companies with open jobs, by name."""
    return shared(request, lambda: list_page(request))


def list_page(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:WORDS_LENGTH]
    after = request.GET.get("after", "")
    shelf = companies.shelf(words=words, after=after, size=SHELF_SIZE)
    if shelf is None:
        raise Http404
    context = {
        "shelf": shelf,
        "words": words,
        "is_first": not after,
        "metadata": heads.of_companies(request.path, is_whole=not request.GET),
    }
    return render(request, "postings/company_list.html", context)


def company(request: HttpRequest, slug: str) -> HttpResponse:
    """One company: who it is, what it has open, and how many jobs have ended."""
    return shared(request, lambda: company_page(request, slug))


def company_page(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Company, slug=slug)
    tally = companies.tally(found)
    if not tally.is_public:
        raise Http404
    cursor = request.GET.get("cursor", "")
    postings = Posting.objects.live().filter(company=found).with_facts()
    try:
        page = newest_first(postings, by="published_at", size=PAGE_SIZE, cursor=cursor)
    except BadCursor as error:
        raise Http404 from error
    context = {
        "company": found,
        "page": page,
        "cards": [facts.card(posting) for posting in page.rows],
        "domains": list(found.domains.verified()),
        "about": found.description_html,
        "tally": tally,
        "metadata": heads.of_company(
            request.path, found, count=tally.open, is_first=not cursor
        ),
    }
    return render(request, "postings/company.html", context)
