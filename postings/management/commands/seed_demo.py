"""Fill a development board with people, companies and postings."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from postings.management.demo import applicants, bulk, followers
from postings.management.demo.people import make_cast, make_owners
from postings.management.demo.stories import stories, tell
from postings.models import Posting

BAR = 40


class Command(BaseCommand):
    help = "Make the demo accounts and postings, once; refused outside development."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--postings",
            type=int,
            default=0,
            metavar="N",
            help="also fill the board with N made-up postings; goes on where it was",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("Demo accounts have a known password: DEBUG only.")
        cast = make_cast()
        owners = make_owners(cast)
        if not Posting.objects.exists():
            with transaction.atomic():
                told = [tell(story, cast, owners) for story in stories()]
                sent = applicants.tell(cast)
                followed = followers.follow(cast)
            if options["verbosity"]:
                self.stdout.write(
                    f"{len(told)} postings, {sent} applications,"
                    f" {followed} alerts written"
                )
        if options["postings"]:
            bulk.fill(options["postings"], self.tell)
            self.stderr.write("")

    def tell(self, done: int, count: int) -> None:
        """A bar that grows on a terminal, a line now and then elsewhere."""
        filled = BAR * done // max(count, 1)
        words = f"[{'#' * filled}{'.' * (BAR - filled)}] {done:,} of {count:,}"
        ending = "\r" if sys.stderr.isatty() else "\n"
        self.stderr.write(words, ending=ending)
        self.stderr.flush()
