"""Uploaded documents: each is what it says and harms nobody, or is refused.

The check runs in a process of its own with limits on time and memory
(`jobboard/file_check.py`), within the request: a file that is made to eat a
parser eats that process, and nothing is stored before it has passed.
"""

import hashlib
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

import structlog
from django.core.files import File
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

log = structlog.get_logger("files")

SIZE_MAX = 5 * 1024 * 1024
SECONDS = 5
PROGRAM = Path(__file__).with_name("file_check.py")
NAME_LENGTH = 120

WORDS = {
    "empty": _("This file is empty. Choose another one."),
    "too_large": _("This file is larger than 5 MB. Make it smaller, or send a PDF."),
    "unknown": _("This is neither a PDF nor a DOCX nor an ODT document."),
    "extension": _(
        "The name of this file says one kind and its content is another. Save it"
        " again as a PDF."
    ),
    "broken": _("This file is damaged and cannot be opened. Save it again as a PDF."),
    "encrypted": _("This file is protected. Save it without a password."),
    "active": _(
        "This file holds scripts, macros or actions. Save it again as a plain PDF."
    ),
    "attached": _("This file has other files inside. Save it again as a plain PDF."),
    "two_in_one": _("This file is two kinds of file in one. Save it again as a PDF."),
    "too_long": _("This document has more than 50 pages. Send the ones that matter."),
    "too_much": _("This file takes too long to open. Save it again as a plain PDF."),
}


class FileRefused(Exception):
    """The file is not kept; `code` says why, and `words` says it to the person."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def words(self) -> StrPromise:
        return WORDS[self.code]


@dataclass(frozen=True)
class Document:
    """A file that was checked: its content, and what was found out about it."""

    content: bytes
    name: str
    kind: str
    pages: int | None
    sha256: str


def checked(upload: File[bytes]) -> Document:
    """The upload as a document that may be kept; FileRefused where it may not."""
    size = upload.size or 0
    if size == 0:
        raise FileRefused("empty")
    if size > SIZE_MAX:
        raise FileRefused("too_large")
    content = upload.read()
    name = clean_name(upload.name or "")
    found = inspect(content)
    kind = found.get("kind", "")
    if "refused" in found:
        refuse(found["refused"])
    if PurePath(name).suffix.lower() != f".{kind}":
        refuse("extension")
    return Document(
        content=content,
        name=name,
        kind=kind,
        pages=found.get("pages"),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def refuse(code: str) -> None:
    log.info("file refused", code=code)
    raise FileRefused(code)


def inspect(content: bytes) -> dict[str, Any]:
    """What the process with limits finds: {kind, pages} or {refused}."""
    try:
        done = subprocess.run(  # noqa: S603 (our own program, fed by a pipe)
            [sys.executable, "-I", str(PROGRAM)],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired:
        return {"refused": "too_much"}
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        # It was ended by one of its limits.
        return {"refused": "too_much"}
    return found


def clean_name(name: str) -> str:
    """The file's own name without folders and without what a header cannot carry."""
    last = PurePath(name.replace("\\", "/")).name
    kept = "".join(c for c in last if c.isprintable() and c not in '";/\\')
    stem, dot, suffix = kept.rpartition(".")
    return f"{stem[: NAME_LENGTH - len(suffix) - 1]}{dot}{suffix}" if dot else kept
