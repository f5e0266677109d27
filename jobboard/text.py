"""Checks of text that people type."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Line breaks and tabs are text; the other control characters are not, and lone
# surrogates cannot be stored.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def validate_printable(value: str) -> None:
    """Raise ValidationError where the text holds characters that no page can show."""
    if UNPRINTABLE.search(value):
        raise ValidationError(
            _("There is a character in this text that cannot be shown. Type it anew."),
            code="unprintable",
        )
