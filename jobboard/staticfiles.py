"""Static files of a live board: one stylesheet, hashed names, compressed.

The source keeps one file for each component and imports them into cascade layers;
a browser would fetch them one after the other. Here the imports are written out.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from whitenoise.storage import CompressedManifestStaticFilesStorage

ROOTS = ("css/app.css", "css/admin.css")
IMPORT = re.compile(r'@import "(?P<path>[\w./-]+)"(?: layer\((?P<layer>\w+)\))?;')


def bundle(source: Path) -> str:
    """The stylesheet with every import in its place, each in its layer."""

    def inlined(found: re.Match[str]) -> str:
        text = (source.parent / found["path"]).read_text(encoding="utf-8")
        return f"@layer {found['layer']} {{\n{text}}}" if found["layer"] else text

    return IMPORT.sub(inlined, source.read_text(encoding="utf-8"))


class BundlingStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """WhiteNoise's storage, with the stylesheets bundled before they are hashed."""

    def post_process(self, paths: Any, *args: Any, **options: Any) -> Iterator[Any]:
        for root in ROOTS:
            source = finders.find(root)
            if root in paths and source:
                whole = bundle(Path(source))
                Path(self.path(root)).write_text(whole, encoding="utf-8")
                # What follows reads the bundle, not the source.
                paths[root] = (self, root)
        yield from super().post_process(paths, *args, **options)
