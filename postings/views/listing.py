"""The list, cut to what its address says, and the search box that writes addresses."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse

from jobboard import formats
from jobboard.generations import remember
from jobboard.pages import privately, shared, showing
from jobboard.pagination import BadCursor
from postings.publishing import chips, filters, heads
from postings.search import hidden, query
from postings.search.conditions import Prepared
from postings.search.criteria import Criteria, Scope
from postings.search.facets import count_facets
from postings.search.parsing import Asked
from postings.search.query import Count, Found
from postings.search.relaxing import wider_searches
from postings.search.suggestions import did_you_mean
from postings.search.understanding import understand
from postings.views import cards, own
from postings.views.counting import seen
from postings.views.reader import COOKIE, asked_of, joined, remembered

T = TypeVar("T")
TYPED = "words"


def posting_list(request: HttpRequest) -> HttpResponse:
    """Open postings, cut to what the address says.

    A bare address leads to the one that says what the reader's cookie knows.
    """
    mine = remembered(request).query() if COOKIE in request.COOKIES else ""
    if mine and is_bare(asked_of(request)):
        return privately(HttpResponseRedirect(f"{request.path}?{mine}"))
    return shared(
        request, lambda: page(request), personal=(own.HIDDEN, COOKIE), served=seen
    )


def is_bare(asked: Asked) -> bool:
    return asked.is_bare and not asked.cursor


def page(request: HttpRequest) -> HttpResponse:
    """The list itself, for everybody who comes to this address."""
    asked = asked_of(request)
    context = context_of(request, asked)
    response = render(request, "postings/posting_list.html", context)
    if not asked.cursor:
        own.mark_seen(request, response)
    return showing(response, context["page"].ids)


def context_of(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    """All that the page says, before it is written; Http404 for a bad cursor."""
    search = Prepared(asked.criteria, hiding=own.hiding_of(request))
    since = own.seen_before(request)
    try:
        found = query.find(search, size=asked.page_size, cursor=asked.cursor)
    except BadCursor as error:
        raise Http404 from error
    is_whole = found.next is None and not asked.cursor
    return listing(search, found, looking(request, found.ids, since)) | {
        "count": Count(len(found.ids)) if is_whole else counted(search),
        "unseen": hidden.new_count(search, since) if since else None,
        "left_out": hidden.hidden_count(search),
        "notices": asked.notices,
        "is_first": not asked.cursor,
        "is_bare": asked.is_bare,
        "metadata": heads.of_list(request.path, asked, is_whole=not request.GET),
    }


def looking(
    request: HttpRequest, ids: Collection[int], since: datetime | None
) -> cards.Looking:
    """What the cards have to know about who looks at them."""
    here = request.get_full_path()
    if not request.user.is_authenticated:
        return cards.Looking(here, since)
    saved = own.bookmarked(request.user, ids)
    return cards.Looking(here, since, saved, get_token(request))


def listing(search: Prepared, found: Found, looking: cards.Looking) -> dict[str, Any]:
    """All that the page of one search says."""
    criteria = search.criteria
    listed = cards.listed(search, found.ids, looking)
    facets = kept(search, "facets", count_facets)
    return {
        "criteria": criteria,
        "query": chips.query_of(criteria),
        "hidden": hidden_inputs(criteria),
        "shown": listed.cards,
        "rates_note": listed.rates_note,
        "rates_are_stale": listed.rates_are_stale,
        "page": found,
        "chips": chips.chips(criteria),
        "groups": filters.groups(criteria, facets),
        "facets_are_exact": facets.is_exact,
        "facets_newest": formats.count(facets.newest),
        "sorts": filters.sorts(criteria),
        **reach(search),
        **(ways_out(search) if not found.ids else {"wider": [], "meant": None}),
    }


def counted(search: Prepared) -> Count:
    return kept(search, "count", query.count)


def kept(search: Prepared, name: str, compute: Callable[[Prepared], T]) -> T:
    """What everybody with this search shares; made anew for who hides something."""
    if search.hiding:
        return compute(search)
    return remember(f"{name}:{search.criteria.hash}", lambda: compute(search))


def reach(search: Prepared) -> dict[str, Any]:
    """How many more there are that the reader cannot take, and where they are."""
    criteria = search.criteria
    if criteria.scope == Scope.ALL:
        return {"outside": [], "everything": ""}
    outside = kept(search, "outside", query.outside)
    lines = [
        chips.outside_line(name, number, criteria) for name, number in outside.items()
    ]
    return {
        "outside": lines,
        "everything": chips.query_of(criteria.with_(scope=Scope.ALL)),
    }


def ways_out(search: Prepared) -> dict[str, Any]:
    """What helps where nothing is found."""
    criteria = search.criteria
    meant = did_you_mean(criteria.q)
    wider = [
        {
            "words": chips.words_of(one.name, one.value, criteria),
            "query": chips.query_of(one.criteria),
            "count": one.count,
        }
        for one in wider_searches(search)
    ]
    better = chips.Chip("q", meant, chips.query_of(criteria.with_(q=meant)))
    return {"wider": wider, "meant": better if meant else None}


def hidden_inputs(criteria: Criteria) -> list[tuple[str, str]]:
    """What the search box sends along: everything but the words and their order."""
    kept = criteria.without("q", "sort").pairs()
    return kept if criteria.has_reader else [*kept, ("from", "any")]


def posting_search(request: HttpRequest) -> HttpResponse:
    """Read facts from what was typed, and lead to the list that they mean."""
    asked = asked_of(request)
    typed = " ".join(request.GET.get(TYPED, "").split())
    base = asked.criteria.without("q", "sort")
    if asked.is_bare:
        base = joined(base, remembered(request))
    meant = understand(typed[:200], base) if typed else base
    target = f"{reverse('posting_list')}?{chips.query_of(meant)}"
    return privately(HttpResponseRedirect(target))
