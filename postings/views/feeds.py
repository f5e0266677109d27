"""Feeds: the same query string as the list, for programs that read along."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from jobboard.addresses import absolute
from postings.publishing import feeds
from postings.publishing.chips import query_of
from postings.search import query
from postings.search.conditions import Prepared
from postings.search.criteria import Sort
from postings.views.reader import asked_of

NAMES = {"atom": "Atom", "rss": "RSS", "json": "JSON Feed"}
HEADERS = {
    "Cache-Control": "public, no-cache",
    # Anybody's page may read what anybody may read.
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


@require_safe
def feeds_of(request: HttpRequest) -> HttpResponse:
    """The addresses of a search's feeds, to be copied: browsers show no feed."""
    asked = query_of(asked_of(request).criteria)
    context = {
        "query": asked,
        "addresses": [
            (name, absolute(f"{reverse(f'feed_{kind}')}?{asked}"))
            for kind, name in NAMES.items()
        ],
    }
    return render(request, "postings/feeds.html", context)


@require_safe
def feed(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The newest postings of a search; 304 where the program has them already."""
    criteria = asked_of(request).criteria.with_(sort=Sort.NEWEST)
    search = Prepared(criteria)
    found = query.find(search, size=feeds.ITEMS)
    asked = f"?{query_of(criteria)}"
    made = feeds.Feed(
        criteria=criteria,
        postings=query.postings_of(found.ids, search.moment),
        own=absolute(request.path + asked),
        list=absolute(reverse("posting_list") + asked),
    )
    content_type, write = feeds.KINDS[kind]
    etag, changed = made.etag(kind), int(made.changed_at.timestamp())
    answer = get_conditional_response(request, etag=etag, last_modified=changed)
    response = answer or HttpResponse(write(made), content_type=content_type)
    marks = {"ETag": etag, "Last-Modified": http_date(changed), **HEADERS}
    for name, value in marks.items():
        response[name] = value
    return response
