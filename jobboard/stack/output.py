"""One log of many processes: the time, who speaks, and what."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

WIDTH = 8
lock = threading.Lock()


def say(words: str, who: str = "up") -> None:
    """Print one line, whole, whoever else is printing."""
    stamp = time.strftime("%H:%M:%S")
    with lock:
        sys.stdout.write(f"{stamp} {who:<{WIDTH}} | {words}\n")
        sys.stdout.flush()


@contextmanager
def step(words: str) -> Iterator[None]:
    """Say how long the block took."""
    began = time.monotonic()
    yield
    say(f"{words} ({time.monotonic() - began:.1f} s)")


def copy_lines(stream: IO[bytes], who: str) -> None:
    """Print lines until the stream ends."""
    for line in stream:
        say(line.decode(errors="replace").rstrip("\n"), who)


def follow(path: Path, who: str, ended: threading.Event) -> None:
    """Print what is appended to a log file from now on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab"):
        pass
    with path.open("rb") as file:
        file.seek(0, 2)
        while not ended.wait(0.5):
            copy_lines(file, who)
