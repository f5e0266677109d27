"""Bring the whole board up: servers, tables, demo data, and every service."""

import os
import sys
import time
from argparse import ArgumentParser
from contextlib import ExitStack
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from jobboard.cast import CAST, DEMO_PASSWORD
from jobboard.stack import supervisor as stack_of
from jobboard.stack.catalogues import compile_catalogues
from jobboard.stack.output import say, step
from jobboard.stack.places import PROJECT, StackError
from jobboard.stack.supervisor import Supervisor
from jobboard.stack.watching import watch


class Command(BaseCommand):
    help = "Run the whole board in this terminal until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        default = int(os.environ.get("PORT", "8000"))
        parser.add_argument("--port", type=int, default=default)
        parser.add_argument(
            "--no-demo", action="store_true", help="do not make demo data"
        )
        parser.add_argument(
            "--no-reload", action="store_true", help="do not watch the code"
        )
        parser.add_argument(
            "--until-eof", action="store_true", help="stop when the input ends"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        supervisor = Supervisor(settings.STATE_DIR)
        if options["until_eof"]:
            supervisor.stop_at_the_end_of(sys.stdin.fileno())
        try:
            with supervisor.alone(), stack_of.signals(supervisor), ExitStack() as stack:
                port = stack_of.first_port(options["port"], stack)
                self.start_servers(supervisor, stack)
                self.prepare(demo=settings.DEBUG and not options["no_demo"])
                self.start_services(supervisor, port)
                stack.callback(supervisor.stop)
                if settings.DEBUG and not options["no_reload"]:
                    supervisor.watched = watch(PROJECT, stack)
                ready = f"http://127.0.0.1:{port}/readyz"
                supervisor.wait_until(stack_of.answers(ready))
                if not supervisor.stopping.is_set():
                    supervisor.note(f"http://localhost:{port}")
                    self.welcome(port, time.monotonic() - began)
                supervisor.look_after()
                say("Stopping ...")
        except StackError as error:
            raise CommandError(str(error)) from error
        say("Stopped.")

    def start_servers(self, supervisor: Supervisor, stack: ExitStack) -> None:
        # Not installed where real servers are named.
        if not os.environ.get("DATABASE_URL"):
            from jobboard.stack.postgres import PostgreSQL  # noqa: PLC0415

            supervisor.use(stack, PostgreSQL(settings.STATE_DIR))
        if not os.environ.get("REDIS_URL"):
            from jobboard.stack.redis import Redis  # noqa: PLC0415

            supervisor.use(stack, Redis(settings.STATE_DIR))

    def prepare(self, *, demo: bool) -> None:
        with step("Translations are compiled"):
            compile_catalogues()
        with step("Tables are there"):
            call_command("migrate", verbosity=0, interactive=False)
        if not settings.DEBUG:
            with step("Static files are collected"):
                call_command("collectstatic", verbosity=0, interactive=False)
        if demo:
            with step("Demo data is there"):
                call_command("seed_demo", verbosity=0)
        connections.close_all()

    def start_services(self, supervisor: Supervisor, port: int) -> None:
        site = os.environ.get("SITE_URL", f"http://localhost:{port}")
        debug = "1" if settings.DEBUG else "0"
        common = {"SITE_URL": site, "PORT": str(port), "DEBUG": debug}
        worker = {
            **common,
            "JOBBOARD_PROCESS": "worker",
            # On somebody's own machine root may run a worker, and need not be told.
            "C_FORCE_ROOT": "1",
            "PYTHONWARNINGS": "ignore:You're running the worker with superuser",
        }
        web = stack_of.web_command(port, stack_of.workers())
        supervisor.add("web", web, **common, JOBBOARD_PROCESS="web")
        supervisor.add("worker", stack_of.worker_command(), **worker)
        supervisor.add("relay", stack_of.manage_command("relay"), **worker)
        beat = stack_of.beat_command(settings.STATE_DIR)
        supervisor.add("beat", beat, **worker)
        supervisor.start_children()

    def welcome(self, port: int, seconds: float) -> None:
        site = f"http://localhost:{port}"
        lines = ["", f"The board is up after {seconds:.1f} s.", ""]
        lines += [f"  Site        {site}/", f"  Moderation  {site}/admin/moderation/"]
        if settings.DEBUG:
            lines += [f"  Mail        {site}/mail/  (nothing leaves this machine)", ""]
            lines += [f"  Sign in at {site}/accounts/login/ with {DEMO_PASSWORD} as"]
            lines += [f"    {one.email:<24} {one.part}" for one in CAST.values()]
        lines += ["", "Ctrl-C stops it.", ""]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()
