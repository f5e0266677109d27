"""The embedded servers: shared, adopted after a crash, and stopped by the last user."""

import os
import signal
import socket
import stat
import tempfile
from pathlib import Path

import psutil
import pytest

from jobboard.stack import places
from jobboard.stack.postgres import PostgreSQL
from jobboard.stack.redis import Redis
from tests.sockets import hanging_up


@pytest.fixture
def state():
    """A state folder that anybody may reach."""
    folder = Path(tempfile.mkdtemp(prefix="state-"))
    folder.chmod(0o755)
    yield folder
    for server in (PostgreSQL(folder), Redis(folder)):
        server.end_survivors()
    places.remove(folder)


@pytest.fixture(params=[PostgreSQL, Redis])
def server(request, state):
    return request.param(state)


def test_the_first_user_starts_it_and_the_last_one_stops_it(server, state):
    other = type(server)(state)
    with server.used() as started:
        assert started
        with other.used() as started_again:
            assert not started_again
        assert server.is_running()
    assert not server.is_running()
    assert server.main_process() is None


def test_a_server_that_outlived_its_users_is_used_again(server, state):
    server.prepare()
    server.start()
    number = server.main_process().pid
    with type(server)(state).used() as started:
        assert not started
        assert server.main_process().pid == number
    assert not server.is_running()


def test_after_a_kill_it_starts_again(server, state):
    with server.used():
        server.main_process().kill()
        server.process.wait()
        assert not server.is_running()
        assert server.ensure()
        assert server.is_running()


def test_a_redis_that_does_not_answer_is_asked_once(state):
    """Each retry would wait for seconds, in which nobody sees that it is there."""
    server = Redis(state)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(server.socket))
        with hanging_up(listening) as asked:
            assert not server.answers()
    assert len(asked) == 1


def test_a_stale_note_about_a_process_blocks_nothing(server, state):
    with server.used():
        pass
    note = (
        server.data / "postmaster.pid"
        if isinstance(server, PostgreSQL)
        else server.home / "redis.pid"
    )
    note.write_text(f"{os.getpid()}\n")
    with server.used() as started:
        assert started


def test_a_killed_first_start_leaves_nothing_in_the_way(state):
    server = PostgreSQL(state)
    unfinished = server.data.with_name("data-unfinished")
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18\n")
    with server.used():
        assert server.is_running()


def test_two_copies_run_side_by_side(state):
    with tempfile.TemporaryDirectory() as other:
        Path(other).chmod(0o755)
        second = PostgreSQL(Path(other))
        with PostgreSQL(state).used(), second.used():
            assert second.is_running()
        places.remove(Path(other))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's database needs another user")
def test_root_in_a_private_folder_changes_no_mode_and_makes_no_user():
    users = Path("/etc/passwd").read_text()
    with tempfile.TemporaryDirectory() as private:
        state = Path(private) / "project" / ".local"
        state.mkdir(parents=True)
        server = PostgreSQL(state)
        with server.used():
            assert server.main_process().username() == "nobody"
            assert (state / "postgres").is_symlink()
            outside = (state / "postgres").readlink()
            assert stat.S_IMODE(outside.stat().st_mode) == 0o700
        assert stat.S_IMODE(Path(private).stat().st_mode) == 0o700
        places.remove(state)
        assert not outside.exists()
    assert Path("/etc/passwd").read_text() == users


def test_a_shared_folder_that_somebody_else_made_is_refused(tmp_path):
    theirs = tmp_path / "jobboard-x"
    theirs.mkdir(mode=0o777)
    theirs.chmod(0o777)
    with pytest.raises(places.StackError):
        places.own_folder(theirs, None)


def test_the_address_of_the_database_is_short_however_deep_the_checkout(tmp_path):
    deep = tmp_path / ("x" * 60) / ("y" * 60)
    assert len(f"{places.socket_dir(deep)}/.s.PGSQL.5432.lock") < 100


def test_a_server_that_cannot_start_says_why(state):
    server = Redis(state)
    server.command = lambda: ["/bin/sh", "-c", "echo no room; exit 3"]
    with pytest.raises(places.StackError, match="no room"), server.used():
        pass


def test_stopping_ends_it_in_order(state):
    server = PostgreSQL(state)
    with server.used():
        process = server.main_process()
    assert not psutil.pid_exists(process.pid)
    assert "database system is shut down" in server.log.read_text()
    assert PostgreSQL.stop_signal == signal.SIGINT
