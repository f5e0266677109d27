"""Light, dark or as the system has it: one page with one field, and a cookie.

A page that many share carries no form (it would need a token of the reader's),
so the switch is a link to this page. Without JavaScript and without an account.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

COOKIE = "theme"
KEPT_FOR = 365 * 24 * 3600
THEMES = {
    "system": _("As the system has it"),
    "light": _("Light"),
    "dark": _("Dark"),
}


class AppearanceForm(forms.Form):
    """The one choice; what is not a theme is refused."""

    theme = forms.ChoiceField(
        label=_("Theme"), choices=list(THEMES.items()), widget=forms.RadioSelect
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)


def theme_of(request: HttpRequest) -> str:
    """`light` or `dark` where the reader chose one, else empty: the system's."""
    chosen = request.COOKIES.get(COOKIE, "")
    return chosen if chosen in ("light", "dark") else ""


@never_cache
@require_http_methods(["GET", "POST"])
def appearance(request: HttpRequest) -> HttpResponse:
    """Ask, or keep the answer and go back to where the reader was."""
    if request.method == "POST":
        form = AppearanceForm(request.POST)
        if form.is_valid():
            return remember(request, form.cleaned_data)
    else:
        start = {"theme": theme_of(request) or "system", "next": came_from(request)}
        form = AppearanceForm(initial=start)
    status = 422 if form.is_bound else 200
    return render(request, "appearance.html", {"form": form}, status=status)


def came_from(request: HttpRequest) -> str:
    return request.GET.get("next", "")


def remember(request: HttpRequest, chosen: dict[str, Any]) -> HttpResponse:
    target = chosen["next"]
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}):
        target = reverse("home")
    response = HttpResponseRedirect(target)
    response.set_cookie(
        COOKIE,
        chosen["theme"],
        max_age=KEPT_FOR,
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response
