"""A server that several commands share: the first starts it, the last stops it.

Every process that needs the server holds a shared lock on one file while it
runs. Whoever leaves and can take that lock alone was the last one. Locks go
with their process, so a crash leaves nothing that blocks the next start: a
server that outlived its users is simply found and used again.
"""

import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from jobboard.stack.places import Owner, StackError, socket_dir


class Server:
    """One embedded server; its kinds say how to prepare, start and ask it."""

    name: str
    stop_signal = signal.SIGTERM
    owner: Owner | None = None

    def __init__(self, state: Path) -> None:
        self.state = state
        self.log = state / "log" / f"{self.name}.log"
        self.process: subprocess.Popen[bytes] | None = None

    # What each kind answers.

    def prepare(self) -> None:
        """Make what the first start needs, and clear what a crash has left."""
        raise NotImplementedError

    def command(self) -> list[str]:
        raise NotImplementedError

    def answers(self) -> bool:
        """Whether a client can talk to it now."""
        raise NotImplementedError

    def settle(self) -> None:
        """What has to be there as soon as it answers."""

    def process_id(self) -> int | None:
        """What the server wrote down about itself, true or stale."""
        raise NotImplementedError

    def is_one_of_ours(self, process: psutil.Process) -> bool:
        """Whether the process serves this state folder."""
        raise NotImplementedError

    # What they share.

    def main_process(self) -> psutil.Process | None:
        """The running server, whoever started it."""
        if self.process is not None:
            self.process.poll()
        number = self.process_id()
        try:
            process = psutil.Process(number) if number else None
            alive = process and process.status() != psutil.STATUS_ZOMBIE
            return (
                process if process and alive and self.is_one_of_ours(process) else None
            )
        except psutil.Error:
            return None

    def is_running(self) -> bool:
        return self.main_process() is not None and self.answers()

    def ensure(self) -> bool:
        """Start it unless it runs; True where it had to be started."""
        if self.is_running():
            return False
        self.end_survivors()
        self.prepare()
        self.start()
        self.settle()
        return True

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command(),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                user=self.owner.uid if self.owner else None,
                group=self.owner.gid if self.owner else None,
                extra_groups=[] if self.owner else None,
            )
        deadline = time.monotonic() + 60
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise StackError(f"{self.name} did not start:\n{self.last_words()}")
            time.sleep(0.02)

    def last_words(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()
        return "\n".join(f"  {line}" for line in lines[-8:])

    def stop(self) -> None:
        """End it in order; a server that does not listen is killed."""
        process = self.main_process()
        if process is None:
            return
        try:
            process.send_signal(self.stop_signal)
            process.wait(timeout=30)
        except psutil.TimeoutExpired:
            process.kill()
        except psutil.NoSuchProcess:
            pass
        if self.process is not None:
            self.process.wait(timeout=10)
        self.end_survivors()
        # The folder for sockets is in a shared place; the last server takes it along.
        with suppress(OSError):
            socket_dir(self.state).rmdir()

    def end_survivors(self) -> None:
        """Kill what is left of a server whose main process is gone."""
        left = [p for p in psutil.process_iter() if self.is_survivor(p)]
        for process in left:
            try:
                process.kill()
            except psutil.NoSuchProcess:
                continue
        psutil.wait_procs(left, timeout=10)

    def is_survivor(self, process: psutil.Process) -> bool:
        try:
            return process.pid != os.getpid() and self.is_one_of_ours(process)
        except psutil.Error:
            return False

    @contextmanager
    def used(self) -> Iterator[bool]:
        """Keep the server running inside the block; yields whether it was started."""
        users = self.join()
        try:
            with self.alone():
                started = self.ensure()
            yield started
        finally:
            with self.alone():
                try:
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    pass
                else:
                    self.stop()
                os.close(users)

    def join(self) -> int:
        with self.alone():
            users = os.open(self.lock_path("users"), os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(users, fcntl.LOCK_SH)
            return users

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else starts or stops this server inside the block."""
        with self.lock_path("lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def lock_path(self, suffix: str) -> Path:
        self.state.mkdir(parents=True, exist_ok=True)
        return self.state / f"{self.name}.{suffix}"
