"""The posting beside its form, as people would see it with what is typed there."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from accounts.models import User
from postings.forms.posting import NewPostingForm, PostingForm, begin_with
from postings.importing.deduplication import lookalike
from postings.lifecycle.preview import as_if
from postings.models import Posting
from postings.publishing import facts
from postings.publishing.hints import Hint, hints

NO_CONTENT = 204


def seen(form: PostingForm, found: Posting | None, *, by: User) -> dict[str, Any]:
    """Card and sheet for a template, and a posting that looks like this one.

    Empty while there is nothing to show.

    What is typed counts once it is whole; until then, what is stored.
    """
    if form.is_bound and form.is_valid():
        company = form.cleaned_data.get("company")
        shown = as_if(form.facts(), posting=found, company=company, author=by)
    elif found is not None:
        shown = found
    else:
        return {}
    return {
        "card": facts.card(shown),
        "sheet": facts.sheet(shown),
        "shown": shown,
        "twin": twin_of(shown, found, by=by),
        "hints": [(one, auto_id(form, one)) for one in hints(shown)],
    }


def twin_of(shown: Posting, found: Posting | None, *, by: User) -> Posting | None:
    """The open posting that this one looks like. found: its row, where it has one."""
    stated = {"title": shown.title, "description": shown.description}
    return lookalike(stated, company=shown.company, by=by, besides=found)


def auto_id(form: PostingForm, hint: Hint) -> str:
    """The anchor of the field that a hint is about."""
    return form[hint.field].auto_id


@login_required
@require_POST
def posting_preview(
    request: HttpRequest, posting_id: int | None = None
) -> HttpResponse:
    """The preview alone, for a form that is being filled in; nothing is stored."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101
    found, form = None, NewPostingForm(request.POST, user=user)
    if posting_id is not None:
        postings = Posting.objects.written_by(user).with_facts()
        found = get_object_or_404(postings, pk=posting_id)
        form = PostingForm(request.POST, begin=begin_with(found))  # type: ignore[assignment]
    if not form.is_valid():
        return HttpResponse(status=NO_CONTENT)
    context = seen(form, found, by=user)
    return render(request, "postings/posting_preview.html", context)
