"""Run the outbox relay until it is asked to stop."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from jobboard import relay


class Command(BaseCommand):
    help = "Number committed events and hand due deliveries to the queue."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_signal: stopping.set())
        relay.run(stopping.is_set)
