"""Look into one document on standard input, and say what it is (a program).

Prints {"kind", "pages"} or {"refused": code} as JSON. It gives itself limits first,
knows nothing of the board, and touches neither disk nor network.
"""

import io
import json
import re
import resource
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.parsers import expat

MEMORY = 200 * 1024 * 1024
CPU_SECONDS = 2
PAGES_MAX = 50
OBJECTS_MAX = 100_000
ENTRIES_MAX = 1_000
UNPACKED_MAX = 50 * 1024 * 1024
RATIO_MAX = 200
RATIO_FROM = 1024 * 1024

PDF, ZIP = b"%PDF-", b"PK\x03\x04"
ZIP_END = b"PK\x05\x06"
MARKUP = re.compile(rb"<(!doctype|html|script|svg|\?php)", re.IGNORECASE)
# What makes a PDF do something, or carry something else.
PDF_ACTIVE = {"/JS", "/JavaScript", "/AA", "/XFA", "/RichMedia", "/Launch", "/Movie"}
PDF_ATTACHED = {"/EmbeddedFile", "/EmbeddedFiles", "/EF", "/Collection"}
PDF_ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToR",
    "/GoToE",
    "/Rendition",
    "/Movie",
    "/Sound",
    "/ResetForm",
    "/Hide",
    "/Thread",
    "/RichMediaExecute",
}
OFFICE_ACTIVE = re.compile(
    r"(^|/)(vba\w*\.bin|vbadata\.xml|activex/|basic/|scripts/|macrosheets/|ctrlprops/)",
    re.IGNORECASE,
)
OFFICE_ATTACHED = re.compile(
    r"(^|/)(embeddings/|object ?\d+/|package/)|\.(bin|ole|exe)$"
)
DOCX_MAIN = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
)
# Fields that fetch or start something when the document is opened.
FIELD = re.compile(
    rb"(<w:instrText[^>]*>|w:instr=\")[^<\"]*\b(DDE|DDEAUTO|INCLUDE(TEXT|PICTURE))\b"
)
OUTSIDE = re.compile(r"TargetMode\s*=\s*[\"']External", re.IGNORECASE)
HARMLESS = re.compile(
    r"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']|Target\s*=\s*[\"']file:///[a-z]:",
    re.IGNORECASE,
)
ODT_TYPE = b"application/vnd.oasis.opendocument.text"


UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
)


class Refused(Exception):
    """The document may not be kept; the argument is the code."""


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    data = sys.stdin.buffer.read()
    try:
        found = look(data)
    except Refused as refusal:
        found = {"refused": str(refusal)}
    except MemoryError:
        found = {"refused": "too_much"}
    sys.stdout.write(json.dumps(found))


def look(data: bytes) -> dict[str, object]:
    if data.startswith(PDF):
        # The parser of PDF is loaded before its memory is counted.
        import pikepdf  # noqa: PLC0415

        limit_memory()
        return look_into_pdf(data, pikepdf)
    limit_memory()
    if data.startswith(ZIP):
        return look_into_zip(data)
    raise Refused("unknown")


