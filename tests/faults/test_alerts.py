"""No reader misses a posting or gets one twice, whatever dies (make prove)."""

import json
import re
import statistics
import subprocess
import threading
import time
import urllib.request
from collections import Counter, defaultdict
from collections.abc import Iterator

import psutil
import psycopg
import pytest
import redis

from jobboard.stack import places
from jobboard.stack.postgres import PostgreSQL
from jobboard.stack.redis import Redis
from tests.board import Board
from tests.faults.smtp import Sink, running_sink
from tests.faults.test_up import leader

pytestmark = [pytest.mark.prove, pytest.mark.xdist_group("faults")]
BATCH = 2
KILLS = 25
POINTS = ("matching", "planning", "sending", "sent")
DONE_WITHIN = 420
# What the database is doing when a worker is at one of the first two points.
WRITING = {
    "matching": "INSERT INTO postings_match%",
    "planning": 'INSERT INTO "postings_digest"%',
}
POISONED = "reader001@example.com"
POISON = f"""
from postings.models import Alert
Alert.objects.filter(email="{POISONED}").update(language="zz")
"""
# As if it had been tried for some minutes already.
HASTEN = f"""
from django.utils import timezone
from postings.models import Digest
rows = Digest.objects.filter(alert__email="{POISONED}", done_at=None)
print("failed", rows.exclude(last_error="").count())
rows.update(attempts=5, due_at=timezone.now())
"""
PARKED = """
from postings.models import Digest
print("parked", Digest.objects.exclude(parked_at=None).count())
print("open", Digest.objects.filter(done_at=None, parked_at=None).count())
"""


@pytest.fixture
def sink() -> Iterator[Sink]:
    with running_sink() as sink:
        yield sink


@pytest.fixture
def board(sink) -> Iterator[Board]:
    made = Board(
        "--no-demo", EMAIL_URL=sink.url, ALERT_BATCH_SECONDS=str(BATCH), DEBUG="1"
    )
    try:
        yield made.start()
    finally:
        made.remove()


class Delivered:
    """What the readers have got: for each, its messages and the postings in them."""

    def __init__(self, sink: Sink) -> None:
        self.titles: dict[str, dict[str, set[str]]] = defaultdict(dict)
        self.at: dict[tuple[str, str], float] = {}
        self.handed = 0
        for moment, mail in sink.mails:
            if "List-Unsubscribe" not in mail:
                continue
            self.handed += 1
            reader, message = str(mail["To"]), str(mail["Message-ID"])
            body = mail.get_body(("plain",))
            assert body
            text = body.get_content()
            titles = set(re.findall(r"(?:Job|Other) \d{4}", text))
            self.titles[reader].setdefault(message, titles)
            for title in titles:
                self.at.setdefault((reader, title), moment)

    def of(self, reader: str) -> Counter[str]:
        """How often the reader was told of each posting, by messages that differ."""
        return Counter(title for some in self.titles[reader].values() for title in some)


def missing(done: dict, delivered: Delivered) -> set[tuple[str, str]]:
    """What certainly had to arrive: untouched postings of the reader's own skill."""
    return {
        (reader, title)
        for reader, slug in done["readers"].items()
        for title, known in done["postings"].items()
        if not known["touched"] and known["skills"] == [slug]
        if title not in delivered.of(reader)
    }


def wrong(done: dict, delivered: Delivered) -> list[tuple[str, str, int]]:
    """What came twice, and what never had the reader's skill."""
    return [
        (reader, title, times)
        for reader, slug in done["readers"].items()
        for title, times in delivered.of(reader).items()
        if times > 1 or slug not in done["postings"][title]["skills"]
    ]


def manage(board: Board, code: str) -> str:
    return board.manage("shell", "--no-imports", "-c", code)


def run(board: Board, **arguments: object) -> dict:
    """Let readers follow and postings come; what happened."""
    words = ", ".join(f"{name}={value!r}" for name, value in arguments.items())
    code = f"from tests.faults.following import main; main({words})"
    return json.loads(manage(board, code).splitlines()[-1])


def wait_until_told(done: dict, sink: Sink) -> float:
    """How long after the last posting the last reader was told."""
    began = time.monotonic()
    while left := missing(done, Delivered(sink)):
        assert time.monotonic() - began < DONE_WITHIN, sorted(left)[:20]
        time.sleep(1)
    return time.monotonic() - began


def workers(board: Board) -> list[psutil.Process]:
    """The worker and its children: they die together, as in a crash of the machine."""
    first = leader(board, "worker")
    return [first, *first.children(recursive=True)]


class Killer:
    """Kills the worker with -9 each time it is at the next of the four points."""

    def __init__(self, board: Board, sink: Sink) -> None:
        self.board, self.sink = board, sink
        self.kills: Counter[str] = Counter()
        self.lock = threading.Lock()
        self.is_over = threading.Event()
        sink.on_mail = self.on_mail

    @property
    def point(self) -> str:
        return POINTS[self.kills.total() % len(POINTS)]

    def kill(self, point: str) -> None:
        with self.lock:
            if self.is_over.is_set() or self.point != point:
                return
            try:
                for process in workers(self.board):
                    process.kill()
            except (psutil.Error, ValueError):
                return
            self.kills[point] += 1
            if self.kills.total() == KILLS:
                self.is_over.set()

    def on_mail(self, moment: str) -> None:
        point = {"before": "sending", "after": "sent"}[moment]
        if self.point == point:
            self.kill(point)

    def watch(self) -> None:
        """Look at what the database does until all kills are done."""
        while not self.is_over.is_set():
            try:
                with psycopg.connect(
                    places.database_url(self.board.state), autocommit=True
                ) as spy:
                    self.look(spy)
            except psycopg.Error:
                time.sleep(0.2)

    def look(self, spy: psycopg.Connection) -> None:
        asked = "SELECT 1 FROM pg_stat_activity WHERE ltrim(query, E' \\n') LIKE %s AND xact_start IS NOT NULL"
        while not self.is_over.is_set():
            point = self.point
            if point in WRITING and spy.execute(asked, [WRITING[point]]).fetchone():
                self.kill(point)
            time.sleep(0.001)


