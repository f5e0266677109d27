"""Write the day's dump of open postings now."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from postings.publishing.dumps import make_dump


class Command(BaseCommand):
    help = "Write the dump of all open postings, in place of one of the same day."

    def handle(self, *args: Any, **options: Any) -> None:
        dump = make_dump(timezone.now().date())
        self.stdout.write(f"{dump.name}: {dump.count} postings, {dump.size} bytes")
