"""What everybody may read: the list and one posting."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from jobboard.pagination import BadCursor, newest_first
from postings.models import Posting
from postings.publishing import facts, heads
from postings.views.former import former_posting, to_own_slug

PAGE_SIZE = 20


def posting_list(request: HttpRequest) -> HttpResponse:
    """Open postings, the newest first."""
    postings = Posting.objects.live().with_facts()
    cursor = request.GET.get("cursor", "")
    try:
        page = newest_first(postings, by="published_at", size=PAGE_SIZE, cursor=cursor)
    except BadCursor as error:
        raise Http404 from error
    cards = [facts.card(posting) for posting in page.rows]
    context = {
        "cards": cards,
        "page": page,
        "is_first": not cursor,
        "metadata": heads.of_list(request.path, is_whole=not request.GET),
    }
    return render(request, "postings/posting_list.html", context)


def posting(request: HttpRequest, slug: str, posting_id: int) -> HttpResponse:
    """One posting; only the id in the address decides, and only here it is open."""
    found = Posting.objects.live().with_facts().filter(pk=posting_id).first()
    if found is None:
        return former_posting(request, slug, posting_id)
    if slug != found.slug:
        return to_own_slug(request, found)
    context = {
        "posting": found,
        "card": facts.card(found),
        "sheet": facts.sheet(found),
        "metadata": heads.of_posting(found),
    }
    return render(request, "postings/posting.html", context)
