"""A person's own account: how they are called, what is theirs, and its end."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms.person import DeletionForm, ProfileForm
from accounts.lifecycle import person as lifecycle
from accounts.lifecycle.team import LastOwner
from accounts.models import User
from accounts.views.access import person as me
from jobboard import personal_data

CONFLICT, UNPROCESSABLE = 409, 422
KEPT_FOR = 365 * 24 * 3600


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest) -> HttpResponse:
    """The account: its profile to edit, and the way to everything else."""
    user = me(request)
    # A copy, so that a refused form changes nothing that the page says elsewhere.
    row = User.objects.get(pk=user.pk)
    form = ProfileForm(request.POST or None, instance=row)
    if form.is_valid():
        return save(user, form)
    context = {
        "form": form,
        "places": user.memberships.select_related("company").order_by("company__name"),
        "has_second_factor": is_mfa_enabled(user),
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "accounts/person.html", context, status=status)


def save(user: User, form: ProfileForm) -> HttpResponse:
    """Keep the profile; from here on the chosen language is spoken."""
    data = form.cleaned_data
    lifecycle.edit_profile(user, name=data["name"], language=data["language"])
    with override(data["language"]):
        answer = redirect("person")
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        data["language"],
        max_age=KEPT_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


@login_required
@never_cache
@require_safe
@reauthentication_required  # type: ignore[untyped-decorator]
def person_export(request: HttpRequest) -> HttpResponse:
    """Everything that is kept about the person, as a file."""
    answer = JsonResponse(
        personal_data.export_all(me(request)), json_dumps_params={"indent": 2}
    )
    answer["Content-Disposition"] = 'attachment; filename="personal-data.json"'
    return answer


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]
def person_delete(request: HttpRequest) -> HttpResponse:
    """Delete the account, once its owner has proven to be here just now."""
    user = me(request)
    form = DeletionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            lifecycle.delete_account(user, by=user)
        except LastOwner:
            return ask(request, form, status=CONFLICT)
        logout(request)
        messages.success(
            request, _("Your account is deleted. A receipt is on its way.")
        )
        return redirect("home")
    return ask(request, form, status=UNPROCESSABLE if form.is_bound else 200)


def ask(request: HttpRequest, form: DeletionForm, *, status: int) -> HttpResponse:
    owned = lifecycle.solely_owned(me(request))
    context: dict[str, Any] = {"form": form, "owned": owned}
    return render(request, "accounts/person_delete.html", context, status=status)
