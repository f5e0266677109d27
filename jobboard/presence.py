"""Who else is here: a hint, kept for a minute and a half in the cache.

Best effort by nature: without Redis nobody is seen, and nothing else changes.
"""

from collections.abc import Collection

from django.core.cache import cache

SECONDS = 90


def key(person: int) -> str:
    return f"here:{person}"


def mark(person: int, where: str) -> None:
    """Note where somebody is now; a person is in one place."""
    cache.set(key(person), where, SECONDS)


def found(people: Collection[int]) -> dict[str, list[int]]:
    """Who of these people is where: their ids by place."""
    places = cache.get_many([key(person) for person in people])
    here: dict[str, list[int]] = {}
    for person in people:
        if (where := places.get(key(person))) is not None:
            here.setdefault(where, []).append(person)
    return here
