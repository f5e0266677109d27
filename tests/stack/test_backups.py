"""A backup is whole or is none, and a restore ends with a board that answers."""

import json
import os
import stat
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from jobboard import backups, positions
from jobboard.positions import Restoration
from jobboard.stack import places
from tests import board

ASK = """
from django.test import Client
from jobboard import positions
from postings.models import Cv
print(positions.epoch())
for path in {paths!r}:
    answer = Client(headers={{"host": "localhost"}}).get(path)
    print(answer.status_code, answer.content.decode()[:60].replace(chr(10), " "))
print(*[cv.file.read()[:4].decode() for cv in Cv.objects.order_by("pk")])
"""

# The first ends at the changes of before, and prints where; the second goes on there.
FOLLOW = """
from django.test import Client
client = Client(headers={{"host": "localhost"}})
found, cursor = [], {cursor!r}
while True:
    answer = client.get("/api/v1/changes/", {{"since": cursor, "page_size": 100}})
    if answer.status_code != 200:
        break
    found += [change["id"] for change in answer.json()["results"]]
    cursor = answer.json()["cursor"]
    if answer.json()["next"] is None:
        break
dumps = client.get("/api/v1/dumps/").json()["results"]
print(answer.status_code, len(found), dumps[0]["cursor"] if dumps else "-", cursor)
"""


@pytest.fixture
def folder():
    with tempfile.TemporaryDirectory(prefix="backups-") as made:
        yield Path(made)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.django_db
def test_a_backup_is_a_folder_for_our_eyes_only(folder):
    private = Path(settings.MEDIA_ROOT) / "private" / "cvs" / "one.pdf"
    private.parent.mkdir(parents=True, exist_ok=True)
    private.write_bytes(b"%PDF")
    made = backups.make_backup(folder)
    assert {path.name for path in made.iterdir()} == {
        "database.dump",
        "files.tar",
        "manifest.json",
    }
    assert mode_of(made) == 0o700
    assert {mode_of(path) for path in made.iterdir()} == {0o600}
    backups.check(made)
    assert list(folder.iterdir()) == [made]


@pytest.mark.django_db
def test_a_backup_that_fails_leaves_nothing(folder, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere/else")
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(CommandError, match="pg_dump is not on the PATH"):
        call_command("backup", str(folder))
    assert list(folder.iterdir()) == []


@pytest.mark.django_db
def test_what_is_damaged_is_not_restored(folder):
    made = backups.make_backup(folder)
    with pytest.raises(CommandError, match="tables"):
        call_command("restore", str(made))
    with (made / "files.tar").open("ab") as file:
        file.write(b"x")
    with pytest.raises(CommandError, match="damaged"):
        call_command("restore", str(made))
    with pytest.raises(CommandError, match="no backup"):
        call_command("restore", str(folder))
    assert not Restoration.objects.exists()


def test_old_backups_and_unfinished_ones_go(folder):
    now = timezone.now()
    names = [
        (now - timedelta(days=days)).strftime(backups.NAME) for days in (1, 29, 31)
    ]
    for name in [*names, f"{names[2]}.unfinished", "not-ours"]:
        (folder / name).mkdir()
    assert backups.forget_old(folder, days=30) == 2
    assert {p.name for p in folder.iterdir()} == {*names[:2], "not-ours"}


@pytest.mark.django_db
def test_a_restore_begins_a_new_epoch_even_in_the_same_database():
    first = positions.epoch()
    Restoration.objects.create()
    second = positions.epoch()
    Restoration.objects.create()
    assert len({first, second, positions.epoch()}) == 3


@pytest.fixture
def machines():
    """Two machines: their states are all that they have."""
    made = [board.Board(), board.Board()]
    yield made
    for one in made:
        one.remove()


def follow(one: board.Board, cursor: str) -> list[str]:
    """Status, changes, the newest dump's cursor, and the last cursor."""
    said = one.manage("shell", "--no-imports", "-c", FOLLOW.format(cursor=cursor))
    return said.splitlines()[-1].split()


@pytest.mark.prove
def test_a_machine_that_has_nothing_but_the_backup_answers_as_the_lost_one(
    folder, machines
):
    lost, empty = machines
    lost.manage("migrate", "--verbosity", "0")
    lost.manage("seed_demo", "--verbosity", "0")
    lost.manage("write_dump")
    code = "from jobboard.relay import number_events as n\nwhile n(): pass"
    lost.manage("shell", "--no-imports", "-c", code)
    paths = [
        "/readyz",
        "/api/v1/postings/?page_size=5",
        "/api/v1/postings/?q=python",
        "/api/v1/companies/",
        "/en/jobs/",
    ]
    seen = lost.manage("shell", "--no-imports", "-c", ASK.format(paths=paths))
    old_epoch, *before = seen.splitlines()
    said = follow(lost, "")
    assert (said[0], int(said[1]) > 0) == ("200", True)
    backup = lost.manage("backup", str(folder)).strip().splitlines()[-1]
    places.remove(lost.state)

    assert "Restored" in empty.manage("restore", backup)
    seen = empty.manage("shell", "--no-imports", "-c", ASK.format(paths=paths))
    new_epoch, *after = seen.splitlines()
    assert after == before
    assert [line[:3] for line in before[:5]] == ["200"] * 5
    assert "%PDF" in before[-1], "the demo has CVs"
    assert new_epoch != old_epoch
    empty.manage("write_dump")
    stopped, _none, anew, _cursor = follow(empty, said[3])
    assert stopped == "410", "whoever keeps a copy is told to take the dump"
    assert follow(empty, anew)[:2] == ["200", "0"], "and goes on from there"
    empty.start()
    assert json.loads(empty.get("/readyz"))["ready"]
    assert "/en/jobs/" in empty.get("/en/")
    empty.stop()


@pytest.mark.prove
def test_nothing_is_mixed_with_what_is_there(folder, machines):
    one, other = machines
    one.manage("migrate", "--verbosity", "0")
    backup = one.manage("backup", str(folder)).strip().splitlines()[-1]
    note = other.state / "files" / "note.txt"
    note.parent.mkdir(parents=True)
    note.write_text("mine")
    environment = {
        **os.environ,
        "STATE_DIR": str(other.state),
        "DJANGO_SETTINGS_MODULE": "jobboard.settings",
    }
    command = [sys.executable, str(board.PROJECT / "manage.py"), "restore", backup]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Move them away first" in done.stderr
    assert note.read_text() == "mine"
