"""A service that dies is started again; one that is stopped leaves nothing behind."""

import sys
import time

import psutil
import pytest

from jobboard.stack.children import MARK, Child, end_survivors, stop_all

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
PARENT = """
import subprocess, sys, time
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
time.sleep(60)
"""
FAMILY = [sys.executable, "-c", PARENT]


@pytest.fixture
def child(tmp_path):
    made = Child("sleeper", SLEEP, {MARK: str(tmp_path)})
    yield made
    made.wait(time.monotonic())


def wait_for(question, seconds=10):
    deadline = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_killed_service_comes_back(child, capsys):
    child.start()
    child.process.kill()
    child.process.wait()
    child.mend()
    assert child.process is None
    wait_for(lambda: child.mend() or child.process)
    assert child.process.poll() is None
    assert "was killed by SIGKILL; starting it again" in capsys.readouterr().out


def test_a_service_that_dies_at_once_is_given_more_and_more_time(tmp_path):
    child = Child("faulty", [sys.executable, "-c", "raise SystemExit(3)"], {})
    pauses = []
    for _ in range(6):
        child.start()
        child.process.wait()
        child.mend()
        pauses.append(child.pause)
    assert pauses == [1.0, 2.0, 4.0, 8.0, 10.0, 10.0]


def test_its_own_children_go_with_it(tmp_path):
    child = Child("family", FAMILY, {})
    child.start()
    group = child.process.pid
    wait_for(lambda: len(psutil.Process(group).children()) == 1)
    (grandchild,) = psutil.Process(group).children()
    stop_all([child], within=5)
    wait_for(lambda: not grandchild.is_running() or grandchild.status() == "zombie")


def test_what_a_killed_supervisor_left_is_found_by_its_mark(child, tmp_path):
    child.start()
    wait_for(lambda: psutil.Process(child.process.pid).environ().get(MARK))
    other = tmp_path / "other"
    assert end_survivors(other) == 0
    assert end_survivors(tmp_path) == 1
    assert not psutil.pid_exists(child.process.pid)
