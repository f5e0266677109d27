"""The employer's desk: write, submit, withdraw and close."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from jobboard.forms import rebase
from jobboard.versions import NotAllowedNow, StaleVersion
from postings.forms.conflict import differences
from postings.forms.posting import NewPostingForm, PostingForm
from postings.lifecycle import posting as lifecycle
from postings.lifecycle.history import last_change, last_decision
from postings.models import CloseReason, Posting
from postings.publishing import facts


def person(request: HttpRequest) -> User:
    """The signed-in user; only for views behind login_required."""
    assert isinstance(request.user, User)  # noqa: S101
    return request.user


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """All that the person may work on, what changed last first."""
    postings = Posting.objects.written_by(person(request)).select_related("company")
    context = {"postings": postings.order_by("-changed_at", "-pk")[:200]}
    return render(request, "postings/desk.html", context)


@login_required
def posting_new(request: HttpRequest) -> HttpResponse:
    """Write a posting; it begins as a draft that only its team sees."""
    user = person(request)
    form = NewPostingForm(request.POST or None, user=user)
    if form.is_valid():
        company = form.cleaned_data["company"]
        draft = lifecycle.create_posting(form.facts(), by=user, company=company)
        return after_saving(request, draft)
    context = {"form": form}
    status = 422 if form.is_bound else 200
    return render(request, "postings/posting_form.html", context, status=status)


@login_required
def posting_desk(request: HttpRequest, posting_id: int) -> HttpResponse:
    """One posting at its writers' desk: the form while it may be edited."""
    found = mine(request, posting_id)
    deeds = lifecycle.deeds_for(request.user, found)
    if "edit" in deeds:
        return edit(request, found, deeds)
    context = {
        "posting": found,
        "deeds": deeds,
        "card": facts.card(found),
        "sheet": facts.sheet(found),
        "close_reasons": CloseReason.choices,
    }
    status = 200
    if request.method == "POST":
        # Somebody submitted it while this person was still writing.
        messages.warning(request, _("The job is in review now; nothing was saved."))
        context["unsaved"] = PostingForm(request.POST, instance=found)
        status = 409
    return render(request, "postings/posting_desk.html", context, status=status)


def mine(request: HttpRequest, posting_id: int) -> Posting:
    postings = Posting.objects.written_by(person(request)).with_facts()
    return get_object_or_404(postings, pk=posting_id)


def edit(request: HttpRequest, found: Posting, deeds: list[str]) -> HttpResponse:
    form = PostingForm(request.POST or None, instance=Posting.objects.get(pk=found.pk))
    context = {"form": form, "posting": found, "deeds": deeds, "conflict": None}
    context["decision"] = last_decision(found)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "postings/posting_form.html", context, status=status)
    version = form.cleaned_data["version"]
    if version is None:
        raise BadRequest("the form names no version")
    try:
        lifecycle.edit_posting(found, form.facts(), by=person(request), version=version)
    except (StaleVersion, NotAllowedNow):
        return show_conflict(request, form, context, found)
    return after_saving(request, found)


def show_conflict(
    request: HttpRequest, form: PostingForm, context: dict[str, object], found: Posting
) -> HttpResponse:
    """Everything typed stays; what a colleague changed stands above it."""
    current = mine(request, found.pk)
    context["conflict"] = {
        "event": last_change(current),
        "differences": differences(form, current),
    }
    context["posting"] = current
    rebase(form, current.version)
    return render(request, "postings/posting_form.html", context, status=409)


def after_saving(request: HttpRequest, found: Posting) -> HttpResponse:
    """Where the button that was pressed leads."""
    if "submit" in request.POST:
        lifecycle.submit_posting(found, by=person(request), version=found.version)
        messages.success(
            request, _("Sent for review. You get an e-mail when it is decided.")
        )
        return redirect("desk")
    messages.success(request, _("The draft is saved."))
    return redirect("posting_desk", found.pk)


Deed = Callable[[HttpRequest, Posting, int], str]


def deed_view(deed: Deed) -> Callable[[HttpRequest, int], HttpResponse]:
    """A page's button as a view: one deed, then the desk with what came of it."""

    @login_required
    @require_POST
    def view(request: HttpRequest, posting_id: int) -> HttpResponse:
        found = mine(request, posting_id)
        try:
            done = deed(request, found, int(request.POST["version"]))
        except (KeyError, ValueError) as error:
            raise BadRequest("the form is not whole") from error
        except (StaleVersion, NotAllowedNow):
            messages.warning(
                request, _("Somebody was quicker. This is how the job stands now.")
            )
        else:
            messages.success(request, done)
        return redirect("posting_desk", posting_id)

    return view


@deed_view
def posting_submit(request: HttpRequest, found: Posting, version: int) -> str:
    lifecycle.submit_posting(found, by=person(request), version=version)
    return _("Sent for review. You get an e-mail when it is decided.")


@deed_view
def posting_withdraw(request: HttpRequest, found: Posting, version: int) -> str:
    lifecycle.withdraw_posting(found, by=person(request), version=version)
    return _("Taken back. You can go on writing.")


@deed_view
def posting_close(request: HttpRequest, found: Posting, version: int) -> str:
    reason = CloseReason(request.POST["reason"])
    lifecycle.close_posting(found, by=person(request), version=version, reason=reason)
    return _("The job is closed.")