def second_beat(board: Board) -> subprocess.Popen[bytes]:
    """Another beat, as a mistake in a deployment starts it."""
    first = leader(board, "beat")
    words = first.cmdline()
    at = words.index("--schedule") + 1
    words[at] = f"{words[at]}-second"
    return subprocess.Popen(words, env=first.environ(), cwd=first.cwd())


def disturb(board: Board, done: threading.Event, happened: list[str]) -> None:
    """Redis and PostgreSQL go away and come back, and Redis forgets all, twice each."""
    for what in ("redis", "postgres", "flush", "redis", "postgres", "flush"):
        if done.wait(25):
            return
        if what == "flush":
            with redis.Redis.from_url(places.redis_url(board.state)) as store:
                store.flushall()
            happened.append(what)
            continue
        server = (Redis if what == "redis" else PostgreSQL)(board.state)
        process = server.main_process()
        if process is not None:
            process.kill() if what == "redis" else process.send_signal(2)
            happened.append(what)


def test_kills_flushes_restarts_and_two_beats_lose_and_repeat_nothing(
    board, sink, record_property
):
    killer, over, happened = Killer(board, sink), threading.Event(), []
    beat = second_beat(board)
    threads = [
        threading.Thread(target=killer.watch),
        threading.Thread(target=disturb, args=[board, over, happened]),
    ]
    try:
        for thread in threads:
            thread.start()
        done = run(board, readers=40, postings=260, pause=0.7, seed=7, name="Job")
        took = wait_until_told(done, sink)
    finally:
        over.set()
        killer.is_over.set()
        beat.terminate()
        beat.wait(20)
        for thread in threads:
            thread.join()
    delivered = Delivered(sink)
    assert missing(done, delivered) == set()
    assert wrong(done, delivered) == []
    assert set(killer.kills) == set(POINTS)
    messages = sum(map(len, delivered.titles.values()))
    record_property(
        "figure",
        f"{messages} mails, 0 missing, 0 repeated, kills {dict(killer.kills)},"
        f" also {happened}; {delivered.handed - messages} handed over twice with"
        f" one Message-ID; the last {took:.0f} s after the last posting",
    )


def test_a_mail_is_handed_over_within_a_minute_of_the_commit(
    board, sink, record_property
):
    done = run(board, readers=8, postings=40, pause=1.0, seed=11, name="Job")
    wait_until_told(done, sink)
    at = Delivered(sink).at
    waits = [
        at[reader, title] - known["at"]
        for reader, slug in done["readers"].items()
        for title, known in done["postings"].items()
        if not known["touched"] and known["skills"] == [slug]
    ]
    assert max(waits) < 60 + BATCH
    record_property(
        "figure",
        f"median {statistics.median(waits):.1f} s, at most {max(waits):.1f} s,"
        f" {BATCH} s of it gathering",
    )


def wait_for(question, what: str) -> float:
    """How long it took until the question was answered with yes."""
    began = time.monotonic()
    while not question():
        assert time.monotonic() - began < DONE_WITHIN, what
        time.sleep(1)
    return time.monotonic() - began


def told_of(sink: Sink, title: str) -> set[str]:
    return {reader for reader, known in Delivered(sink).at if known == title}


def test_one_mail_that_cannot_be_built_holds_up_no_other(board, sink, record_property):
    rest = {"pause": 0, "seed": 1, "skills": "Go"}
    readers = run(board, readers=400, postings=0, name="Job", **rest)["readers"]
    manage(board, POISON)
    run(board, readers=0, postings=1, name="Job", **rest)
    others = {r for r, slug in readers.items() if slug == "go"} - {POISONED}
    took = wait_for(lambda: told_of(sink, "Job 0000") == others, "the others")
    wait_for(lambda: "failed 1" in manage(board, HASTEN), "the first attempt")
    wait_for(lambda: "parked 1\nopen 0" in manage(board, PARKED), "the parking")
    assert told_of(sink, "Job 0000") == others
    assert len(others) == 99
    record_property("figure", f"{len(others)} others told after {took:.0f} s, 1 parked")


def test_a_post_to_the_header_ends_an_alert_at_once(board, sink, record_property):
    rest = {"pause": 0, "seed": 1, "skills": "Go"}
    readers = run(board, readers=12, postings=1, name="Job", **rest)["readers"]
    go = {reader for reader, slug in readers.items() if slug == "go"}
    wait_for(lambda: told_of(sink, "Job 0000") == go, "the first mails")
    leaving = next(m for _at, m in sink.mails if "List-Unsubscribe" in m)
    address = leaving["List-Unsubscribe"].strip(" <>")
    body = str(leaving["List-Unsubscribe-Post"]).encode()
    request = urllib.request.Request(address, data=body, method="POST")
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.status == 200
        assert answer.url == address
    run(board, readers=0, postings=1, name="Other", **rest)
    left = go - {str(leaving["To"])}
    wait_for(lambda: told_of(sink, "Other 0000") >= left, "the others")
    time.sleep(5)
    assert told_of(sink, "Other 0000") == left
    record_property("figure", f"1 gone, {len(left)} go on")
