"""Following a search: from a list, for somebody signed in or with just an address."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.permissions import proven_addresses
from postings.forms.alert import FollowForm
from postings.lifecycle.alert import create_alert
from postings.models import Alert
from postings.publishing import chips, facts, following
from postings.search import query
from postings.search.conditions import Prepared
from postings.search.criteria import Criteria
from postings.search.following import criteria_of, followable
from postings.views.reader import asked_of

UNPROCESSABLE = 422
LAST_WEEK = "7d"
SHOWN = 5


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def alert_new(request: HttpRequest) -> HttpResponse:
    """Say how often and where to, after seeing what it would have brought last week."""
    asked = asked_of(request)
    criteria = followable(asked.criteria)
    user = request.user if isinstance(request.user, User) else None
    initial = FollowForm.initial_of(criteria)
    data = request.POST if request.method == "POST" else None
    form = FollowForm(data, initial=initial, is_known=user is not None)
    if form.is_valid():
        return follow(request, criteria, form, user)
    context = {
        "form": form,
        "criteria": criteria,
        "looks_for": following.title(criteria),
        "list_query": chips.query_of(criteria),
        "notices": asked.notices,
        **last_week(criteria),
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "postings/alert_new.html", context, status=status)


def follow(
    request: HttpRequest, criteria: Criteria, form: FollowForm, user: User | None
) -> HttpResponse:
    email = form.cleaned_data.get("email", "")
    alert = create_alert(criteria, form.wishes(), by=user, email=email)
    if user is None or alert is None:
        # The same for every address, known or not.
        return redirect("alert_sent")
    messages.success(request, _("You will be told what is new."))
    return HttpResponseRedirect(reverse("alert", args=[alert.token]))


def last_week(criteria: Criteria) -> dict[str, Any]:
    """What an alert on this search would have brought in the last seven days."""
    search = Prepared(criteria.with_(within=LAST_WEEK))
    found = query.find(search, size=SHOWN)
    postings = query.postings_of(found.ids, search.moment)
    return {
        "cards": [facts.card(posting) for posting in postings],
        "count": query.count(search),
    }


@require_safe
def alert_sent(request: HttpRequest) -> HttpResponse:
    """The link is on its way to the address, if that gets any mail."""
    return render(request, "postings/alert_sent.html")


@never_cache
@login_required
@require_safe
def alert_list(request: HttpRequest) -> HttpResponse:
    """What the person follows, signed in or by a proven address."""
    assert isinstance(request.user, User)  # noqa: S101 (login_required)
    mine = Alert.objects.of(request.user, proven_addresses(request.user))
    rows = mine.confirmed().select_related("search").order_by("-created_at", "-pk")
    alerts = [
        {"alert": row, "looks_for": following.title(criteria_of(row.search.query))}
        for row in rows
    ]
    return render(request, "postings/alert_list.html", {"alerts": alerts})
