"""Tables for spreadsheets: CSV that opens with its accents, and runs nothing.

A cell that begins like a formula would be one; it gets an apostrophe in front,
which spreadsheets take for "this is text".
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

# Spreadsheets read UTF-8 as such where the file begins with this mark.
BYTE_ORDER_MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
# Wide characters that some spreadsheets read as their narrow twins.
WIDE_FORMULA = ("\uff1d", "\uff0b", "\uff0d", "\uff20")


def safe(cell: object) -> str:
    """The cell as text that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    begins = text.lstrip(" \u00a0")
    is_number = not isinstance(cell, str) and cell is not None
    if is_number or not begins.startswith(FORMULA + WIDE_FORMULA):
        return text
    return f"'{text}"


def lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The table line by line."""
    yield BYTE_ORDER_MARK
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in rows:
        writer.writerow([safe(cell) for cell in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
