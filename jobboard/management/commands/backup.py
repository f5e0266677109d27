"""Write a backup of the database and the files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jobboard.backups import BackupError, forget_old, make_backup

KEPT_DAYS = 30


class Command(BaseCommand):
    help = "Write a backup of the database and the files into a folder."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        words = "remove backups that are older; 0 keeps all"
        parser.add_argument("--keep-days", type=int, default=KEPT_DAYS, help=words)

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            made = make_backup(folder)
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        if options["keep_days"]:
            forget_old(folder, days=options["keep_days"])
        self.stdout.write(str(made))
