"""Many writers on one application, through real web processes (make prove)."""

import http.client
import json
import re
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode, urlsplit

import pytest

from tests.board import Board

pytestmark = [pytest.mark.prove, pytest.mark.xdist_group("faults")]
WRITERS, CHANGES = 16, 25
ONE_SHOTS, ROUNDS = 32, 50
SEAL = "a" * 32

# Runs in a process of its own, on the board's database.
PREPARE = """
import json
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from postings.management.demo.people import make_cast
from tests import applications

cast = make_cast()
made = applications.application(cast)
user = cast["recruiter"]
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
path = f"/en/desk/acme/applications/{made.public_id}/"
print(json.dumps({"path": path, "session": session.session_key, "pk": made.pk}))
"""
READ = """
import json
from jobboard.outbox import Event
from postings.models import Application
row = Application.objects.get(pk={pk})
events = Event.objects.filter(subject="application", subject_id={pk})
rows = [[e.kind, e.subject_version, e.data] for e in events.order_by("subject_version")]
print(json.dumps({{"version": row.version, "events": rows}}))
"""


class Writer:
    """One browser of the recruiter, without the browser."""

    def __init__(self, board: Board, path: str, session: str) -> None:
        self.host, self.path = urlsplit(board.url).netloc, path
        self.headers = {
            "Cookie": f"sessionid={session}; csrftoken={SEAL}",
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def ask(self, method: str, body: str = "") -> tuple[int, str]:
        connection = http.client.HTTPConnection(self.host, timeout=60)
        try:
            connection.request(method, self.path, body, self.headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def version(self) -> int:
        status, page = self.ask("GET")
        assert status == 200, status
        return int(re.findall(r'name="version" value="(\d+)"', page)[0])

    def write(self, tag: str, version: int) -> int:
        data = {
            "csrfmiddlewaretoken": SEAL,
            "version": version,
            "status": "submitted",
            "assignee_id": "",
            "tags": tag,
            "note": "",
        }
        return self.ask("POST", urlencode(data))[0]


@pytest.fixture
def board():
    made = Board("--no-demo", WEB_WORKERS="2")
    try:
        yield made.start()
    finally:
        made.remove()


@pytest.fixture
def prepared(board) -> dict:
    return json.loads(
        board.manage("shell", "--no-imports", "-c", PREPARE).splitlines()[-1]
    )


def read(board: Board, pk: int) -> dict:
    out = board.manage("shell", "--no-imports", "-c", READ.format(pk=pk))
    return json.loads(out.splitlines()[-1])


def test_no_change_of_sixteen_writers_is_lost(board, prepared, record_property):
    answers: Counter[int] = Counter()

    def work(number: int) -> None:
        writer = Writer(board, prepared["path"], prepared["session"])
        for change in range(CHANGES):
            while True:
                status = writer.write(f"{number}-{change}", writer.version())
                answers[status] += 1
                if status == 302:
                    break
                assert status in {409, 503}, status

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(work, range(WRITERS)))
    found = read(board, prepared["pk"])
    changed = [row for row in found["events"] if row[0] == "application.changed"]
    written = {row[2]["changed"]["tags"][1][0] for row in changed}
    assert written == {f"{n}-{c}" for n in range(WRITERS) for c in range(CHANGES)}
    assert [row[1] for row in found["events"]] == list(range(1, found["version"] + 1))
    assert answers[302] == len(changed) == WRITERS * CHANGES
    figure = f"{WRITERS} × {CHANGES}: 0 lost, {answers[409]} told of a conflict"
    record_property("figure", f"{figure}, {answers[503]} asked to try again")


def test_of_thirty_two_who_read_one_version_one_writes(
    board, prepared, record_property
):
    writers = [
        Writer(board, prepared["path"], prepared["session"]) for _ in range(ONE_SHOTS)
    ]
    gate = threading.Barrier(ONE_SHOTS)

    def shoot(number: int, round_: int, version: int) -> int:
        gate.wait(60)
        return writers[number].write(f"{round_}-{number}", version)

    version = writers[0].version()
    with ThreadPoolExecutor(ONE_SHOTS) as pool:
        for round_ in range(ROUNDS):
            statuses = Counter(
                pool.map(
                    lambda n, r=round_, v=version + round_: shoot(n, r, v),
                    range(ONE_SHOTS),
                )
            )
            assert statuses[302] == 1, statuses
            assert statuses.keys() <= {302, 409, 503}, statuses
    found = read(board, prepared["pk"])
    assert found["version"] == version + ROUNDS
    record_property("figure", f"{ONE_SHOTS} × {ROUNDS} rounds: one success each")
