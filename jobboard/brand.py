"""A board's own face: its accent and its logo, from settings, without an edit.

The accent is a stylesheet of one line, not a style in the page: the pages allow
no inline style (docs/decisions).
"""

from functools import cache
from mimetypes import guess_type
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

A_DAY = 86_400


@require_safe
@cache_control(public=True, max_age=A_DAY)
def accent(request: HttpRequest) -> HttpResponse:
    """The hue of everything that has a colour (0–359, OKLCH)."""
    rule = f":root {{ --hue: {settings.ACCENT_HUE}; }}\n"
    return HttpResponse(rule, content_type="text/css; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=A_DAY)
def logo(request: HttpRequest) -> HttpResponse:
    """The operator's own mark, where SITE_LOGO names a file."""
    if not settings.SITE_LOGO:
        raise Http404
    kind = guess_type(settings.SITE_LOGO)[0] or "application/octet-stream"
    return HttpResponse(logo_bytes(settings.SITE_LOGO), content_type=kind)


@cache
def logo_bytes(path: str) -> bytes:
    return Path(path).read_bytes()
