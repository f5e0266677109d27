"""How the board looks and listens: the theme and the shortcuts, kept in cookies.

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

THEME, KEYS = "theme", "keys"
KEPT_FOR = 365 * 24 * 3600
THEMES = {
    "system": _("As the system has it"),
    "light": _("Light"),
    "dark": _("Dark"),
}


class AppearanceForm(forms.Form):
    """What may be chosen; what is not a theme is refused."""

    theme = forms.ChoiceField(
        label=_("Theme"), choices=list(THEMES.items()), widget=forms.RadioSelect
    )
    keys = forms.BooleanField(
        label=_("Shortcuts on lists: / searches, j and k move"), required=False
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)


def theme_of(request: HttpRequest) -> str:
    """`light` or `dark` where the reader chose one, else empty: the system's."""
    chosen = request.COOKIES.get(THEME, "")
    return chosen if chosen in ("light", "dark") else ""


def listens_to_keys(request: HttpRequest) -> bool:
    """Whether single letters are shortcuts; WCAG 2.1.4 lets a reader refuse them."""
    return request.COOKIES.get(KEYS) != "off"


@never_cache
@require_http_methods(["GET", "POST"])
def appearance(request: HttpRequest) -> HttpResponse:
    """Ask, or keep the answer and go back to where the reader was."""
    if request.method == "POST":
        form = AppearanceForm(request.POST)
        if form.is_valid():
            return remember(request, form.cleaned_data)
    else:
        start = {
            "theme": theme_of(request) or "system",
            "keys": listens_to_keys(request),
            "next": request.GET.get("next", ""),
        }
        form = AppearanceForm(initial=start)
    status = 422 if form.is_bound else 200
    return render(request, "appearance.html", {"form": form}, status=status)


def remember(request: HttpRequest, chosen: dict[str, Any]) -> HttpResponse:
    target = chosen["next"]
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}):
        target = reverse("home")
    response = HttpResponseRedirect(target)
    kept = {THEME: chosen["theme"], KEYS: "on" if chosen["keys"] else "off"}
    for name, value in kept.items():
        response.set_cookie(
            name,
            value,
            max_age=KEPT_FOR,
            secure=settings.IS_HTTPS,
            httponly=True,
            samesite="Lax",
        )
    return response
