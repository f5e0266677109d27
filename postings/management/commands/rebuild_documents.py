"""Write the rows that searches read anew, while the board goes on."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from jobboard.ids import decode, encode
from postings.models import Posting, PostingDocument, Status
from postings.models.document import BATCH


class Command(BaseCommand):
    help = (
        "Derive the document of every live posting that has none or an old one."
        " An interrupted run goes on where it was."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="of all live postings")
        parser.add_argument(
            "--after",
            default="",
            metavar="ID",
            help="with --all: begin behind this posting, as the progress named it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        after = decode(options["after"]) if options["after"] else 0
        documents = PostingDocument.objects
        due = documents.out_of_step()
        if options["all"]:
            due = Posting.objects.filter(status=Status.LIVE, pk__gt=after)
        total, done = due.count(), 0
        for last in documents.rebuild(everything=options["all"], after=after):
            done = min(done + BATCH, total)
            self.stdout.write(f"{done:,} of {total:,}, up to {encode(last)}")
        self.stdout.write("Every live posting has its document.")
