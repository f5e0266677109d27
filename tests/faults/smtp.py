"""A real mail server for tests that kill things: it keeps what it was handed."""

import email
import email.policy
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class Sink:
    """Takes every mail; `on_mail` is told before each is acknowledged, and after."""

    def __init__(self) -> None:
        self.mails: list[tuple[float, EmailMessage]] = []
        self.on_mail: Callable[[str], None] = lambda _moment: None
        self.port = 0

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802 (aiosmtpd's)
        parsed: Any = email.message_from_bytes(
            envelope.content, policy=email.policy.default
        )
        self.on_mail("before")
        self.mails.append((time.time(), parsed))
        threading.Timer(0.002, self.on_mail, ["after"]).start()
        return "250 OK"

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"


@contextmanager
def running_sink() -> Iterator[Sink]:
    sink = Sink()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        sink.port = probe.getsockname()[1]
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
