"""Django's migrate, which gives up on a busy table and tries again.

A migration that waits for a lock makes everybody behind it wait too. So it
waits for a fraction of a second only, steps aside, and comes back.
"""

import random
import time
from typing import Any

from django.core.management.commands.migrate import Command as MigrateCommand
from django.db import OperationalError, connections
from psycopg.errors import LockNotAvailable

LOCK_TIMEOUT = "500ms"
TRIES = 40


class Command(MigrateCommand):
    def handle(self, *args: Any, **options: Any) -> Any:
        connection = connections[options["database"]]
        for left in reversed(range(TRIES)):
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = %s", [LOCK_TIMEOUT])
                cursor.execute("SET statement_timeout = 0")
            try:
                return super().handle(*args, **options)
            except OperationalError as error:
                if not left or not isinstance(error.__cause__, LockNotAvailable):
                    raise
                self.stderr.write("A table is busy; trying again.")
                connection.close()
                time.sleep(random.uniform(0.5, 2))  # noqa: S311
        return None
