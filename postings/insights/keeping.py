"""Figures about the whole board: what they need behind them, and how they are kept."""

from collections.abc import Callable
from typing import TypeVar

from django.conf import settings

from jobboard.caching import get_or_compute

T = TypeVar("T")

# With fewer postings a figure says more about one company than about the trade.
LEAST = 10
KEPT_SECONDS = 3600


def kept(name: str, compute: Callable[[], T]) -> T:
    """What was computed at most an hour ago; one of all askers computes it anew."""
    key = f"insights:{name}:{settings.RELEASE}"
    found = get_or_compute(key, compute, seconds=KEPT_SECONDS)
    return compute() if found is None else found
