"""What everybody may read of one posting."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jobboard.pages import shared, showing
from postings.models import Posting, Rate
from postings.publishing import facts, heads, readers, replies
from postings.publishing.origins import origins
from postings.publishing.questions import askable
from postings.search.conditions import Moment
from postings.search.following import like
from postings.search.query import postings_of
from postings.search.similar import similar
from postings.views.counting import opened
from postings.views.former import former_posting, to_own_slug
from postings.views.own import HIDDEN, bookmarked, hiding_of
from postings.views.reader import COOKIE, asked_of, told_so_far


def posting(request: HttpRequest, slug: str, posting_id: int) -> HttpResponse:
    """One posting; only the id in the address decides, and only here it is open.

    What the reader has told is answered: can I take it, and what is the pay to me.
    The cookie tells it where the address says nothing. What they have hidden is not
    among the similar ones.
    """
    tells = COOKIE in request.COOKIES and asked_of(request).is_bare
    personal = (COOKIE, HIDDEN) if tells else (HIDDEN,)
    return shared(
        request,
        lambda: page(request, slug, posting_id),
        personal=personal,
        served=opened,
    )


def page(request: HttpRequest, slug: str, posting_id: int) -> HttpResponse:
    found = Posting.objects.live().with_facts().filter(pk=posting_id).first()
    if found is None:
        return former_posting(request, slug, posting_id)
    if slug != found.slug:
        return to_own_slug(request, found)
    criteria, moment = told_so_far(request), Moment()
    alike = similar(found, hiding=hiding_of(request))
    converted = readers.convert(found, criteria, Rate.objects.newest())
    days = [converted.day] if converted else []
    note, is_stale = readers.rates_note(days, today=moment.day)
    domains = found.company.domains.verified() if found.company else ()
    context = {
        "posting": found,
        "domains": list(domains),
        "card": facts.card(found),
        "sheet": facts.sheet(found),
        "may_ask": bool(askable(found)),
        "metadata": heads.of_posting(found),
        "criteria": criteria,
        "verdict": readers.judge(found, criteria, on=moment.day),
        "converted": converted,
        "rates_note": note,
        "rates_are_stale": is_stale,
        "like": like(found).query(),
        "similar": postings_of(alike, moment, with_facts=False),
        "replies": replies.of(found),
        "origins": origins(found),
        "is_saved": bool(bookmarked(request.user, [found.pk])),
    }
    return showing(render(request, "postings/posting.html", context), [found.pk])
