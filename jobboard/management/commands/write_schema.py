"""Write docs/openapi.json anew; a change that would break clients is refused."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.validation import validate_schema

from jobboard.rest.compatibility import breaks
from jobboard.rest.schema import document

FILE: Path = settings.BASE_DIR / "docs" / "openapi.json"


class Command(BaseCommand):
    help = "Write the document of the API to docs/openapi.json."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--breaking", action="store_true", help="write it although clients break"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        new = json.loads(document())
        validate_schema(new)  # type: ignore[no-untyped-call]
        if GENERATOR_STATS:
            GENERATOR_STATS.emit_summary()
            raise CommandError("The document is not complete.")
        if FILE.exists() and not options["breaking"]:
            found = breaks(json.loads(FILE.read_text(encoding="utf-8")), new)
            if found:
                raise CommandError("Clients would break:\n" + "\n".join(found))
        FILE.write_text(written(new), encoding="utf-8")
        self.stdout.write(f"{FILE.name}: {len(new['paths'])} addresses")


def written(document: dict[str, Any]) -> str:
    """The document as it is committed: a line for each member, for small diffs."""
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"
