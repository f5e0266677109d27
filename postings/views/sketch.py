"""Autosave: what is typed is kept as it is, and taken up again when asked for."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.models import User
from postings.lifecycle.sketch import forget_sketch, keep_sketch, sketch_of
from postings.models import Posting

# What belongs to the request, and not to the form.
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "save", "submit", "revise"})
TAKE = "take"
LETTERS_AT_MOST = 200_000
TOO_LARGE = 413


def user_of(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101
    return request.user


def found_of(request: HttpRequest, posting_id: int | None) -> Posting | None:
    if posting_id is None:
        return None
    postings = Posting.objects.written_by(user_of(request))
    return get_object_or_404(postings, pk=posting_id)


@login_required
@require_POST
def posting_autosave(
    request: HttpRequest, posting_id: int | None = None
) -> HttpResponse:
    """Keep the form as it is typed; the line that says so."""
    found = found_of(request, posting_id)
    typed = {k: v for k, v in request.POST.lists() if k not in NOT_TYPED}
    if sum(len(one) for values in typed.values() for one in values) > LETTERS_AT_MOST:
        return HttpResponse(status=TOO_LARGE)
    keep_sketch(user_of(request), found, typed)
    return render(request, "postings/posting_kept.html")


@login_required
@require_POST
def posting_forget(request: HttpRequest, posting_id: int | None = None) -> HttpResponse:
    """Throw away what was typed and not saved."""
    forget_sketch(user_of(request), found_of(request, posting_id))
    if posting_id is None:
        return redirect("posting_new")
    return redirect("posting_desk", posting_id)


def typed_in(request: HttpRequest, found: Posting | None) -> QueryDict | None:
    """What was sent; or, where it is asked for, what was kept."""
    if request.method == "POST":
        return request.POST
    kept = sketch_of(user_of(request), found) if TAKE in request.GET else None
    if kept is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in kept.typed.items():
        data.setlist(name, values)
    return data
