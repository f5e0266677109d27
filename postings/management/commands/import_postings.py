"""Bring postings in from a file, an address, or a source that the board knows."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Company, User
from jobboard.fetching import Refused
from postings.importing.fetching import items_in, run_source
from postings.importing.running import Busy, Report, run_over
from postings.models import Source, SourceKind

REASONS_SHOWN = 40


class Command(BaseCommand):
    help = "Import postings; a second run over the same changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", help="a file, an address, or a source's name")
        parser.add_argument("--format", choices=SourceKind.values)
        parser.add_argument("--as", dest="author", help="the e-mail of whose they are")
        parser.add_argument("--company", help="the company's address on this board")
        parser.add_argument("--name", help="what the source is called")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be; change nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        where, dry_run = options["source"], options["dry_run"]
        path = Path(where)
        is_file = path.is_file()
        source = self.source(where, is_file=is_file, options=options)
        try:
            if is_file:
                items = items_in(path.read_bytes(), source.kind)
                report = run_over(source, items, dry_run=dry_run, tell=self.tell)
            else:
                report = run_source(source, dry_run=dry_run, tell=self.tell)
        except Refused as error:
            raise CommandError(f"{source.url} was not read: {error}.") from error
        except Busy as error:
            raise CommandError("Another run over this source goes on.") from error
        finally:
            if dry_run and source.last_run_at is None and options["format"]:
                Source.objects.filter(pk=source.pk, provenances=None).delete()
        self.say(report, dry_run=dry_run)

    def source(self, where: str, *, is_file: bool, options: dict[str, Any]) -> Source:
        """The known source of this name; with a format, one that is made for it."""
        if not options["format"]:
            found = Source.objects.filter(name=where).order_by("pk").first()
            if found is None:
                raise CommandError("No source has this name; a new one takes --format.")
            return found
        author = User.objects.filter(email=(options["author"] or "").lower()).first()
        if author is None:
            raise CommandError("--as names nobody with an account.")
        company = None
        if options["company"]:
            company = Company.objects.filter(slug=options["company"]).first()
            if company is None:
                raise CommandError("--company names no company.")
        name = (options["name"] or Path(where).stem)[:60]
        known = {"author": author} if company is None else {"company": company}
        source, _made = Source.objects.get_or_create(
            **known,
            kind=options["format"],
            name=name,
            defaults={"author": author, "url": "" if is_file else where},
        )
        return source

    def tell(self, done: int, count: int) -> None:
        """A count that stays on its line on a terminal, and now and then elsewhere."""
        if sys.stderr.isatty() or done == count or done % 500 == 0:
            ending = "\r" if sys.stderr.isatty() and done < count else "\n"
            self.stderr.write(f"{done:,} of {count:,}", ending=ending)

    def say(self, report: Report, *, dry_run: bool) -> None:
        if dry_run:
            self.stdout.write("Dry run: nothing was changed.")
        for name, count in report.counts.items():
            self.stdout.write(f"{name}: {count}")
        self.stdout.write(f"skipped: {len(report.skipped)}")
        for one in report.skipped[:REASONS_SHOWN]:
            self.stdout.write(f"  {one.name}: {one.reason}")
