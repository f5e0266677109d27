"""The server fetches what is public, and nothing else."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest

from jobboard.fetching import Guard, Refused, fetch, is_public

PRIVATE = (
    "127.0.0.1 0.0.0.0 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1"
    " 192.0.0.192 192.0.2.1 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 ::1 ::"
    " fe80::1 fc00::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1"
    " 64:ff9b:1::1 2002:7f00:1:: 2001::1 100::1 2001:db8::1"
).split()


class Server(ThreadingHTTPServer):
    """Answers by path, and remembers who was asked for."""

    hosts: list[str]
    target: str = "/"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.hosts.append(self.headers["Host"])
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", self.server.target)
            self.end_headers()
            return
        self.send_response(404 if self.path == "/none" else 200)
        self.end_headers()
        self.wfile.write(b"x" * 5000 if self.path == "/long" else b"hello")
        if self.path == "/slow":
            self.wfile.flush()
            threading.Event().wait(5)

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server(("127.0.0.1", 0), Handler)
    server.hosts = []
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def here(*answers: str) -> Guard:
    """A guard for which names lead here, in turn, and 127.0.0.1 is public."""
    left = list(answers) or ["127.0.0.1"]

    def resolve(_host: str, _port: int) -> list[str]:
        return [left.pop(0) if len(left) > 1 else left[0]]

    return Guard(resolve=resolve, allows=lambda one: one == ip_address("127.0.0.1"))


def get(server: Server, path: str = "/", *, guard: Guard | None = None, **limits):
    url = f"http://jobs.example:{server.server_port}{path}"
    limits = {"max_bytes": 1000, "timeout": 5, **limits}
    return fetch(url, guard=guard or here(), **limits)


def test_an_answer_comes_with_its_status_and_its_address(server):
    answer = get(server, "/list?page=1#top")
    assert (answer.status, answer.body) == (200, b"hello")
    assert answer.url.startswith("http://jobs.example:")
    assert get(server, "/none").status == 404


def test_the_server_is_asked_by_its_name(server):
    get(server)
    assert server.hosts == [f"jobs.example:{server.server_port}"]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_public_is_refused(address):
    assert not is_public(ip_address(address))
    with pytest.raises(Refused, match="public"):
        fetch(
            "http://jobs.example/",
            max_bytes=10,
            timeout=1,
            guard=Guard(resolve=lambda _host, _port: [address]),
        )


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111"])
def test_a_public_address_is_public(address):
    assert is_public(ip_address(address))


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    guard = Guard(resolve=lambda _host, _port: ["8.8.8.8", "10.0.0.1"])
    with pytest.raises(Refused, match="public"):
        fetch("http://jobs.example/", max_bytes=10, timeout=1, guard=guard)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://jobs.example/",
        "gopher://jobs.example/",
        "http:///x",
        "http://a:b@jobs.example/",
        "http://jobs.example:99999/",
        "http://[::1",
        "http://jobs.example/\r\nHost: x",
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://localhost/",
        "",
    ],
)
def test_what_is_no_plain_public_address_is_refused(url):
    with pytest.raises(Refused):
        fetch(url, max_bytes=10, timeout=2)


def test_a_redirect_is_followed_and_checked_again(server):
    server.target = "/there"
    assert get(server, "/away").url.endswith("/there")
    with pytest.raises(Refused, match="public"):
        get(server, "/away", guard=here("127.0.0.1", "10.0.0.1"))
    assert len(server.hosts) == 3


def test_a_redirect_to_another_scheme_is_refused(server):
    server.target = "file:///etc/passwd"
    with pytest.raises(Refused, match="http"):
        get(server, "/away")


def test_redirects_without_end_are_refused(server):
    server.target = "/away"
    with pytest.raises(Refused, match="too often"):
        get(server, "/away")


def test_too_long_an_answer_is_refused(server):
    with pytest.raises(Refused, match="too long"):
        get(server, "/long")


def test_too_slow_an_answer_is_refused(server):
    with pytest.raises(Refused):
        get(server, "/slow", timeout=0.4)


def test_a_closed_door_is_refused():
    with pytest.raises(Refused, match="reached"):
        fetch("http://jobs.example:1/", max_bytes=10, timeout=1, guard=here())
