"""No mail is lost, whatever dies (make prove)."""

import random
import re
import threading
import time
from collections import Counter

import psutil
import pytest

from jobboard.stack.redis import Redis
from tests.board import Board
from tests.faults.test_up import leader

pytestmark = [pytest.mark.prove, pytest.mark.xdist_group("faults")]
DECISIONS = 500
KILL_FOR = 60
DELIVERED_WITHIN = 360

# Runs in a process of its own, on the board's database.
DECIDE = f"""
import time
from postings.management.demo.people import make_cast
from tests import build
from postings import permissions
permissions.APPROVALS_FOR_TRUST = 10**6
cast = make_cast()
made = 0
began = time.monotonic()
while made < {DECISIONS}:
    try:
        build.posting(cast, "live" if made % 2 else "returned", title=f"Decision {{made:04}}")
        made += 1
    except Exception as error:
        from django.db import connection
        connection.close()
    time.sleep(max(0, began + made * {KILL_FOR / DECISIONS} - time.monotonic()))
print("decided", made)
"""


@pytest.fixture
def board():
    made = Board("--no-demo")
    try:
        yield made.start()
    finally:
        made.remove()


def kill_at_random(board: Board, until: float, kills: Counter[str]) -> None:
    dice = random.Random(24)
    while time.monotonic() < until:
        time.sleep(dice.uniform(1, 4))
        name = dice.choice(["worker", "relay", "redis", "beat"])
        try:
            victim = (
                Redis(board.state).main_process()
                if name == "redis"
                else leader(board, name)
            )
            if victim is not None:
                victim.kill()
                kills[name] += 1
        except (ValueError, psutil.Error):
            continue


def subjects(board: Board) -> Counter[str]:
    found: Counter[str] = Counter()
    for path in (board.state / "mail").glob("*.eml"):
        found.update(re.findall(r"Subject: .*?(Decision \d{4})", path.read_text()))
    return found


def test_no_decision_goes_untold(board, record_property):
    kills: Counter[str] = Counter()
    killer = threading.Thread(
        target=kill_at_random, args=(board, time.monotonic() + KILL_FOR, kills)
    )
    killer.start()
    out = board.manage("shell", "--no-imports", "-c", DECIDE)
    killer.join()
    assert f"decided {DECISIONS}" in out
    began = time.monotonic()
    while len(told := subjects(board)) < DECISIONS:
        waited = time.monotonic() - began
        assert waited < DELIVERED_WITHIN, f"{len(told)} told, {board.log()[-20_000:]}"
        time.sleep(1)
    repeated = sum(count - 1 for count in told.values())
    ids = Counter(
        re.findall(r"Message-ID: (\S+)", p.read_text())[0]
        for p in (board.state / "mail").glob("*.eml")
    )
    assert len(ids) == DECISIONS
    figure = f"{DECISIONS} decisions, kills {dict(kills)}, 0 lost, {repeated} repeated"
    record_property("figure", f"{figure}, last after {time.monotonic() - began:.0f} s")
