"""Resolve region rules again, after the table of regions has changed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from jobboard.ids import encode
from postings import regions
from postings.models import Posting, PostingDocument

BATCH = 1000


class Command(BaseCommand):
    help = (
        "List postings whose countries differ under today's table; --apply writes them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--apply", action="store_true", help="write the differences"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        old = Posting.objects.exclude(region_version=regions.VERSION).order_by("pk")
        looked_at = differ = 0
        while batch := list(old.filter(pk__gt=looked_at)[:BATCH]):
            for posting in batch:
                differ += self.compare(posting, apply=options["apply"])
            looked_at = batch[-1].pk
        self.stdout.write(f"{differ} postings differ")

    def compare(self, posting: Posting, *, apply: bool) -> bool:
        """Whether the countries differ. What follows from a rule bumps no version."""
        rule = (posting.region_includes, posting.region_excludes)
        now = sorted(regions.resolve(*rule))
        gone, come = (
            set(posting.countries) - set(now),
            set(now) - set(posting.countries),
        )
        if apply:
            values = {"countries": now, "region_version": regions.VERSION}
            with transaction.atomic():
                Posting.objects.filter(pk=posting.pk).update(**values)
                PostingDocument.objects.keep([posting.pk])
        if not gone and not come:
            return False
        changes = [f"-{code}" for code in sorted(gone)]
        changes += [f"+{code}" for code in sorted(come)]
        self.stdout.write(f"{encode(posting.pk)} {posting.title}: {' '.join(changes)}")
        return True