def limit_memory() -> None:
    """Allow so much more than what the program itself takes."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        # Not every system counts address space; the limit on time holds everywhere.
        return
    pages = int(statm.read_text().split()[0])
    taken = pages * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + MEMORY, taken + MEMORY))


def look_into_pdf(data: bytes, pikepdf) -> dict[str, object]:  # type: ignore[no-untyped-def]
    if ZIP_END in data[-66_000:] or MARKUP.search(data[:1024]):
        raise Refused("two_in_one")
    _before, mark, after = data.rpartition(b"%%EOF")
    if not mark or after.strip(b"\r\n\0 "):
        raise Refused("two_in_one" if mark else "broken")
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise Refused("encrypted")
            pages = len(pdf.pages)
            look_at_objects(pdf, pikepdf)
    except pikepdf.PasswordError as error:
        raise Refused("encrypted") from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise Refused("broken") from error
    if not pages:
        raise Refused("broken")
    if pages > PAGES_MAX:
        raise Refused("too_long")
    return {"kind": "pdf", "pages": pages}


def look_at_objects(pdf, pikepdf) -> None:  # type: ignore[no-untyped-def]
    """Every object of the document, wherever it hides."""
    waiting = [*pdf.objects, pdf.trailer]
    seen = 0
    while waiting:
        seen += 1
        if seen > OBJECTS_MAX:
            raise Refused("too_much")
        found = waiting.pop()
        if isinstance(found, pikepdf.Array):
            waiting += [item for item in found if inner(item, pikepdf)]
        elif isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
            look_at_keys(found)
            keys = found.keys() - {"/Parent"}
            waiting += [found[key] for key in keys if inner(found[key], pikepdf)]


def inner(item, pikepdf) -> bool:  # type: ignore[no-untyped-def]
    """Whether it is written inside of another; what stands alone is seen anyway."""
    kinds = (pikepdf.Array, pikepdf.Dictionary)
    return isinstance(item, kinds) and not item.is_indirect


def look_at_keys(found) -> None:  # type: ignore[no-untyped-def]
    keys = set(found.keys())
    if keys & PDF_ATTACHED:
        raise Refused("attached")
    if keys & PDF_ACTIVE:
        raise Refused("active")
    if "/S" in keys and str(found["/S"]) in PDF_ACTIONS:
        raise Refused("active")
    if str(found.get("/Type", "")) in PDF_ATTACHED:
        raise Refused("attached")


def look_into_zip(data: bytes) -> dict[str, object]:
    end = data.rfind(ZIP_END)
    if end < 0:
        raise Refused("broken")
    if end + 22 != len(data) or PDF in data[:1024]:
        raise Refused("two_in_one")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            check_entries(entries, data)
            names = {entry.filename for entry in entries}
            parts = dict(unpacked(archive, entries))
    except UNREADABLE as error:
        raise Refused("broken") from error
    for name, part in parts.items():
        if name.lower().endswith((".xml", ".rels", ".rdf")):
            look_into_xml(part)
    return look_into_office(names, parts)


def check_entries(entries: list[zipfile.ZipInfo], data: bytes) -> None:
    """What the directory says must be safe before anything is unpacked."""
    names = [entry.filename for entry in entries]
    if not entries or len(entries) > ENTRIES_MAX or len(set(names)) != len(names):
        raise Refused("broken")
    spans = sorted(
        (e.header_offset, e.header_offset + 30 + e.compress_size) for e in entries
    )
    if spans[0][0] != 0:
        raise Refused("two_in_one")
    if any(end > begin for (_, end), (begin, _) in pairwise(spans)):
        raise Refused("too_much")
    if sum(entry.file_size for entry in entries) > UNPACKED_MAX:
        raise Refused("too_much")
    for entry in entries:
        check_entry(entry)


def check_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 0x1:
        raise Refused("encrypted")
    path = entry.orig_filename.replace("\\", "/")
    parts = path.split("/")
    if path.startswith("/") or ".." in parts or ":" in parts[0] or "\0" in path:
        raise Refused("broken")
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Refused("broken")
    packed = max(entry.compress_size, 1)
    if entry.file_size > RATIO_FROM and entry.file_size / packed > RATIO_MAX:
        raise Refused("too_much")


def unpacked(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]
) -> Iterator[tuple[str, bytes]]:
    """Each part, never more of it than its directory entry had promised."""
    for entry in entries:
        with archive.open(entry) as part:
            content = part.read(entry.file_size + 1)
            if len(content) > entry.file_size:
                raise Refused("too_much")
            yield entry.filename, content


def look_into_xml(part: bytes) -> None:
    """Well-formed, and without a document type, in which entities could be declared."""
    parser = expat.ParserCreate()

    def refuse(*_args: object) -> None:
        raise Refused("active")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(part, True)  # noqa: FBT003 (the only way)
    except expat.ExpatError as error:
        raise Refused("broken") from error


def look_into_office(names: set[str], parts: dict[str, bytes]) -> dict[str, object]:
    for name in names:
        if OFFICE_ACTIVE.search(name):
            raise Refused("active")
        if OFFICE_ATTACHED.search(name.lower()):
            raise Refused("attached")
    if parts.get("mimetype") is not None:
        return look_into_odt(parts)
    return look_into_docx(parts)


def look_into_odt(parts: dict[str, bytes]) -> dict[str, object]:
    if parts["mimetype"].strip() != ODT_TYPE or "content.xml" not in parts:
        raise Refused("unknown")
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise Refused("encrypted")
    if re.search(
        rb"<(office:scripts>\s*<|script:event|draw:object)", parts["content.xml"]
    ):
        raise Refused("active")
    return {"kind": "odt"}


def look_into_docx(parts: dict[str, bytes]) -> dict[str, object]:
    types = parts.get("[Content_Types].xml", b"").decode("utf-8", "replace")
    if "macroEnabled" in types or "vbaProject" in types:
        raise Refused("active")
    if DOCX_MAIN not in types or "word/document.xml" not in parts:
        raise Refused("unknown")
    for name, part in parts.items():
        if name.endswith(".rels"):
            look_at_relations(part.decode("utf-8", "replace"))
    if FIELD.search(parts["word/document.xml"]):
        raise Refused("active")
    return {"kind": "docx"}


def look_at_relations(text: str) -> None:
    """Links and templates on the writer's disk may lead out; nothing is fetched."""
    for relation in re.findall(r"<Relationship\b[^>]*>", text):
        if OUTSIDE.search(relation) and not HARMLESS.search(relation):
            raise Refused("active")


if __name__ == "__main__":
    main()
