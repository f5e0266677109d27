"""Optimistic locking: every write names the version that it read.

A conditional UPDATE is the whole mechanism (compare and set): it changes the
row only where the version, and whatever else the writer relied on, still holds.
PostgreSQL re-checks the condition after waiting for a concurrent writer, so of
two who read the same version exactly one succeeds.
"""

from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import F


class NotAllowedNow(Exception):
    """The row's state forbids the change; its version was right."""


class StaleVersion(Exception):
    """Somebody changed the row since it was read; `current` is how it is now."""

    def __init__(self, current: models.Model) -> None:
        super().__init__("changed since it was read")
        self.current = current


class Versioned(models.Model):
    """A row whose version grows by one with every change."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def as_it_is(self) -> Self:
        """The row as the database has it now; DoesNotExist where it is gone."""
        return type(self)._base_manager.get(pk=self.pk)  # noqa: SLF001


Row = TypeVar("Row", bound=Versioned)


def change(row: Row, *, version: int, holds: dict[str, Any], **values: Any) -> None:
    """Write `values` where version and conditions still hold, and bump the version.

    row: updated in memory too. version: the one that the writer read. holds:
    further conditions as filter arguments, such as `status__in`.

    Raises StaleVersion where the version has moved on, NotAllowedNow where
    only a condition no longer holds, DoesNotExist where the row is gone.
    """
    known = type(row)._base_manager  # noqa: SLF001 (public, but for its name)
    rows = known.filter(pk=row.pk, version=version, **holds)
    if not rows.update(version=F("version") + 1, **values):
        current = row.as_it_is()
        if current.version != version:
            raise StaleVersion(current)
        raise NotAllowedNow
    row.version = version + 1
    for name, value in values.items():
        setattr(row, name, value)
