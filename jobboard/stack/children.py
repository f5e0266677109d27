"""The processes that `up` starts and looks after."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

import psutil

from jobboard.stack.output import copy_lines, say

# Every process below `up` carries the name of its state folder.
MARK = "JOBBOARD_UP"
STOP_WITHIN = 20
QUICK_DEATH = 10
LONGEST_PAUSE = 10.0


class Child:
    """One service: started in a process group of its own, and again if it dies."""

    def __init__(
        self, name: str, command: Sequence[str], environment: Mapping[str, str]
    ) -> None:
        self.name = name
        self.command = list(command)
        self.environment = {**os.environ, **environment}
        self.process: subprocess.Popen[bytes] | None = None
        self.started = 0.0
        self.pause = 0.5
        self.start_at = 0.0

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        stream = self.process.stdout
        assert stream is not None  # noqa: S101 (a pipe was asked for)
        threading.Thread(target=self.show, args=(stream,), daemon=True).start()

    def show(self, stream: IO[bytes]) -> None:
        with stream:
            copy_lines(stream, self.name)

    def mend(self) -> None:
        """Start it again where it has ended, the later the sooner it ended before."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.start_at:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        self.end_group()
        lived = now - self.started
        self.pause = 0.5 if lived > QUICK_DEATH else min(self.pause * 2, LONGEST_PAUSE)
        say(f"{self.name} {how_it_ended(code)}; starting it again in {self.pause:g} s")
        self.process, self.start_at = None, now + self.pause

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def wait(self, deadline: float) -> None:
        """Wait until it has ended; what does not end by the deadline is killed."""
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=max(deadline - time.monotonic(), 0.1))
        self.end_group()
        self.process.wait(timeout=10)
        self.process = None

    def end_group(self) -> None:
        """Kill whatever the process has left behind."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def restart(self) -> None:
        self.ask_to_stop()
        self.wait(time.monotonic() + STOP_WITHIN)
        self.start()


def how_it_ended(code: int) -> str:
    if code < 0:
        return f"was killed by {signal.Signals(-code).name}"
    return f"ended with {code}"


def stop_all(children: Sequence[Child], *, within: float = STOP_WITHIN) -> None:
    for child in children:
        child.ask_to_stop()
    deadline = time.monotonic() + within
    for child in children:
        child.wait(deadline)


def end_survivors(state: Path) -> int:
    """Kill the processes of an `up` that was killed itself; how many there were."""
    left = [p for p in psutil.process_iter() if is_survivor(p, state)]
    for process in left:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(left, timeout=10)
    return len(left)


def is_survivor(process: psutil.Process, state: Path) -> bool:
    try:
        return process.pid != os.getpid() and process.environ().get(MARK) == str(state)
    except (psutil.Error, OSError):
        return False
