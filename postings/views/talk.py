"""The author's answers to moderators."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jobboard.versions import NotAllowedNow
from postings.forms.talk import AnswerForm
from postings.lifecycle.talk import answer_moderator
from postings.views.employer import mine, person


@login_required
@require_POST
def posting_answer(request: HttpRequest, posting_id: int) -> HttpResponse:
    """Answer a moderator's question."""
    found = mine(request, posting_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data["answer"]
        try:
            answer_moderator(found, by=person(request), words=words)
        except NotAllowedNow:
            messages.warning(request, _("There is no question to answer."))
        else:
            messages.success(request, _("Your answer is with the moderators."))
    else:
        messages.warning(request, str(form.errors["answer"][0]))
    return redirect("posting_desk", posting_id)
