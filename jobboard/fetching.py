"""Fetching from addresses that people name, without reaching what is not public.

Every fetch of the board (feeds, link checks, rates, webhooks) comes through here. The name is
resolved once, every address that it has must be public, and the connection goes to
an address that was checked, so that a name that changes its mind in between (DNS
rebinding) gains nothing. Redirects of a GET are followed by hand and checked the
same way; whatever else is sent goes nowhere but where it was meant for.
Time and bytes are capped; proxies of the environment are not used.
"""

import http.client
import socket
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urljoin, urlsplit

REDIRECTS_AT_MOST = 5
CHUNK = 65_536
AGENT = "Jobboard"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PORTS = {"http": 80, "https": 443}
# What `is_global` lets through, or used to: shared, protocol, translated, 6to4,
# multicast and discard addresses.
NOT_PUBLIC = tuple(
    ip_network(name)
    for name in (
        "100.64.0.0/10 192.0.0.0/24 192.88.99.0/24 198.18.0.0/15 224.0.0.0/4 240.0.0.0/4"
        " 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2002::/16 ff00::/8 fec0::/10"
    ).split()
)

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Sequence[str]]


class Refused(Exception):
    """The address may not be fetched, or its answer is too long, too late or broken."""


@dataclass(frozen=True)
class Fetched:
    """The last answer after all redirects; `url` is where it came from."""

    status: int
    headers: dict[str, str]
    body: bytes
    url: str


def is_public(address: Address) -> bool:
    """Whether anybody on the internet could reach it, and it is nobody's own."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    inside = any(address in net for net in NOT_PUBLIC if net.version == address.version)
    return address.is_global and not address.is_multicast and not inside


def resolve(host: str, port: int) -> list[str]:
    """All addresses of a name, as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True)
class Guard:
    """How names are resolved, and which addresses may be reached."""

    resolve: Resolve = resolve
    allows: Callable[[Address], bool] = is_public


@dataclass(frozen=True)
class Asking:
    """What is sent: a method, headers of our own, and a body."""

    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


@dataclass
class Budget:
    """What is left of the time and the bytes of one fetch, redirects included."""

    max_bytes: int
    timeout: float
    began: float = field(default_factory=time.monotonic)

    def seconds(self) -> float:
        left = self.timeout - (time.monotonic() - self.began)
        if left <= 0:
            raise Refused("it takes too long")
        return left


def fetch(
    url: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    max_bytes: int,
    timeout: float,
    guard: Guard | None = None,
) -> Fetched:
    """Ask the address; at most `max_bytes` of body, `timeout` seconds for all of it.

    Raises Refused for whatever may not be fetched and for answers that cannot be
    used; a status of 400 and more is an answer. guard: only tests pass their own.
    """
    guard = guard or Guard()
    budget = Budget(max_bytes, timeout)
    asking = Asking(method, headers or {}, body)
    for _ in range(REDIRECTS_AT_MOST + 1):
        answer = fetch_once(url, asking, budget, guard)
        target = answer.headers.get("location")
        if method != "GET" or answer.status not in REDIRECTS or not target:
            return answer
        url = urljoin(url, target)
    raise Refused("it redirects too often")


def fetch_once(url: str, asking: Asking, budget: Budget, guard: Guard) -> Fetched:
    parts = checked_parts(url)
    host = parts.hostname or ""
    port = parts.port or PORTS[parts.scheme]
    addresses = checked_addresses(host, port, guard)
    try:
        connection = connect(parts.scheme, host, port, addresses[0], budget)
        try:
            return ask(connection, parts, asking, budget)
        finally:
            connection.close()
    except (OSError, http.client.HTTPException) as error:
        raise Refused(f"it cannot be reached: {type(error).__name__}") from error


def checked_parts(url: str) -> SplitResult:
    """The address in parts; Refused where it is not plain http or https."""
    try:
        parts = urlsplit(url)
        _port = parts.port
    except ValueError as error:
        raise Refused("it is not an address") from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise Refused("only http and https are fetched")
    if parts.username is not None or parts.password is not None:
        raise Refused("it carries a password")
    if any(ord(letter) < 33 for letter in url):
        raise Refused("it is not an address")
    return parts


def checked_addresses(host: str, port: int, guard: Guard) -> list[str]:
    """Where the name leads; Refused where any of it is not public."""
    try:
        found = list(guard.resolve(host, port))
        addresses = [ip_address(one.partition("%")[0]) for one in found]
    except (OSError, UnicodeError, ValueError) as error:
        raise Refused("its name leads nowhere") from error
    if not addresses or not all(guard.allows(address) for address in addresses):
        raise Refused("it is not a public address")
    return [str(address) for address in addresses]


def connect(
    scheme: str, host: str, port: int, address: str, budget: Budget
) -> http.client.HTTPConnection:
    """A connection to the checked address that speaks to the name."""
    raw = socket.create_connection((address, port), timeout=budget.seconds())
    connection = http.client.HTTPConnection(host, port, timeout=budget.seconds())
    if scheme == "https":
        context = ssl.create_default_context()
        raw = context.wrap_socket(raw, server_hostname=host)
    connection.sock = raw
    return connection


def ask(
    connection: http.client.HTTPConnection,
    parts: SplitResult,
    asking: Asking,
    budget: Budget,
) -> Fetched:
    path = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
    headers = {
        "User-Agent": AGENT,
        "Accept-Encoding": "identity",
        "Connection": "close",
        **asking.headers,
    }
    connection.request(asking.method, path, body=asking.body, headers=headers)
    answer = connection.getresponse()
    named = {name.lower(): value for name, value in answer.getheaders()}
    url = parts.geturl()
    if answer.status in REDIRECTS:
        return Fetched(answer.status, named, b"", url)
    return Fetched(answer.status, named, body_of(connection, answer, budget), url)


def body_of(
    connection: http.client.HTTPConnection,
    answer: http.client.HTTPResponse,
    budget: Budget,
) -> bytes:
    """The body, read in pieces; Refused as soon as it is too long or too late."""
    parts: list[bytes] = []
    read = 0
    while True:
        if connection.sock is not None:
            connection.sock.settimeout(budget.seconds())
        budget.seconds()
        part = answer.read1(CHUNK)
        if not part:
            return b"".join(parts)
        read += len(part)
        if read > budget.max_bytes:
            raise Refused("its answer is too long")
        parts.append(part)
