"""Fill a development board with people, companies and postings."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from postings.management.demo import make_cast, stories, tell
from postings.models import Posting


class Command(BaseCommand):
    help = "Make the demo accounts and postings, once; refused outside development."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("Demo accounts have a known password: DEBUG only.")
        cast = make_cast()
        if Posting.objects.exists():
            return
        with transaction.atomic():
            told = [tell(story, cast) for story in stories()]
        self.stdout.write(f"{len(told)} postings written")
