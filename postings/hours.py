"""Hours in common: how much of two working days falls together.

A window is two local times and an IANA zone. It may end after midnight. Where
only a zone is stated, its working day is meant, from nine to six; so is the
reader's. The count depends on the date, because clocks change.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY_BEGINS, DAY_ENDS = time(9), time(18)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Window:
    """Local working hours in an IANA zone; `ends` before `begins` is the next day."""

    zone: str
    begins: time = DAY_BEGINS
    ends: time = DAY_ENDS

    def on(self, day: date) -> tuple[datetime, datetime]:
        """The window that begins on this local day, in UTC."""
        zone = ZoneInfo(self.zone)
        last = day + DAY if self.ends <= self.begins else day
        return (
            datetime.combine(day, self.begins, zone).astimezone(UTC),
            datetime.combine(last, self.ends, zone).astimezone(UTC),
        )

    def length(self, day: date) -> float:
        """Hours from beginning to end."""
        begins, ends = self.on(day)
        return (ends - begins).total_seconds() / 3600


def in_common(one: Window, other: Window, day: date) -> float:
    """Hours that both windows share on this day, at whichever side of midnight.

    The other zone's day may have begun yesterday there, or begin tomorrow.
    """
    begins, ends = one.on(day)
    shared = [
        (min(ends, theirs[1]) - max(begins, theirs[0])).total_seconds() / 3600
        for theirs in (other.on(day + shift * DAY) for shift in (-1, 0, 1))
    ]
    return max(0.0, sum(hours for hours in shared if hours > 0))
