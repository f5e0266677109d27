"""`manage.py up` with any one of its processes killed (make prove)."""

import signal
import time
import urllib.error

import psutil
import pytest

from jobboard.stack.children import MARK
from jobboard.stack.postgres import PostgreSQL
from jobboard.stack.redis import Redis
from tests.board import Board

pytestmark = [pytest.mark.prove, pytest.mark.xdist_group("faults")]
SERVICES = {
    "web": "granian",
    "worker": "celery --app jobboard --quiet worker",
    "beat": "celery --app jobboard --quiet beat",
    "relay": "manage.py relay",
}


@pytest.fixture(scope="module")
def board():
    made = Board()
    try:
        yield made.start()
    finally:
        made.remove()


def processes(board: Board) -> list[psutil.Process]:
    """All that belongs to the board but the supervisor."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK) == str(board.state):
                found.append(process)
        except (psutil.Error, OSError):
            continue
    return found


def leader(board: Board, service: str) -> psutil.Process:
    words = SERVICES[service]
    matching = [p for p in processes(board) if words in " ".join(p.cmdline())]
    return min(matching, key=lambda p: p.create_time())


def until(question, seconds=40):
    deadline = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def ready(board: Board) -> bool:
    try:
        return '"ready": true' in board.get("/readyz")
    except (OSError, urllib.error.URLError):
        return False


@pytest.mark.parametrize("service", SERVICES)
def test_a_killed_service_comes_back(board, service):
    victim = leader(board, service)
    victim.kill()
    until(lambda: leader_is_new(board, service, victim.pid))
    until(lambda: f"{service} was killed by SIGKILL; starting it again" in board.log())
    until(lambda: ready(board))


def leader_is_new(board: Board, service: str, old: int) -> bool:
    try:
        return leader(board, service).pid != old
    except ValueError:
        return False


@pytest.mark.parametrize("kind", [PostgreSQL, Redis])
def test_a_killed_server_comes_back_and_the_site_with_it(board, kind):
    """Whoever misses it first starts it: the supervisor, or a service that begins."""
    server = kind(board.state)
    victim = server.main_process()
    victim.kill()
    until(lambda: (found := server.main_process()) and found.pid != victim.pid)
    until(lambda: ready(board))
    assert "Jobs" in board.get("/en/jobs/")


def test_a_server_that_cannot_start_is_started_as_soon_as_it_can(board):
    server = Redis(board.state)
    kept, aside = server.home / "appendonlydir", server.home / "aside"
    kept.rename(aside)
    kept.write_text("in the way")
    server.main_process().kill()
    until(lambda: board.log().count("redis did not start") > 1)
    kept.unlink()
    aside.rename(kept)
    until(lambda: server.main_process() and ready(board))


def test_a_killed_web_worker_comes_back(board):
    master = leader(board, "web")
    workers = [
        p
        for p in master.children(recursive=True)
        if "granian" in " ".join(p.cmdline()) or "spawn_main" in " ".join(p.cmdline())
    ]
    for worker in workers:
        worker.kill()
    until(lambda: ready(board))


def test_a_killed_supervisor_leaves_nothing_that_blocks_the_next_start(board):
    board.process.kill()
    board.process.wait()
    left = processes(board)
    assert left
    board.start()
    assert "processes that a crash had left behind" in board.log()
    assert not [process for process in left if is_alive(process)]


def is_alive(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_ctrl_c_leaves_no_process_and_no_lock():
    made = Board().start()
    try:
        assert made.stop() == 0
        assert processes(made) == []
        assert not PostgreSQL(made.state).main_process()
        assert not Redis(made.state).main_process()
        assert made.start().stop(signal.SIGTERM) == 0
    finally:
        made.remove()


def test_a_board_of_a_killed_test_run_stops():
    board = Board().start()
    board.let_go()
    assert board.process.wait(60) == 0
    assert processes(board) == []
    board.remove()


def test_a_second_up_in_the_same_folder_says_where_the_first_one_is(board):
    second = Board()
    second.state = board.state
    second.output = board.state / "second.log"
    with pytest.raises(AssertionError):
        second.start()
    second.let_go()
    assert f"The board is running already: {board.url}" in second.log()


def test_two_boards_run_side_by_side(board):
    other = Board().start()
    try:
        assert other.url != board.url
        assert "is taken; using" in other.log()
        assert other.state.exists()
    finally:
        other.remove()
