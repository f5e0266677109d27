"""Servers that are there and do not answer."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread


@contextmanager
def hanging_up(listening: socket.socket) -> Iterator[list[str]]:
    """Take connections and close them; how many shows until a second after the block."""
    listening.listen()
    listening.settimeout(1)
    taken: list[str] = []
    thread = Thread(target=hang_up, args=(listening, taken))
    thread.start()
    yield taken
    thread.join()


def hang_up(listening: socket.socket, taken: list[str]) -> None:
    with suppress(TimeoutError):
        while True:
            connection, address = listening.accept()
            taken.append(str(address))
            connection.close()
