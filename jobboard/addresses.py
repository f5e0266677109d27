"""Addresses as others keep them: absolute, and of the same page in another language."""

import re

from django.conf import settings

PREFIX = re.compile(
    r"^/({})(?=/)".format("|".join(code for code, _ in settings.LANGUAGES))
)


def absolute(path: str) -> str:
    """The path under the site's own name, whatever host was asked."""
    return f"{settings.SITE_URL}{path}"


def in_language(path: str, code: str) -> str:
    """The same page in another language: only the first word of its path differs.

    path: may have a query, which stays. What stands below no language (the
    administration, the mailbox) has one address for all.
    """
    return PREFIX.sub(f"/{code}", path)
