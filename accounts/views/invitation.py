"""The page behind an invitation's link."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.lifecycle.team import accept_invitation
from accounts.models import Invitation, User
from accounts.permissions import has_address
from jobboard.versions import NotAllowedNow

CONFLICT = 409


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Join a company, as whoever has proven to have the address it was sent to."""
    invitations = Invitation.objects.with_token(token).select_related("company")
    found = get_object_or_404(invitations)
    user = request.user
    if request.method == "POST" and isinstance(user, User):
        try:
            place = accept_invitation(found, by=user)
        except NotAllowedNow:
            return show(request, found, status=CONFLICT)
        messages.success(
            request,
            _("You work for %(company)s here now.") % {"company": place.company},
        )
        return redirect("company_team", place.company.slug)
    return show(request, found)


def show(request: HttpRequest, found: Invitation, status: int = 200) -> HttpResponse:
    """What can be done with it, by whom, and where to come back to."""
    user = request.user if isinstance(request.user, User) else None
    context = {
        "invitation": found,
        "is_open": Invitation.objects.open().filter(pk=found.pk).exists(),
        "is_mine": has_address(user, found.email),
        "back": urlencode({"next": request.path, "email": found.email}),
    }
    return render(request, "accounts/invitation.html", context, status=status)
