"""When an alert may write: the moments at a reader's own hour."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

DAY = timedelta(days=1)
MONDAY = 0


class Frequency(models.TextChoices):
    """How often an alert may write."""

    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week, on Mondays")


def next_slot(
    frequency: str,
    *,
    hour: int,
    zone: str,
    after: datetime,
    paused_until: date | None = None,
) -> datetime:
    """The first moment behind `after` at which an alert of this kind may write, in UTC.

    hour: local, in the IANA zone. An hour that a change of clocks leaves out counts
    as the one after it; of an hour that comes twice, the first is meant. At once:
    after the time in which news are gathered. Nothing comes before the day
    `paused_until` begins there.
    """
    local = ZoneInfo(zone)
    begins = after if paused_until is None else moment(paused_until, 0, local)
    if frequency == Frequency.AT_ONCE:
        return max(begins, after + timedelta(seconds=settings.ALERT_BATCH_SECONDS))
    after = max(after, begins - timedelta.resolution)
    day = after.astimezone(local).date()
    if frequency == Frequency.WEEKLY:
        day += DAY * ((MONDAY - day.weekday()) % 7)
    step = DAY * (7 if frequency == Frequency.WEEKLY else 1)
    slot = moment(day, hour, local)
    return slot if slot > after else moment(day + step, hour, local)


def moment(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(hour), zone).astimezone(UTC)
