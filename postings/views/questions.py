"""Asking a company for what its posting does not state.

The page of a job is shared by many and carries no form, so its link leads here.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jobboard.versions import NotAllowedNow
from postings.forms.question import QuestionForm
from postings.lifecycle.questions import ask_for_facts
from postings.models import Posting
from postings.publishing.questions import askable


@never_cache
@require_http_methods(["GET", "POST"])
def posting_ask(request: HttpRequest, slug: str, posting_id: int) -> HttpResponse:
    """Tick what one would like to know; the company is told, and not by whom."""
    live = Posting.objects.live().with_facts().select_related("company")
    found = get_object_or_404(live, pk=posting_id)
    facts = askable(found)
    if not facts:
        raise Http404
    form = QuestionForm(request.POST or None, facts=facts)
    if form.is_valid():
        try:
            ask_for_facts(found, form.cleaned_data["facts"])
        except NotAllowedNow:
            # It ended in this moment, and its page says so.
            return redirect(reverse("posting", args=[found.slug, found.pk]))
        return redirect("posting_ask_sent")
    context = {"posting": found, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "postings/posting_ask.html", context, status=status)


@never_cache
def posting_ask_sent(request: HttpRequest) -> HttpResponse:
    """The same thanks, whether others had asked before or not."""
    return render(request, "postings/posting_ask_sent.html")
