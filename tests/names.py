"""A DNS server of our own, on this machine, that says what a test wants it to."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
from dns.resolver import Resolver


class Names:
    """TXT records by name; `resolver` asks this server alone."""

    def __init__(self) -> None:
        self.texts: dict[str, list[str]] = {}
        self.asked: list[str] = []
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.resolver = Resolver(configure=False)
        self.resolver.nameservers = ["127.0.0.1"]
        self.resolver.port = self.socket.getsockname()[1]

    def serve(self) -> None:
        while True:
            try:
                data, sender = self.socket.recvfrom(4096)
            except OSError:
                return
            self.socket.sendto(self.answer(data), sender)

    def answer(self, data: bytes) -> bytes:
        query = dns.message.from_wire(data)
        response = dns.message.make_response(query)
        response.flags |= dns.flags.RA
        name = query.question[0].name.to_text().rstrip(".")
        self.asked.append(name)
        if name in self.texts:
            texts = [f'"{text}"' for text in self.texts[name]]
            response.answer = [dns.rrset.from_text(f"{name}.", 60, "IN", "TXT", *texts)]
        else:
            response.set_rcode(dns.rcode.NXDOMAIN)
        return response.to_wire()


@contextmanager
def served_names() -> Iterator[Names]:
    names = Names()
    threading.Thread(target=names.serve, daemon=True).start()
    try:
        yield names
    finally:
        names.socket.close()
