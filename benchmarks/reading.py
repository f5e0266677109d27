"""`python -m benchmarks.reading`: how well ads are read, and duplicates found."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobboard.settings")


def main() -> None:
    import django  # noqa: PLC0415

    django.setup()
    from benchmarks import duplicates, extraction  # noqa: PLC0415
    from benchmarks.__main__ import say  # noqa: PLC0415

    extraction.report(say)
    duplicates.report(say)


if __name__ == "__main__":
    main()
