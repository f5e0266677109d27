"""What the reader has told about themselves: a cookie, and the page that sets it.

The cookie is the canonical query of the facts alone. It decides only where a bare
address leads; every list says in its own address what it is cut to.
"""

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from postings.forms.reader import ReaderForm
from postings.publishing.chips import ANYONE
from postings.search.criteria import Criteria
from postings.search.fields import UnreadableText
from postings.search.parsing import Asked, parse

COOKIE = "reader"
KEPT_FOR = 365 * 24 * 3600
FACTS = ("country", "speaks", "years", "pay", "currency", "period", "tz")


def asked_of(request: HttpRequest) -> Asked:
    """The search in the address; 400 where no person could have written it."""
    try:
        return parse(request.GET, is_strict=False)
    except UnreadableText as error:
        raise BadRequest("a character that is no text") from error


def remembered(request: HttpRequest) -> Criteria:
    """What the reader's cookie says; a search for everything where it says nothing."""
    try:
        asked = parse(QueryDict(request.COOKIES.get(COOKIE, "")), is_strict=False)
    except UnreadableText:
        return Criteria()
    return about_reader(asked.criteria)


def about_reader(criteria: Criteria) -> Criteria:
    """What the criteria say about the reader, and nothing else."""
    return Criteria(**{name: getattr(criteria, name) for name in FACTS})


def joined(criteria: Criteria, reader: Criteria) -> Criteria:
    """The search of a reader who has told this much."""
    return criteria.with_(**{name: getattr(reader, name) for name in FACTS})


@never_cache
@require_http_methods(["GET", "POST"])
def reader(request: HttpRequest) -> HttpResponse:
    """Ask, or keep the answer and show the list that is cut to it."""
    form = ReaderForm(request.POST) if request.method == "POST" else None
    if form is None:
        form = ReaderForm.starting_with(told_so_far(request))
    elif form.is_valid():
        return remember(form.criteria())
    status = 422 if form.is_bound else 200
    return render(request, "postings/reader.html", {"form": form}, status=status)


def told_so_far(request: HttpRequest) -> Criteria:
    """What the address says, as the list's link does, otherwise the cookie."""
    asked = asked_of(request)
    return remembered(request) if asked.is_bare else about_reader(asked.criteria)


def remember(criteria: Criteria) -> HttpResponse:
    query = criteria.query()
    response = HttpResponseRedirect(f"{reverse('posting_list')}?{query or ANYONE}")
    if not query:
        response.delete_cookie(COOKIE, samesite="Lax")
        return response
    response.set_cookie(
        COOKIE,
        query,
        max_age=KEPT_FOR,
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response
