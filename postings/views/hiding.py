"""Hiding a job, a company or a word, and the list of what one has hidden.

With an account or without; a page that many readers share carries no form, so its
links lead here.
"""

from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import Company
from jobboard.ids import decode, encode
from postings.forms.hiding import COMPANY, POSTING, WORD, HideForm, WordForm
from postings.lifecycle.reading import Full
from postings.models import Posting
from postings.search.hiding import Hiding
from postings.views.own import hide, hiding_of, show_again
from postings.views.saving import way_back


@dataclass(frozen=True)
class Kept:
    """One line of what is hidden; `key` is what its button sends."""

    key: str
    posting: Posting | None = None
    name: str = ""


@never_cache
@require_http_methods(["GET", "POST"])
def posting_hide(request: HttpRequest, slug: str, posting_id: int) -> HttpResponse:
    """Choose what not to see any more: this job, its company's, or a word."""
    live = Posting.objects.live().select_related("company")
    found = get_object_or_404(live, pk=posting_id)
    back = way_back(request, reverse("posting_list"))
    form = HideForm(
        request.POST if request.method == "POST" else None,
        posting=found,
        initial={"what": POSTING, "next": back},
    )
    if form.is_valid() and (answer := once_kept(request, form, back)):
        return answer
    context = {"posting": found, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "postings/posting_hide.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def posting_hidden(request: HttpRequest) -> HttpResponse:
    """All that the reader hides: one more word, or a button that shows one again."""
    here = reverse("posting_hidden")
    if "show" in request.POST:
        return show_again(request, redirect(here), thing(request.POST["show"]))
    form = WordForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (answer := once_kept(request, form, here)):
        return answer
    context = {"form": form, **lines(hiding_of(request))}
    status = 422 if form.is_bound else 200
    return render(request, "postings/posting_hidden.html", context, status=status)


def once_kept(
    request: HttpRequest, form: HideForm | WordForm, back: str
) -> HttpResponse | None:
    """The way back; None where there is no room for more, which the form says."""
    try:
        return hide(request, redirect(back), form.hiding())
    except Full:
        form.add_error(None, full())
        return None


def full() -> str:
    return _("You have hidden as much as can be kept. Show something again first.")


def thing(key: str) -> Hiding:
    """What a button of the list stands for; 400 where it is none."""
    kind, _colon, value = key.partition(":")
    try:
        if kind == POSTING:
            return Hiding(postings=frozenset({decode(value)}))
        if kind == COMPANY:
            return Hiding(companies=frozenset({decode(value)}))
    except ValueError as error:
        raise BadRequest("the form is not whole") from error
    return Hiding(words=(value,))


def lines(hiding: Hiding) -> dict[str, list[Kept]]:
    """What is hidden, for people: of what is not public any more nothing is said."""
    live = Posting.objects.live().select_related("company")
    postings = {one.pk: one for one in live.filter(pk__in=hiding.postings)}
    companies = Company.objects.filter(pk__in=hiding.companies).order_by("name")
    return {
        "postings": [
            Kept(f"{POSTING}:{encode(key)}", posting=postings.get(key))
            for key in sorted(hiding.postings, key=lambda one: one not in postings)
        ],
        "companies": [
            Kept(f"{COMPANY}:{encode(c.pk)}", name=c.name) for c in companies
        ],
        "words": [Kept(f"{WORD}:{word}", name=word) for word in hiding.words],
    }
