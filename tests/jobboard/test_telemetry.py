"""Errors and traces go where the environment says, without anybody in them."""

import gzip
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import brotli
import pytest

PROJECT = Path(__file__).resolve().parents[2]
SECRETS = ("s3cret-link", "teodora@example.com", "10.9.8.7", "cookie-of-teodora")
PRELUDE = """
import sys
import django
from django.conf import settings
django.setup()
settings.ROOT_URLCONF = "tests.jobboard.failing_urls"
settings.ALLOWED_HOSTS = ["*"]
"""
CALL = """
from django.test import Client
from jobboard.observability import telemetry
telemetry.start()
headers = {"cookie": "c=cookie-of-teodora", "host": "localhost"}
client = Client(raise_request_exception=False, headers=headers, REMOTE_ADDR="10.9.8.7")
assert client.get("/opens/s3cret-link/?q=teodora@example.com").status_code == 500
"""
UNPACK: dict[str, Any] = {"gzip": gzip.decompress, "br": brotli.decompress}
FLUSH_ERRORS = "import sentry_sdk; sentry_sdk.flush(5)"
FLUSH_TRACES = "from opentelemetry import trace; trace.get_tracer_provider().shutdown()"


class Sink(ThreadingHTTPServer):
    """Keeps what is posted to it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taker)
        self.taken: list[tuple[str, bytes]] = []


class Taker(BaseHTTPRequestHandler):
    server: Sink

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        unpack = UNPACK.get(self.headers.get("Content-Encoding", ""), bytes)
        self.server.taken.append((self.path, unpack(body)))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_words: Any) -> None:
        """Not into the output of the tests."""


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    known = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "JOBBOARD_PROCESS": "web",
        "RELEASE": "r7",
        **environment,
    }
    return subprocess.run(
        [sys.executable, "-c", PRELUDE + code],
        env=known,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_error_arrives_with_its_route_and_without_anybody(sink):
    place = f"http://key@127.0.0.1:{sink.server_port}/1"
    done = run(CALL + FLUSH_ERRORS, SENTRY_DSN=place)
    assert done.returncode == 0, done.stderr
    told = b"".join(body for _path, body in sink.taken).decode()
    assert '"ValueError"' in told
    assert "failing_urls" in told
    assert '"release":"r7"' in told
    assert [secret for secret in SECRETS if secret in told] == []


def test_a_request_is_a_span_named_by_its_route_and_without_anybody(sink):
    place = f"http://127.0.0.1:{sink.server_port}"
    done = run(CALL + FLUSH_TRACES, OTEL_EXPORTER_OTLP_ENDPOINT=place)
    assert done.returncode == 0, done.stderr
    ((path, told),) = sink.taken
    assert path == "/v1/traces"
    for word in (b"GET opens/<str:token>/", b"jobboard-web", b"r7"):
        assert word in told
    assert [secret for secret in SECRETS if secret.encode() in told] == []


def test_a_task_is_a_span(sink):
    code = """
from celery import Celery
from jobboard.observability import telemetry
telemetry.start()
app = Celery("t", broker="memory://")
@app.task(name="write.letter")
def write(to): pass
write.apply(args=["teodora@example.com"])
"""
    place = f"http://127.0.0.1:{sink.server_port}"
    done = run(code + FLUSH_TRACES, OTEL_EXPORTER_OTLP_ENDPOINT=place)
    assert done.returncode == 0, done.stderr
    ((_path, told),) = sink.taken
    assert b"write.letter" in told
    assert b"teodora" not in told


def test_where_nothing_is_named_nothing_is_loaded():
    # The client of Redis looks for OpenTelemetry's API by itself.
    code = 'print([n for n in ("opentelemetry.exporter", "sentry_sdk") if n in sys.modules])'
    done = run(CALL + code, SENTRY_DSN="", OTEL_EXPORTER_OTLP_ENDPOINT="")
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.parametrize(
    ("name", "package"),
    [("SENTRY_DSN", "sentry_sdk"), ("OTEL_EXPORTER_OTLP_ENDPOINT", "opentelemetry")],
)
def test_who_is_to_tell_and_cannot_does_not_start(name, package):
    gone = f"sys.modules[{package!r}] = None\n"
    done = run(gone + CALL, **{name: "http://key@127.0.0.1:9/1"})
    assert done.returncode == 1
    assert f"{name} needs more packages: install requirements-extras.txt" in done.stderr
