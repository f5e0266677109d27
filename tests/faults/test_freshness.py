"""Shared pages are never old and never go back, whatever Redis does (make prove)."""

import re
import signal
import threading
import time

import pytest

from jobboard.stack.redis import Redis
from tests.board import Board

pytestmark = [pytest.mark.prove, pytest.mark.xdist_group("faults")]
DECISIONS = 500
LASTS = 60
READERS = 6
OLDEST = 1.0
PATHS = ("/en/companies/acme/", "/en/jobs/?company=acme", "/pt-br/jobs/?company=acme")
NUMBER = re.compile(r"Acme (\d+)")

# Each decision gives the company its next number; printed with its commit's time.
DECIDE = f"""
import time
from accounts.lifecycle.company import edit_company
from accounts.models import Company
from postings.management.demo.people import make_cast
owner = make_cast()["owner"]
company = Company.objects.get(slug="acme")
began = time.monotonic()
for number in range(1, {DECISIONS} + 1):
    edit_company(company, {{"name": f"Acme {{number}}"}}, by=owner, version=company.version)
    print("DECIDED", number, time.time())
    time.sleep(max(0, began + number * {LASTS / DECISIONS} - time.monotonic()))
"""
Seen = tuple[float, str, int]


@pytest.fixture
def board():
    made = Board(PAGE_CACHE_SECONDS="60")
    try:
        yield made.start()
    finally:
        made.remove()


def read_until(board: Board, stop: threading.Event, seen: list[Seen]) -> None:
    """One reader going round the pages: when each was asked for, and what it said."""
    while not stop.is_set():
        for path in PATHS:
            asked = time.time()
            if found := NUMBER.search(board.get(path)):
                seen.append((asked, path, int(found[1])))


def test_no_reader_sees_an_old_page_or_goes_back(board, record_property):
    stop = threading.Event()
    seen: list[list[Seen]] = [[] for _ in range(READERS)]
    readers = [
        threading.Thread(target=read_until, args=(board, stop, mine)) for mine in seen
    ]
    for reader in readers:
        reader.start()
    printed = board.manage("shell", "-v", "0", "-c", DECIDE)
    stop.set()
    for reader in readers:
        reader.join()
    decided = [
        (int(number), float(at))
        for number, at in re.findall(r"DECIDED (\d+) (\S+)", printed)
    ]
    assert len(decided) == DECISIONS
    old = backwards = 0
    for mine in seen:
        latest = 0
        for asked, _path, number in mine:
            due = max((n for n, at in decided if at <= asked - OLDEST), default=0)
            old += number < due
            backwards += number < latest
            latest = max(latest, number)
    reads = sum(map(len, seen))
    assert reads > DECISIONS
    assert (old, backwards) == (0, 0)
    record_property("figure", f"{DECISIONS} decisions, {reads} reads, 0 old, 0 back")


def test_the_site_is_whole_while_redis_does_not_answer(board, record_property):
    redis = Redis(board.state).main_process()
    assert redis is not None
    redis.send_signal(signal.SIGSTOP)
    ends, answers, slowest = time.monotonic() + LASTS, 0, 0.0
    try:
        while time.monotonic() < ends:
            for path in PATHS:
                began = time.monotonic()
                # Anything but a page raises HTTPError here.
                board.get(path)
                slowest = max(slowest, time.monotonic() - began)
                answers += 1
    finally:
        redis.send_signal(signal.SIGCONT)
    record_property("figure", f"{answers} pages in {LASTS} s, none refused")
