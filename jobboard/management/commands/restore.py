"""Bring a backup into an empty database and an empty folder of files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jobboard.backups import BackupError, restore_backup


class Command(BaseCommand):
    help = "Bring a backup into an empty database and an empty folder of files."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("backup", type=Path, help="what `backup` printed")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            restore_backup(options["backup"])
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Restored. Start the processes, and ask /readyz.")
