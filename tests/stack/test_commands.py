"""`manage.py` finds the database without any set-up by hand."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from jobboard.stack import places

PROJECT = places.PROJECT


@pytest.fixture
def state():
    folder = Path(tempfile.mkdtemp(prefix="state-"))
    yield folder
    places.remove(folder)


def manage(state: Path, *words: str, python: str = sys.executable) -> str:
    clean = {k: v for k, v in os.environ.items() if k not in {"DEBUG", "LOG_LEVEL"}}
    environment = {
        **clean,
        "STATE_DIR": str(state),
        "DJANGO_SETTINGS_MODULE": "jobboard.settings",
    }
    command = [python, str(PROJECT / "manage.py"), *words]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_shell_starts_the_database_and_leaves_it_as_it_was(state):
    manage(state, "migrate", "--verbosity", "0")
    out = manage(
        state,
        "shell",
        "--no-imports",
        "-c",
        "from accounts.models import User; print(User.objects.count())",
    )
    assert out.split()[-1] == "0"
    from jobboard.stack.postgres import PostgreSQL

    assert not PostgreSQL(state).is_running()


def test_a_command_that_asks_no_database_starts_none(state):
    manage(state, "compilemessages")
    assert not (state / "postgres").exists()


def test_demo_data_is_refused_outside_of_development(state):
    manage(state, "migrate", "--verbosity", "0")
    environment = {
        **os.environ,
        "STATE_DIR": str(state),
        "DEBUG": "0",
        "SECRET_KEY": "x" * 60,
    }
    environment["DJANGO_SETTINGS_MODULE"] = "jobboard.settings"
    command = [sys.executable, str(PROJECT / "manage.py"), "seed_demo"]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "DEBUG only" in done.stderr


def test_production_needs_a_secret():
    environment = {
        "PATH": os.environ["PATH"],
        "DEBUG": "0",
        "DJANGO_SETTINGS_MODULE": "jobboard.settings",
    }
    code = "import django; django.setup(); from django.conf import settings; settings.SECRET_KEY"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "SECRET_KEY" in done.stderr


def test_production_passes_django_s_own_check(state):
    environment = {
        **os.environ,
        "STATE_DIR": str(state),
        "DEBUG": "0",
        "SECRET_KEY": os.urandom(40).hex(),
        "SITE_URL": "https://board.example",
        "DJANGO_SETTINGS_MODULE": "jobboard.settings",
        "TRUSTED_PROXY_COUNT": "1",
    }
    command = [
        sys.executable,
        str(PROJECT / "manage.py"),
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
    ]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("process", "statement", "lock"),
    [("web", "5s", "2s"), ("worker", "1min", "5s"), ("command", "0", "5s")],
)
def test_nothing_waits_for_ever(state, monkeypatch, process, statement, lock):
    monkeypatch.setenv("JOBBOARD_PROCESS", process)
    code = (
        "from django.db import connection as c; k = c.cursor()\n"
        "for n in 'statement', 'lock', 'idle_in_transaction_session':\n"
        "    print(k.execute(f'SHOW {n}_timeout').fetchone()[0])"
    )
    out = manage(state, "shell", "--no-imports", "-c", code)
    assert out.split() == [statement, lock, "1min"]
