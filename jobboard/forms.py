"""What forms of several apps share."""

from typing import cast

from django.forms import BaseForm
from django.http import QueryDict


def rebase(form: BaseForm, version: int, *, name: str = "version") -> None:
    """Let the form, with all that was typed, be sent again against this version."""
    data = cast("QueryDict", form.data).copy()
    data[name] = str(version)
    form.data = data
