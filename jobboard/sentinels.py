"""Redis behind Sentinels: `sentinel://[:password@]host:port,host:port/name`.

The Sentinels say which server is the primary now; the password is the servers' own.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from redis.sentinel import Sentinel

SCHEME = "sentinel://"
PORT = 26379
# Named where the address names none.
PRIMARY = "mymaster"


@dataclass(frozen=True)
class Sentinels:
    """Where they are, and what they call the primary."""

    hosts: tuple[tuple[str, int], ...]
    name: str
    password: str | None

    def client(self, **options: Any) -> Redis:
        """A client of whichever server is the primary when it connects."""
        if self.password:
            options["password"] = self.password
        asking: dict[str, Any] = {
            name: options[name]
            for name in ("socket_timeout", "socket_connect_timeout")
            if name in options
        }
        # Another Sentinel is asked sooner than the same one once more.
        asking["retry"] = Retry(NoBackoff(), 0)
        watching: Any = Sentinel(  # type: ignore[no-untyped-call]
            self.hosts, sentinel_kwargs=asking
        )
        found: Redis = watching.master_for(self.name, **options)
        return found

    def broker(self, database: int) -> str:
        """Their addresses as Celery reads them."""
        secret = f":{quote(self.password, safe='')}@" if self.password else ""
        return ";".join(
            f"{SCHEME}{secret}{host}:{port}/{database}" for host, port in self.hosts
        )


def read(url: str) -> Sentinels | None:
    """The Sentinels of an address; None where it names a server instead.

    Raises ValueError where a port is no number.
    """
    if not url.startswith(SCHEME):
        return None
    parts = urlsplit(url)
    secret, _at, hosts = parts.netloc.rpartition("@")
    found = [host.rpartition(":") for host in hosts.split(",")]
    return Sentinels(
        tuple((host or port, int(port) if host else PORT) for host, _, port in found),
        parts.path.strip("/") or PRIMARY,
        unquote(secret.partition(":")[2]) or None,
    )
