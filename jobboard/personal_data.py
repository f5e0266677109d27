"""What the board keeps about people: each app says how it is handed out and erased.

An app registers once, when it is ready:

    personal_data.register("applications", export=exported, erase=erased)

`exported(user)` returns what the person would get, as plain JSON: text, numbers,
lists, dates as text. `erased(user)` removes or anonymises it in the caller's
transaction and returns how many of what, as `{"Applications": 3}`: the person
reads it in the receipt, so the words are marked with gettext_noop. The row of
the user itself goes last, and is nobody's business but the accounts'.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

Export = Callable[[Any], dict[str, Any]]
Erase = Callable[[Any], dict[str, int]]


@dataclass(frozen=True)
class Holding:
    """What one app keeps about a person."""

    export: Export
    erase: Erase


holdings: dict[str, Holding] = {}


def register(name: str, *, export: Export, erase: Erase) -> None:
    """Say how an app hands out and erases what it keeps. A second time replaces."""
    holdings[name] = Holding(export, erase)


def export_all(user: AbstractBaseUser) -> dict[str, dict[str, Any]]:
    """Everything that is kept about the person, by app."""
    return {name: holding.export(user) for name, holding in holdings.items()}


@transaction.atomic
def erase_all(user: AbstractBaseUser) -> dict[str, int]:
    """Erase everything but the row of the user; the receipt says how many of what.

    The app that registered last goes first: it may need to know what those below
    it know, such as the person's addresses.
    """
    receipt: dict[str, int] = {}
    for holding in reversed(holdings.values()):
        for what, number in holding.erase(user).items():
            receipt[what] = receipt.get(what, 0) + number
    return receipt
