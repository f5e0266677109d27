"""A whole board as `manage.py up` runs it, for browsers and for faults."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from jobboard.stack import places

PROJECT = Path(__file__).resolve().parents[1]
UP_WITHIN = 90


class Board:
    """One running board with its own state folder; `log()` is all that it printed.

    It stops with the test run, even with one that is killed.
    """

    def __init__(self, *words: str, **environment: str) -> None:
        self.state = Path(tempfile.mkdtemp(prefix="board-"))
        self.words = words
        self.environment = environment
        self.output = self.state / "output.log"
        self.url = ""
        self.process: Any = None

    def start(self) -> "Board":
        taken = {"DEBUG", "LOG_LEVEL", "STATE_DIR", "JOBBOARD_PROCESS"}
        environment = {k: v for k, v in os.environ.items() if k not in taken}
        environment |= {
            "STATE_DIR": str(self.state),
            "DJANGO_SETTINGS_MODULE": "jobboard.settings",
            **self.environment,
        }
        command = [sys.executable, str(PROJECT / "manage.py"), "up", "--no-reload"]
        command += ["--until-eof", "--port", "8700", *self.words]
        self.let_go()
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                command,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self.wait_until_up()
        return self

    def wait_until_up(self) -> None:
        deadline = time.monotonic() + UP_WITHIN
        while not (found := re.findall(r"Site +(\S+)/\n", self.log())):
            assert self.process.poll() is None, self.log()
            assert time.monotonic() < deadline, self.log()
            time.sleep(0.1)
        self.url = found[-1]

    def log(self) -> str:
        return self.output.read_text(errors="replace") if self.output.exists() else ""

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.url + path, timeout=10) as response:
            return response.read().decode()

    def manage(self, *words: str) -> str:
        """A `manage.py` command on this board's database; what it printed."""
        environment = {
            **os.environ,
            "STATE_DIR": str(self.state),
            "DJANGO_SETTINGS_MODULE": "jobboard.settings",
            "PYTHONPATH": str(PROJECT),
            **self.environment,
        }
        command = [sys.executable, str(PROJECT / "manage.py"), *words]
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def let_go(self) -> None:
        """Close our end of its input, at which it stops if it still runs."""
        if self.process is not None:
            self.process.stdin.close()

    def stop(self, number: int = signal.SIGINT) -> int:
        """Ask it to stop as Ctrl-C does; its exit code."""
        self.process.send_signal(number)
        return self.process.wait(60)

    def remove(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.stop()
        self.let_go()
        places.remove(self.state)
        shutil.rmtree(self.state, ignore_errors=True)
