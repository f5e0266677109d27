#!/usr/bin/env python3
"""Django's commands, on the board's own database without any set-up by hand."""

import os
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent
PYTHON = PROJECT / ".local" / "venv" / "bin" / "python"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobboard.settings")
    try:
        from django.core.management import execute_from_command_line  # noqa: PLC0415
    except ImportError:
        if not PYTHON.exists() or Path(sys.prefix) == PYTHON.parent.parent:
            sys.exit("Run `make run` or `make test` once: it installs everything.")
        os.execv(PYTHON, [str(PYTHON), *sys.argv])
    from jobboard.stack.commands import servers_for  # noqa: PLC0415

    with servers_for(sys.argv[1:]):
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
