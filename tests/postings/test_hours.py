"""Hours in common, across zones, midnights and changes of the clock."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings, strategies as st

from postings.forms.choices import ZONES
from postings.hours import Window, in_common

WINTER, SUMMER = date(2026, 1, 15), date(2026, 7, 15)
zones = st.sampled_from(ZONES)
times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
windows = st.builds(Window, zones, times, times)
days = st.dates(date(2025, 1, 2), date(2027, 12, 30))


def minutes(window: Window, day: date) -> set[datetime]:
    """Every quarter of an hour of the window, in UTC, the slow way."""
    begins = datetime.combine(day, window.begins, ZoneInfo(window.zone))
    ends = datetime.combine(day, window.ends, ZoneInfo(window.zone))
    if window.ends <= window.begins:
        ends = datetime.combine(day + timedelta(1), window.ends, ZoneInfo(window.zone))
    moment, found = begins.astimezone(ZoneInfo("UTC")), set()
    while moment < ends.astimezone(ZoneInfo("UTC")):
        found.add(moment)
        moment += timedelta(minutes=15)
    return found


@settings(max_examples=200, deadline=None)
@given(windows, windows, days)
def test_it_is_what_counting_quarters_gives(one, other, day):
    theirs = set().union(*(minutes(other, day + timedelta(n)) for n in (-1, 0, 1)))
    assert in_common(one, other, day) == len(minutes(one, day) & theirs) / 4


@given(zones, days)
def test_a_day_has_nine_hours_in_common_with_itself(zone, day):
    assert in_common(Window(zone), Window(zone), day) == 9


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("America/Bogota", WINTER, 9),
        ("America/Bogota", SUMMER, 8),
        ("America/Sao_Paulo", WINTER, 7),
        ("America/Los_Angeles", WINTER, 6),
        ("Europe/Madrid", WINTER, 3),
        ("Asia/Tokyo", WINTER, 0),
    ],
)
def test_with_new_york(zone, day, hours):
    assert in_common(Window("America/New_York"), Window(zone), day) == hours


def test_a_window_may_end_after_midnight():
    night = Window("America/Bogota", time(22), time(2))
    assert night.length(WINTER) == 4
    late = Window("America/Bogota", time(0), time(6))
    assert in_common(night, late, WINTER) == 2
