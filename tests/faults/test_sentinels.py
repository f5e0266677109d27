"""Redis fails over behind a Sentinel, and the board goes on (make prove)."""

import re
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache.backends.redis import RedisCache
from redis import Redis
from redis.exceptions import RedisError

from jobboard.caching import ForgivingRedisCache
from jobboard.stack.redis import wheel_binary
from tests.board import Board

pytestmark = [pytest.mark.prove, pytest.mark.xdist_group("faults")]
WITHIN = 60
MARK = (
    "from jobboard.outbox import Delivery; print(Delivery.objects.filter({}).count())"
)
PUBLISH = """
from postings.management.demo.people import make_cast
from tests import build
build.posting(make_cast(), title="After the failover")
"""


class Valkey:
    """One server or Sentinel on a port of this machine."""

    def __init__(self, folder: Path, *words: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.folder = folder / str(self.port)
        self.folder.mkdir()
        (self.folder / "conf").write_text(
            "\n".join([f"port {self.port}", f"dir {self.folder}", "save ''", *words])
        )
        self.client = Redis(port=self.port, socket_timeout=3)

    def start(self, *flags: str) -> "Valkey":
        command = [str(wheel_binary()), str(self.folder / "conf"), *flags]
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        until(self.answers)
        return self

    def answers(self) -> bool:
        try:
            return bool(self.client.ping())
        except RedisError:
            return False

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


def until(holds) -> float:
    """Wait until it holds; how long that took."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < WITHIN
        time.sleep(0.1)
    return time.monotonic() - began


@pytest.fixture
def servers() -> Iterator[tuple[Valkey, Valkey, Valkey]]:
    """The primary, its replica, and who watches them."""
    with tempfile.TemporaryDirectory(prefix="sentinel-") as name:
        folder = Path(name)
        first = Valkey(folder, "databases 64").start()
        second = Valkey(
            folder, "databases 64", f"replicaof 127.0.0.1 {first.port}"
        ).start()
        until(lambda: second.client.info("replication")["master_link_status"] == "up")
        watcher = Valkey(
            folder,
            f"sentinel monitor board 127.0.0.1 {first.port} 1",
            "sentinel down-after-milliseconds board 1000",
            "sentinel failover-timeout board 5000",
        ).start("--sentinel")
        until(lambda: watcher.client.sentinel_slaves("board"))
        try:
            yield first, second, watcher
        finally:
            for server in (watcher, second, first):
                server.kill()


def test_a_board_goes_on_when_its_redis_fails_over(servers, record_property):
    first, second, watcher = servers
    url = f"sentinel://127.0.0.1:{watcher.port}/board"
    board = Board(REDIS_URL=url, PAGE_CACHE_SECONDS="60")
    try:
        board.start()
        board.get("/en/jobs/")
        assert first.client.info("keyspace")["db1"]["keys"] > 0
        first.kill()
        # Whole at once, without a cache: the one of the promoted comes later.
        board.get("/en/jobs/")
        took = until(lambda: second.client.info("replication")["role"] == "master")
        board.manage("shell", "-v", "0", "-c", PUBLISH)
        assert "After the failover" in board.get("/en/jobs/?q=failover")
        waiting = MARK.format("done_at=None")
        until(
            lambda: re.search(
                r"^0$", board.manage("shell", "-c", waiting), re.MULTILINE
            )
        )
        cached: RedisCache = ForgivingRedisCache([url], {"OPTIONS": {"db": 1}})
        until(lambda: cached.set("proof", 1) or cached.get("proof") == 1)
        record_property("figure", f"the replica took over after {took:.1f} s")
    finally:
        board.remove()
