"""Make the virtual environment and install the locked packages, once.

`make` runs this file with whatever Python 3 the machine has, so it uses the
standard library alone. It may be run by several terminals at the same time.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
STATE = PROJECT / ".local"
VENV = STATE / "venv"
STAMP = VENV / "installed.json"
# What each kind needs; the later lists contain the earlier ones.
LOCKS = {"run": "requirements-run.txt", "dev": "requirements-dev.txt"}
OLDEST = (3, 11)


def main() -> None:
    kind = sys.argv[1]
    if sys.version_info < OLDEST:
        run_with_newer_python()
    STATE.mkdir(exist_ok=True)
    with (STATE / "setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another terminal is setting the project up; waiting for it ...")
            fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_installed(kind):
            make_environment()
            install(kind)


def run_with_newer_python() -> None:
    """Start again with the newest Python on the PATH, or say what is missing."""
    for minor in range(14, OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            os.execv(found, [found, *sys.argv])
    sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")


def digest(name: str) -> str:
    return hashlib.sha256((PROJECT / name).read_bytes()).hexdigest()


def is_installed(kind: str) -> bool:
    """Whether the environment holds at least what this kind needs today."""
    try:
        stamp = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return False
    return stamp.get("python") == str(VENV) and digest(LOCKS[kind]) in stamp["locks"]


def make_environment() -> None:
    python = VENV / "bin" / "python"
    if python.exists() and STAMP.exists():
        stamp = json.loads(STAMP.read_text())
        if stamp.get("python") == str(VENV):
            return
    say("Making a virtual environment ...")
    began = time.monotonic()
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    made = subprocess.run(command, check=False, stdout=subprocess.PIPE)
    if made.returncode != 0:
        sys.exit(
            "The virtual environment could not be made. On Debian and Ubuntu,"
            " `apt install python3-venv` brings what is missing."
        )
    say(f"  done in {time.monotonic() - began:.0f} s")


def install(kind: str) -> None:
    lock = LOCKS[kind]
    count = sum("==" in line for line in (PROJECT / lock).read_text().splitlines())
    say(f"Installing {count} packages (only when {lock} has changed) ...")
    began = time.monotonic()
    command = [str(VENV / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    command += ["--disable-pip-version-check", "--no-input", "--require-hashes"]
    command += ["--requirement", str(PROJECT / lock)]
    if subprocess.run(command, check=False).returncode != 0:
        sys.exit("The packages could not be installed; pip says why above.")
    names = list(LOCKS.values()) if kind == "dev" else [lock]
    stamp = {"python": str(VENV), "locks": [digest(name) for name in names]}
    STAMP.write_text(json.dumps(stamp))
    say(f"  done in {time.monotonic() - began:.0f} s")


def say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    main()
