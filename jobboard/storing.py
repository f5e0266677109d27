"""Where files stand: in a folder of this host, or in a bucket that several hosts share.

Nothing else knows which of them it is. The bucket is private, and no address of it is
given to anybody: files go out through the board, which asks who may have them.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import Storage

PRIVATE = "private"
CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 3, 10, 3
MISSING = "S3_BUCKET needs more packages: install requirements-extras.txt."


def stores(root: Path, *, bucket: str, endpoint: str) -> dict[str, dict[str, Any]]:
    """The storages `default` and `private`, the second a part of the first.

    bucket: its name; empty for a folder at `root`. endpoint: the address of whoever
    speaks S3; empty for Amazon. Raises ImproperlyConfigured where packages are missing.
    """
    if bucket:
        return {
            "default": in_bucket(bucket, endpoint, location=""),
            "private": in_bucket(bucket, endpoint, location=PRIVATE),
        }
    backend = "django.core.files.storage.FileSystemStorage"
    return {
        "default": {"BACKEND": backend},
        # CVs: outside of the web root, without an address, for this user alone.
        "private": {
            "BACKEND": backend,
            "OPTIONS": {
                "location": root / PRIVATE,
                "base_url": None,
                "file_permissions_mode": 0o600,
                "directory_permissions_mode": 0o700,
            },
        },
    }


def in_bucket(bucket: str, endpoint: str, *, location: str) -> dict[str, Any]:
    # Not installed where nobody named a bucket.
    try:
        from botocore.config import Config  # noqa: PLC0415
    except ImportError as error:
        raise ImproperlyConfigured(MISSING) from error
    # Others than Amazon seldom answer under a host name for each bucket.
    style = {"addressing_style": "path"} if endpoint else None
    client = Config(
        s3=style,
        signature_version="s3v4",
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        retries={"total_max_attempts": ATTEMPTS},
    )
    options = {
        "bucket_name": bucket,
        "endpoint_url": endpoint or None,
        "location": location,
        "default_acl": None,
        "file_overwrite": False,
        "client_config": client,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def names_below(storage: Storage, folder: str = "") -> Iterator[str]:
    """Every file below the folder, or of the whole storage."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    start = f"{folder}/" if folder else ""
    yield from (f"{start}{name}" for name in files)
    for inner in folders:
        yield from names_below(storage, f"{start}{inner}")
