"""`manage.py up`: the whole board in one terminal, until Ctrl-C."""

import fcntl
import os
import signal
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

from jobboard.stack import ports
from jobboard.stack.children import MARK, Child, end_survivors, stop_all
from jobboard.stack.output import follow, say, step
from jobboard.stack.places import PROJECT, StackError
from jobboard.stack.servers import Server

TICK = 0.25
READY_WITHIN = 90
HURRY_AFTER = 1.0
RETRY_AFTER = 2.0


class Supervisor:
    """Starts servers and services, mends what dies, and stops everything in order."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self.servers: list[Server] = []
        self.children: list[Child] = []
        self.stopping = threading.Event()
        self.asked_to_stop_at = 0.0
        self.watched: Callable[[], bool] | None = None

    def on_signal(self, _number: int, _frame: FrameType | None) -> None:
        """Stop at the first signal; at a later one, at once."""
        now = time.monotonic()
        if self.stopping.is_set() and now - self.asked_to_stop_at > HURRY_AFTER:
            for child in self.children:
                child.end_group()
        if not self.stopping.is_set():
            self.asked_to_stop_at = now
            self.stopping.set()

    def stop_at_the_end_of(self, pipe: int) -> None:
        """Stop once whoever holds the other end of it is gone, killed or not."""

        def wait() -> None:
            while os.read(pipe, 1024):
                pass
            self.stopping.set()

        threading.Thread(target=wait, daemon=True).start()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Only one `up` works in a state folder; it ends what a killed one has left."""
        self.state.mkdir(parents=True, exist_ok=True)
        path = self.state / "up.lock"
        with path.open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                raise StackError(
                    f"The board is running already: {lock.read().strip()}\n"
                    "Stop it with Ctrl-C in its terminal."
                ) from None
            self.lock = lock
            lock.truncate(0)
            survivors = end_survivors(self.state)
            if survivors:
                say(f"Ended {survivors} processes that a crash had left behind")
            yield
            lock.truncate(0)

    def note(self, words: str) -> None:
        """What another `up` in this folder would tell."""
        self.lock.truncate(0)
        self.lock.write(words)
        self.lock.flush()

    def use(self, stack: ExitStack, server: Server) -> None:
        """Start a server, show its log, and keep an eye on it from now on."""
        ended = threading.Event()
        stack.callback(ended.set)
        with step(f"{server.name} runs"):
            stack.enter_context(server.used())
        arguments = (server.log, server.name, ended)
        threading.Thread(target=follow, args=arguments, daemon=True).start()
        self.servers.append(server)

    def add(self, name: str, command: Sequence[str], **environment: str) -> None:
        marked = {MARK: str(self.state), "PYTHONUNBUFFERED": "1", **environment}
        self.children.append(Child(name, command, marked))

    def start_children(self) -> None:
        for child in self.children:
            child.start()

    def wait_until(self, answers: Callable[[], bool]) -> None:
        """Wait for the web service; StackError where it cannot be brought up."""
        deadline = time.monotonic() + READY_WITHIN
        while not self.stopping.is_set() and not answers():
            if time.monotonic() > deadline:
                raise StackError("The board did not come up; its log above says why.")
            self.mend()
            self.stopping.wait(0.1)

    def mend(self) -> None:
        for server in self.servers:
            if server.main_process() is None:
                self.start_again(server)
        for child in self.children:
            child.mend()

    def start_again(self, server: Server) -> None:
        """Start what has died; what does not start (a full disk) is tried again."""
        say(f"{server.name} has died; starting it again")
        try:
            with step(f"{server.name} runs again"), server.alone():
                server.ensure()
        except StackError as error:
            say(str(error))
            self.stopping.wait(RETRY_AFTER)

    def look_after(self) -> None:
        """Mend until somebody asks to stop; start services anew when code changes."""
        while not self.stopping.wait(TICK):
            self.mend()
            if self.watched is not None and self.watched():
                say("The code has changed; starting the services anew")
                for child in self.children:
                    child.restart()

    def stop(self) -> None:
        with step("Services stopped"):
            stop_all(self.children)


def web_command(port: int, workers: int) -> list[str]:
    """granian with bounded queues; a slow client costs it nothing."""
    return [
        *(sys.executable, "-m", "granian", "jobboard.wsgi:application"),
        *("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", "4"),
        *("--backlog", "1024", "--backpressure", "128", "--no-ws"),
        *("--respawn-failed-workers", "--respawn-interval", "0.5"),
        *("--workers-kill-timeout", "10", "--http1-header-read-timeout", "10000"),
        *("--log-level", "warning"),
    ]


def celery_command(*words: str) -> list[str]:
    return [sys.executable, "-m", "celery", "--app", "jobboard", "--quiet", *words]


def worker_command() -> list[str]:
    return celery_command(
        *("worker", "--queues", "mail,matching,housekeeping,webhooks"),
        *("--concurrency", "2"),
        *("--loglevel", "warning", "--without-gossip", "--without-mingle"),
    )


def beat_command(state: Path) -> list[str]:
    schedule = str(state / "beat-schedule")
    return celery_command(
        "beat", "--schedule", schedule, "--pidfile", "", "--loglevel", "warning"
    )


def manage_command(*words: str) -> list[str]:
    return [sys.executable, str(PROJECT / "manage.py"), *words]


def answers(url: str) -> Callable[[], bool]:
    """A question: does this address answer with success?"""

    def ask() -> bool:
        try:
            with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310
                return bool(response.status == 200)
        except (OSError, urllib.error.URLError):
            return False

    return ask


@contextmanager
def signals(supervisor: Supervisor) -> Iterator[None]:
    before = {
        number: signal.signal(number, supervisor.on_signal)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def first_port(wanted: int, stack: ExitStack) -> int:
    """The wanted port or the next free one, held until the stack unwinds."""
    port, held = ports.first_free(wanted)
    stack.callback(held.close)
    if port != wanted:
        say(f"Port {wanted} is taken; using {port}")
    return port


def workers() -> int:
    return int(os.environ.get("WEB_WORKERS", "1"))
