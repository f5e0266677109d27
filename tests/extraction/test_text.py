"""Any ad becomes plain lines, and every letter keeps its place in the source."""

import pytest

from postings.extraction.text import fold, read


def lines(source: str) -> list[str]:
    return [line for line in read(source).text.split("\n") if line]


def test_html_becomes_lines_and_points():
    html = "<h2>Team</h2><p>Small.<br>Old.</p><ul><li>Go<li>Rust</ul>"
    assert lines(html) == ["Team", "Small.", "Old.", "- Go", "- Rust"]


def test_html_that_was_escaped_once_more_reads_the_same():
    html = "&lt;p&gt;Medell&amp;iacute;n&amp;nbsp;&amp;amp; Cali&lt;/p&gt;"
    assert lines(html) == ["Medellín & Cali"]


def test_cells_of_a_row_read_like_a_field():
    html = "<table><tr><th>Pay</th><td>R$ 5.000</td></tr></table>"
    assert lines(html) == ["Pay: R$ 5.000"]


@pytest.mark.parametrize(
    "html",
    [
        "<p>Go</p><script>Salary: $9</script>",
        "<style>p{}</style><p>Go</p>",
        "<p>Go</p><!-- Rust --><a href='https://x.example/",
        "<p onclick='x'>Go</p><script>never closed",
    ],
)
def test_what_a_browser_does_not_show_is_not_read(html):
    assert lines(html) == ["Go"]


def test_line_breaks_of_html_are_blanks():
    assert lines("<p>five\nyears</p>") == ["five years"]


def test_markdown_loses_its_escapes_and_marks():
    markdown = "# Who\n**Experience:** 7\\+ years\n* Go\n1. Rust"
    assert lines(markdown) == ["Who", "Experience: 7+ years", "- Go", "- Rust"]


def test_bold_labels_in_one_line_become_lines():
    glued = "**Location:** Lima **English:** C1 **Requirements** * Go * Rust"
    assert lines(glued) == [
        "Location: Lima",
        "English: C1",
        "Requirements:",
        "- Go",
        "- Rust",
    ]


def test_blocks_that_were_glued_together_come_apart():
    glued = (
        "DevOps EngineerLocation: LimaType: Full-timeRequirements:GitHub ActionsDocker"
    )
    assert lines(glued) == [
        "DevOps Engineer",
        "Location: Lima",
        "Type: Full-time",
        "Requirements:GitHub Actions",
        "Docker",
    ]


def test_invisible_letters_and_loose_accents_do_not_count():
    assert lines("Re\u200bmoto na\u0303o\u00a0sei") == ["Remoto não sei"]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Pay: <b>US$</b>&nbsp;5,000</p>", "US$ 5,000"),
        ("**Experience:** 7\\+ years", "7+ years"),
        ("one &amp; two\n\n* three", "three"),
    ],
)
def test_a_range_of_the_plain_text_has_its_range_in_the_source(source, words):
    traced = read(source)
    begin = traced.text.index(words)
    first, last = traced.source(begin, begin + len(words))
    assert lines(source[first:last])[-1] == words


def test_what_is_beyond_the_limit_is_not_read():
    assert len(read("a" * 70_000).text) == 60_000


def test_folding_keeps_the_length():
    odd = "İstanbul ÇÃÉ ﬁ Straße ’"
    assert len(fold(odd)) == len(odd)
    assert fold("Híbrido ÇÃO") == "hibrido cao"
