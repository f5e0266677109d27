"""Markdown from people can do nothing but look well."""

import pytest

from jobboard.markdown import to_html

PAYLOADS = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "<img src=x onerror=alert(1)>",
    '![x](x"onerror=alert(1))',
    "<svg/onload=alert(1)>",
    "<a href='vbscript:x'>x</a>",
    "<iframe src=//evil.example>",
    "<style>*{display:none}</style>",
    "<p style='position:fixed'>x</p>",
    "</article><script>alert(1)</script>",
    "<math><mtext><script>alert(1)</script></mtext></math>",
    "`<script>`",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_survives(payload):
    html = to_html(payload).lower()
    for bad in (
        "<script",
        "<img",
        "<svg",
        "<iframe",
        "<style",
        '<a href="javascript',
        '<a href="data',
        "<p style",
    ):
        assert bad not in html


def test_what_an_ad_needs_is_kept():
    html = to_html(
        "# Work\n\nA **good** [place](https://acme.example).\n\n- one\n- two"
    )
    assert html == (
        "<h2>Work</h2>\n<p>A <strong>good</strong>"
        ' <a href="https://acme.example" rel="nofollow ugc noopener">place</a>.</p>\n'
        "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"
    )


@pytest.mark.parametrize(
    ("level", "tag"), [(1, "h2"), (2, "h2"), (3, "h3"), (4, "h4"), (6, "h4")]
)
def test_headings_begin_below_the_page(level, tag):
    assert to_html("#" * level + " Title") == f"<{tag}>Title</{tag}>\n"


def test_hostile_nesting_is_quick():
    assert to_html(">" * 5_000 + " deep") is not None
    assert to_html("[" * 20_000) is not None
