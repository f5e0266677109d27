"""What everybody may read: the list and one posting."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from jobboard.pagination import BadCursor, newest_first
from postings.models import Posting
from postings.publishing import facts

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
    context = {"cards": cards, "page": page, "is_first": not cursor}
    return render(request, "postings/posting_list.html", context)


def posting(request: HttpRequest, slug: str, posting_id: int) -> HttpResponse:
    """One open posting; only the id in the address decides."""
    found = get_object_or_404(Posting.objects.live().with_facts(), pk=posting_id)
    if slug != found.slug:
        return redirect("posting", found.slug, found.pk, permanent=True)
    context = {"posting": found, "card": facts.card(found), "sheet": facts.sheet(found)}
    return render(request, "postings/posting.html", context)
