"""What all tests share: the cast, and a clean cache."""

from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from accounts.models import User
from jobboard import generations
from postings.management.demo.people import make_cast
from tests.board import Board

LAST_WORDS = 10_000
Cast = dict[str, User]


def pytest_terminal_summary(terminalreporter) -> None:
    """Say once how the journeys can be run where no browser was found."""
    from tests.journeys.conftest import MISSING

    if any(
        MISSING in str(report.longrepr)
        for report in terminalreporter.stats.get("skipped", [])
    ):
        terminalreporter.write_line(f"The journeys were left out: {MISSING}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Beside a test that failed, the last that its board said."""
    report = yield
    board = getattr(item, "funcargs", {}).get("board")
    if report.failed and isinstance(board, Board):
        report.sections.append(("the board said", board.log()[-LAST_WORDS:]))
    return report


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The cast lives in the database before the first test."""
    with django_db_blocker.unblock():
        make_cast()


@pytest.fixture
def cast(db) -> Cast:
    """Owner, recruiter, viewer, rival, candidate, moderator and stranger."""
    return make_cast()


@pytest.fixture(autouse=True)
def _clean_slate() -> Iterator[None]:
    """Each test begins in English, whatever the one before it has read."""
    with translation.override("en"):
        yield
    # Redis, away in this test, is there for the next; a cache at rest clears nothing.
    redis: Any = cache
    redis.rests_until = generations.kept.rests_until = 0.0
    cache.clear()
    generations.kept.doubt()


@pytest.fixture
def signed_in(cast) -> Callable[[str], Client]:
    """A browser in which this member of the cast is signed in."""

    def sign_in(part: str) -> Client:
        client = Client()
        client.force_login(cast[part], "django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
