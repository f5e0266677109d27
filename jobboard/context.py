"""What every template knows: the board's name, and the page's other languages."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url

# Every language by its own name.
NAMES = {"pt-br": "Português", "es": "Español", "en": "English"}


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "contact_email": settings.CONTACT_EMAIL,
        "languages": [
            {
                "code": code,
                "name": NAMES[code],
                "address": translate_url(request.get_full_path(), code),
            }
            for code, _name in settings.LANGUAGES
        ],
    }
