"""The reader's own hour, whatever the clocks do."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from postings.slots import Frequency, next_slot

ZONES = [
    "America/Sao_Paulo",
    "America/New_York",
    "Europe/Lisbon",
    "Asia/Kolkata",
    "UTC",
]


def slot(
    after: str, hour: int, zone: str = "America/New_York", frequency="daily", **more
):
    moment = datetime.fromisoformat(after).replace(tzinfo=UTC)
    found = next_slot(frequency, hour=hour, zone=zone, after=moment, **more)
    return found.strftime("%Y-%m-%dT%H:%M")


@pytest.mark.parametrize(
    ("after", "hour", "expected"),
    [
        # Clocks go forward on 8 March 2026 at 2 o'clock: that hour is the one after.
        ("2026-03-07T20:00", 2, "2026-03-08T07:00"),
        ("2026-03-08T07:00", 2, "2026-03-09T06:00"),
        ("2026-03-07T20:00", 8, "2026-03-08T12:00"),
        # They go back on 1 November 2026 at 2 o'clock: the first one o'clock counts.
        ("2026-10-31T20:00", 1, "2026-11-01T05:00"),
        ("2026-11-01T05:00", 1, "2026-11-02T06:00"),
        ("2026-10-31T20:00", 8, "2026-11-01T13:00"),
    ],
)
def test_changes_of_clocks(after, hour, expected):
    assert slot(after, hour) == expected


def test_a_pause_ends_with_the_night_before_its_day():
    paused = {"paused_until": date(2026, 3, 10)}
    assert slot("2026-03-01T00:00", 8, **paused) == "2026-03-10T12:00"
    assert slot("2026-03-01T00:00", 0, **paused) == "2026-03-10T04:00"
    assert slot("2026-03-10T13:00", 8, **paused) == "2026-03-11T12:00"


@given(
    st.integers(0, 3 * 365 * 24 * 60),
    st.integers(0, 23),
    st.sampled_from(ZONES),
    st.sampled_from([Frequency.DAILY, Frequency.WEEKLY]),
)
def test_slots_follow_each_other_day_by_day(after, hour, zone, frequency):
    after = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=after)
    given_ = {"hour": hour, "zone": zone}
    first = next_slot(frequency, after=after, **given_)
    second = next_slot(frequency, after=first, **given_)
    step = timedelta(days=7 if frequency == Frequency.WEEKLY else 1)
    local = [moment.astimezone(ZoneInfo(zone)) for moment in (first, second)]
    assert after < first <= after + step + timedelta(hours=1)
    assert local[1].date() - local[0].date() == step
    assert all(0 <= one.hour - hour <= 1 for one in local)
