"""Backups: a folder with the database, the files, and what both ought to be.

The database is read before the files. A file is written before its row and removed
after it, so every row of the backup finds its file; what was erased in between is
missing from the files already, which is as it should be.
"""

import json
import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from hashlib import file_digest
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.files import File
from django.core.files.storage import default_storage, storages
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from jobboard.positions import Restoration
from jobboard.stack.places import StackError
from jobboard.storing import PRIVATE, names_below

DATABASE, FILES, MANIFEST = "database.dump", "files.tar", "manifest.json"
NAME = "backup-%Y%m%dT%H%M%SZ"
# What others may not do with a file: read or write what people entrusted us.
FOR_OTHERS = 0o077


class BackupError(Exception):
    """Nothing was made or restored; the words say why."""


def make_backup(folder: Path, *, at: datetime | None = None) -> Path:
    """Write a backup into the folder; the folder of its own that it stands in.

    It has its name only when it is whole. Raises BackupError.
    """
    now = at or timezone.now()
    done = folder / now.strftime(NAME)
    unfinished = done.with_suffix(".unfinished")
    with private_files():
        unfinished.mkdir(parents=True)
        try:
            words = ("--format=custom", "--no-owner", "--no-privileges")
            run("pg_dump", *words, f"--file={unfinished / DATABASE}")
            pack(unfinished / FILES)
            manifest = json.dumps(described(unfinished, now), indent=2)
            (unfinished / MANIFEST).write_text(manifest)
        except BaseException:
            shutil.rmtree(unfinished)
            raise
    return unfinished.rename(done)


def forget_old(folder: Path, *, days: int) -> int:
    """Remove the backups that are older, and unfinished ones; how many there were."""
    oldest = (timezone.now() - timedelta(days=days)).strftime(NAME)
    found = [path for path in folder.glob("backup-*") if path.name < oldest]
    for path in found:
        shutil.rmtree(path)
    return len(found)


def restore_backup(backup: Path) -> None:
    """Bring a backup into an empty database and an empty folder of files.

    The board begins a new epoch, so that whoever keeps a copy by the changes feed
    is told to begin anew. Raises BackupError, and then the database is as it was.
    """
    check(backup)
    check_is_empty()
    with private_files():
        words = ("--no-owner", "--no-privileges", "--exit-on-error")
        run("pg_restore", *words, "--single-transaction", str(backup / DATABASE))
        unpack(backup / FILES)
    # The backup may be of an older release than this code.
    call_command("migrate", verbosity=0, interactive=False)
    Restoration.objects.create()
    cache.clear()


@contextmanager
def private_files() -> Iterator[None]:
    """What is written within may be read by this user alone."""
    before = os.umask(FOR_OTHERS)
    try:
        yield
    finally:
        os.umask(before)


def described(folder: Path, at: datetime) -> dict[str, Any]:
    """What a backup says of itself."""
    server = connection.connection.info.parameter_status("server_version")
    return {
        "made_at": at.isoformat(),
        "release": settings.RELEASE,
        "postgresql": server,
        "sha256": {name: digest(folder / name) for name in (DATABASE, FILES)},
    }


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def pack(target: Path) -> None:
    """All files, the private ones too; one that goes away meanwhile is left out."""
    with tarfile.open(target, "w") as packed:
        for name in sorted(names_below(default_storage)):
            with suppress(FileNotFoundError), default_storage.open(name) as file:
                about = tarfile.TarInfo(name)
                about.size = file.size
                packed.addfile(about, file)


def unpack(source: Path) -> None:
    """All files of a backup, each by the storage that it came from."""
    with tarfile.open(source) as packed:
        for about in packed:
            folder, _, rest = about.name.partition("/")
            is_private = folder == PRIVATE
            storage = storages["private"] if is_private else default_storage
            name = rest if is_private else about.name
            storage.save(name, File(packed.extractfile(about)))


def check(backup: Path) -> None:
    """Raise BackupError unless the backup is whole."""
    try:
        manifest = json.loads((backup / MANIFEST).read_text())
    except (OSError, ValueError) as error:
        raise BackupError(f"{backup} is no backup: {error}") from error
    for name, expected in manifest["sha256"].items():
        if not (backup / name).is_file() or digest(backup / name) != expected:
            raise BackupError(f"{backup / name} is damaged.")


def check_is_empty() -> None:
    """Raise BackupError where something would be mixed with the backup."""
    if tables := connection.introspection.table_names():
        raise BackupError(f"The database has {len(tables)} tables. Name an empty one.")
    if name := next(names_below(default_storage), ""):
        raise BackupError(f"There are files, such as {name}. Move them away first.")


def run(program: str, *words: str) -> None:
    """Run one of PostgreSQL's programs on the board's database."""
    connection.ensure_connection()
    info = connection.connection.info
    environment = {**os.environ, "PGPASSWORD": info.password}
    try:
        command = [found(program), f"--dbname={info.dsn}", *words]
        subprocess.run(  # noqa: S603 (PostgreSQL's own program, fixed words)
            command, check=True, env=environment, capture_output=True, text=True
        )
    except subprocess.CalledProcessError as error:
        raise BackupError(f"{program} failed:\n{error.stderr}") from error


def found(program: str) -> str:
    """Where the program is: with the embedded server, or on the PATH."""
    if not os.environ.get("DATABASE_URL"):
        # Not installed where a real server is named.
        from jobboard.stack.postgres import wheel_binaries  # noqa: PLC0415

        try:
            return str(wheel_binaries() / program)
        except StackError as error:
            raise BackupError(str(error)) from error
    path = shutil.which(program)
    if path is None:
        words = "Install PostgreSQL's client programs, of the server's version."
        raise BackupError(f"{program} is not on the PATH. {words}")
    return path
