"""What every template knows: the board's face, and the page's other languages."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from jobboard.appearance import listens_to_keys, theme_of

# Every language by its own name.
NAMES = {"pt-br": "Português", "es": "Español", "en": "English"}


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "site_name": settings.SITE_NAME,
        "site_tagline": settings.SITE_TAGLINE,
        "site_logo": settings.SITE_LOGO,
        "site_url": settings.SITE_URL,
        "has_own_accent": settings.ACCENT_HUE != settings.DEFAULT_HUE,
        "accent_hue": settings.ACCENT_HUE,
        "theme": theme_of(request),
        "has_keys": listens_to_keys(request),
        "contact_email": settings.CONTACT_EMAIL,
        # A page that is to be listed says otherwise.
        "metadata": None,
        "languages": [
            {"code": code, "name": NAMES[code], "address": choice(request, code)}
            for code, _name in settings.LANGUAGES
        ],
    }


def choice(request: HttpRequest, code: str) -> str:
    """The link that remembers the language and leads back to this page."""
    page = urlencode({"next": request.get_full_path()})
    return f"{reverse('language', args=[code])}?{page}"
