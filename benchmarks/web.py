"""Requests per second of whole pages, by a real server, alternating in one run."""

import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from jobboard.stack.ports import first_free
from jobboard.stack.supervisor import web_command

FIRST_PORT = 8900
CONNECTIONS = 8
SECONDS = 2.0
ROUNDS = 3
LIST = "/en/jobs/?from=CO"
STARTS_WITHIN = 30


@contextmanager
def server() -> Iterator[int]:
    """One worker, as in production, until the block ends; gives its port."""
    port, reserved = first_free(FIRST_PORT)
    reserved.close()
    command = [
        one.replace("jobboard.wsgi", "benchmarks.server")
        for one in web_command(port, workers=1)
    ]
    environment = {**os.environ, "PAGE_CACHE_SECONDS": "3600", "PORT": str(port)}
    process = subprocess.Popen(command, env=environment)  # noqa: S603
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline:
        try:
            ask(port, "/hello/")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the server does not answer")


def request_of(port: int, path: str, headers: str = "") -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n{headers}\r\n".encode()


def read(connection: socket.socket) -> bytes:
    """One answer, head and body."""
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += received(connection)
    head, _, body = answer.partition(b"\r\n\r\n")
    found = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    missing = (int(found[1]) if found else 0) - len(body)
    while missing > 0:
        part = received(connection)
        answer += part
        missing -= len(part)
    return answer


def received(connection: socket.socket) -> bytes:
    part = connection.recv(65536)
    if not part:
        raise ConnectionResetError
    return part


def ask(port: int, path: str) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request_of(port, path))
        return read(connection)


def rate(port: int, request: bytes, status: bytes) -> float:
    """Requests answered per second, over some connections that are kept open."""
    ends = time.monotonic() + SECONDS

    def run(_number: int) -> int:
        count = 0
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
            while time.monotonic() < ends:
                connection.sendall(request)
                if not read(connection).startswith(b"HTTP/1.1 " + status):
                    raise ValueError("another answer than the first")
                count += 1
        return count

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        return sum(pool.map(run, range(CONNECTIONS))) / SECONDS


def rates() -> dict[str, float]:
    """The median of some rounds of each, one after the other in each round."""
    with server() as port:
        etag = re.search(rb"etag: (\S+)", ask(port, LIST), re.IGNORECASE)
        if etag is None:
            raise ValueError("the list is not kept")
        known = f"If-None-Match: {etag[1].decode()}\r\n"
        kinds = {
            "hello": (request_of(port, "/hello/"), b"200"),
            "the list, kept": (request_of(port, LIST), b"200"),
            "the list, unchanged (304)": (request_of(port, LIST, known), b"304"),
            "the list for somebody": (
                request_of(port, LIST, "Cookie: messages=none\r\n"),
                b"200",
            ),
            "a naive list": (request_of(port, "/naive/"), b"200"),
        }
        found: dict[str, list[float]] = {name: [] for name in kinds}
        for _ in range(ROUNDS):
            for name, (request, status) in kinds.items():
                found[name].append(rate(port, request, status))
    return {name: statistics.median(values) for name, values in found.items()}


def print_rates() -> None:
    measured = rates()
    sys.stdout.write(f"\n{'one server, requests/s':44}{'':>8}{'of hello':>10}\n")
    for name, value in measured.items():
        share = value / measured["hello"]
        sys.stdout.write(f"{name:44}{value:8.0f}{share:10.1%}\n")
    sys.stdout.flush()
