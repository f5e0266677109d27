"""The reader's choice of a language: kept in a cookie, and the same page again."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from jobboard.addresses import in_language

YEAR = 365 * 24 * 60 * 60


@never_cache
def language(request: HttpRequest, code: str) -> HttpResponse:
    """Remember the language and lead on to `next`, the page that the reader was on.

    A link, not a form: it changes nothing but a cookie, and pages that everybody
    shares carry no form that posts.
    """
    if code not in dict(settings.LANGUAGES):
        raise Http404
    page = request.GET.get("next", "")
    if not page.startswith("/") or not url_has_allowed_host_and_scheme(page, None):
        page = f"/{code}/"
    response = redirect(in_language(page, code))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=YEAR,
        httponly=True,
        secure=settings.IS_HTTPS,
        samesite="Lax",
    )
    return response
