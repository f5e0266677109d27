"""A value that is remembered is still the one that Redis has."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from django.core.cache import cache, caches

from jobboard import tracking
from jobboard.tracking import Tracked

# On one worker: whoever follows any key is told of every flush.
pytestmark = pytest.mark.xdist_group("tracking")
CHANGES = 1000
FORKING = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")


@pytest.fixture
def tracked(monkeypatch):
    # So long that nothing but Redis's word makes it ask again.
    monkeypatch.setattr(tracking, "TRUSTED_SECONDS", 600)
    made = Tracked("tracked")
    yield made
    made.hang_up()


@pytest.fixture
def asked(tracked, monkeypatch) -> list[str]:
    """Each question that is put to Redis."""
    questions: list[str] = []
    ask = tracked.asked

    def noted():
        questions.append("GET")
        return ask()

    monkeypatch.setattr(tracked, "asked", noted)
    return questions


def reach(tracked, value) -> None:
    """Ask until Redis has told of this value, which takes it a moment."""
    deadline = time.monotonic() + 1
    while tracked.get() != value:
        assert time.monotonic() < deadline, f"not told of {value}"


def test_what_others_write_is_seen(tracked):
    assert tracked.get() is None
    for number in range(200):
        cache.set("tracked", number, None)
        reach(tracked, number)


def test_what_was_deleted_or_flushed_is_gone(tracked):
    for forget in (lambda: cache.delete("tracked"), cache.clear):
        cache.set("tracked", "there", None)
        reach(tracked, "there")
        forget()
        reach(tracked, None)


def test_a_process_that_was_told_often_while_nobody_asked_goes_on(tracked):
    cache.set("tracked", "there", None)
    reach(tracked, "there")
    for _ in range(3_000):
        cache.clear()
    reach(tracked, None)
    cache.set("tracked", "again", None)
    reach(tracked, "again")


def test_a_process_that_was_told_often_while_it_asked_asks_anew(tracked, monkeypatch):
    cache.set("tracked", "there", None)
    reach(tracked, "there")
    ask, flushes = tracked.asked, iter(range(3_000))

    def asked_in_a_flood():
        for _ in flushes:
            cache.clear()
        return ask()

    monkeypatch.setattr(tracked, "asked", asked_in_a_flood)
    tracked.doubt()
    assert tracked.get() is None
    assert not list(flushes)
    cache.set("tracked", "again", None)
    reach(tracked, "again")


def test_redis_is_not_asked_while_nothing_changes(tracked, asked):
    cache.set("tracked", "there", None)
    reach(tracked, "there")
    asked.clear()
    cache.set("another", 1, None)
    assert [tracked.get() for _ in range(500)] == ["there"] * 500
    # A flush is told to everybody: those of tests that run beside this one, too.
    assert len(asked) < 50


def test_a_new_value_is_shown_once_all_were_told(tracked, asked):
    """The second question is read after the telling of what the first one found."""
    cache.set("tracked", "new", None)
    reach(tracked, "new")
    assert len(asked) >= 2


def test_what_this_process_wrote_is_asked_for(tracked, asked):
    cache.set("tracked", 1, None)
    reach(tracked, 1)
    asked.clear()
    tracked.doubt()
    assert tracked.get() == 1
    assert asked


def test_a_connection_that_hangs_is_not_believed_for_long(monkeypatch):
    monkeypatch.setattr(tracking, "TRUSTED_SECONDS", 0)
    silent = Tracked("tracked")
    cache.set("tracked", 1, None)
    assert silent.get() == 1
    cache.set("tracked", 2, None)
    assert silent.get() == 2
    silent.hang_up()


def test_a_connection_that_ends_is_replaced(tracked):
    cache.set("tracked", 1, None)
    reach(tracked, 1)
    caches["default"]._cache.get_client().client_kill_filter(_type="normal")
    assert tracked.get() == 1


def test_while_redis_is_away_nothing_is_known_and_it_rests(settings, monkeypatch):
    settings.CACHES = {
        "default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}
    }
    tracked = Tracked("tracked")
    assert tracked.get() is None
    monkeypatch.setattr(tracked, "ask", lambda: pytest.fail("asked at once again"))
    assert tracked.get() is None


def test_threads_share_one_connection(tracked):
    cache.set("tracked", "there", None)
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(tracked.get())) for _ in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["there"] * 16


@contextmanager
def child(answer) -> Iterator[socket.socket]:
    """Another process; it gives its answer to whoever sends a byte."""
    ours, theirs = socket.socketpair()
    if not (number := os.fork()):
        ours.close()
        while theirs.recv(1):
            theirs.sendall(answer())
        os._exit(0)
    theirs.close()
    with ours:
        yield ours
    os.waitpid(number, 0)


@FORKING
def test_a_child_has_a_connection_of_its_own(tracked):
    cache.set("tracked", "there", None)
    reach(tracked, "there")
    with child(lambda: b"no" if tracked.connection else b"yes") as one:
        one.sendall(b"?")
        assert one.recv(3) == b"yes"
    assert tracked.get() == "there"


def write_all() -> None:
    for number in range(1, CHANGES + 1):
        cache.set("tracked", number, None)
        time.sleep(0.0003 * (number % 5))


@FORKING
def test_going_from_process_to_process_no_reader_goes_back(tracked):
    cache.set("tracked", 0, None)
    writer, seen = threading.Thread(target=write_all), [0]
    with ExitStack() as stack:
        followers = [child(lambda: b"%9d" % tracked.get()) for _ in range(3)]
        processes = [stack.enter_context(one) for one in followers]
        writer.start()
        while seen[-1] < CHANGES:
            for one in processes:
                one.sendall(b"?")
                seen.append(int(one.recv(9)))
    writer.join()
    assert seen == sorted(seen)
    assert len(set(seen)) > CHANGES / 10
