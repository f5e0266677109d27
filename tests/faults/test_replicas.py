"""A replica answers searches, and never with what is old (make prove)."""

import json
import re
import tempfile
import threading
import time
from pathlib import Path

import pytest

from jobboard.stack import places
from jobboard.stack.postgres import PostgreSQL
from tests.board import Board

pytestmark = [pytest.mark.prove, pytest.mark.xdist_group("faults")]
AT_ONCE = {"PAGE_CACHE_SECONDS": "0", "API_RATE_ANONYMOUS": "100000"}
POSTINGS = 60
OLDEST = 1.0
ASKED = "/api/v1/postings/?q=zirkon&count=exact"
PUBLISH = f"""
import time
from postings.management.demo.people import make_cast
from tests import build
cast = make_cast()
for number in range(1, {POSTINGS} + 1):
    build.posting(cast, title=f"Zirkon {{number}}")
    print("PUBLISHED", number, time.time())
    time.sleep(0.3)
"""


class Standby(PostgreSQL):
    """A streaming replica of a board's own server."""

    def __init__(self, state: Path, of: PostgreSQL) -> None:
        super().__init__(state)
        self.of = of

    def prepare(self) -> None:
        places.make_socket_dir(self.state)
        self.run_as_owner(
            str(self.binaries / "pg_basebackup"),
            *("-h", str(self.of.sockets), "-U", places.DATABASE),
            *("-D", str(self.data), "--write-recovery-conf", "--checkpoint=fast"),
        )

    def replay(self, *, goes_on: bool) -> None:
        """Hold back what the primary writes, or take it over again."""
        with self.connect("postgres") as connection:
            what = "resume" if goes_on else "pause"
            connection.execute(f"SELECT pg_wal_replay_{what}()")


@pytest.fixture
def state():
    made = Path(tempfile.mkdtemp(prefix="standby-"))
    yield made
    places.remove(made)


@pytest.fixture
def board(state):
    made = Board(REPLICA_URL=places.database_url(state), **AT_ONCE)
    try:
        yield made.start()
    finally:
        made.remove()


@pytest.fixture
def standby(board, state):
    made = Standby(state, PostgreSQL(board.state))
    yield made
    made.stop()


def outcomes(board: Board) -> dict[str, int]:
    """How many searches a replica answered, was behind for, or away for."""
    rows = re.findall(
        r'jobboard_replica_total\{outcome="(\w+)"\} (\d+)', board.get("/metrics")
    )
    return {outcome: int(number) for outcome, number in rows}


def wait_for(board: Board, outcome: str) -> None:
    before, deadline = outcomes(board).get(outcome, 0), time.monotonic() + 30
    while outcomes(board).get(outcome, 0) == before:
        assert time.monotonic() < deadline, outcomes(board)
        board.get(ASKED)
        time.sleep(0.1)


def test_a_replica_that_is_away_or_behind_is_never_noticed(
    board, standby, record_property
):
    wait_for(board, "away")
    standby.ensure()
    wait_for(board, "answered")
    printed: list[str] = []
    writer = threading.Thread(
        target=lambda: printed.append(
            board.manage("shell", "-v", "0", "-c", PUBLISH),
        )
    )
    writer.start()
    reads: list[tuple[float, int]] = []
    while writer.is_alive():
        standby.replay(goes_on=len(reads) // 10 % 2 == 0)
        reads.append((time.time(), json.loads(board.get(ASKED))["count"]))
        time.sleep(0.02)
    writer.join()
    standby.replay(goes_on=True)
    published = re.findall(r"PUBLISHED (\d+) (\S+)", printed[0])
    assert len(published) == POSTINGS
    latest = 0
    for asked, found in reads:
        due = [int(n) for n, at in published if float(at) <= asked - OLDEST]
        assert found >= max([latest, *due])
        latest = found
    wait_for(board, "answered")
    counted = outcomes(board)
    assert min(counted["answered"], counted["behind"]) > POSTINGS / 2
    record_property("figure", f"{POSTINGS} published, {len(reads)} reads, 0 old")
    standby.stop()
    wait_for(board, "away")
    assert json.loads(board.get(ASKED))["count"] == POSTINGS
