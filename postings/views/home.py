"""The front door: what the board is for, and the newest jobs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jobboard.pages import shared
from postings.models import Posting
from postings.publishing import facts, heads

SHOWN = 6


def home(request: HttpRequest) -> HttpResponse:
    """A search field first; below it jobs, and the three doors of the board."""
    return shared(request, lambda: page(request))


def page(request: HttpRequest) -> HttpResponse:
    newest = Posting.objects.live().with_facts().order_by("-published_at", "-pk")
    cards = [facts.card(posting) for posting in newest[:SHOWN]]
    context = {"cards": cards, "metadata": heads.of_home(request.path)}
    return render(request, "postings/home.html", context)
