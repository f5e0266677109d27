"""Where a job was first published, where the ad says so."""

import re
from dataclasses import dataclass

from postings.extraction.outline import Ad, Mark

SAID = re.compile(
    r"(?:originally (?:posted|published) (?:on|at|in)|originalmente publicad[oa] (?:em|en|no"
    r"|na)|publicad[oa] originalmente (?:em|en|no|na)|first published (?:on|at)"
    r"|^(?:source|fonte|fuente) ?:) ?:? *"
)
NAME = re.compile(r"[^\n:|(]{2,60}")
ADDRESS = re.compile(r"https?://[^\s<>\"')\]]{3,900}")
# As they write themselves; others stay as the ad has them.
NAMES = {"linkedin": "LinkedIn", "github": "GitHub", "glassdoor": "Glassdoor"}


@dataclass(frozen=True)
class Origin:
    """The name of the board or site, and the job's address there, if it is given."""

    name: str
    url: str = ""


def origin_of(ad: Ad) -> Mark[Origin] | None:
    """The origin; None where no words say that the ad comes from elsewhere."""
    said = re.compile(SAID.pattern, re.MULTILINE).search(ad.plain)
    name = said and NAME.match(ad.text, said.end())
    if not (said and name):
        return None
    words = name[0].strip(" .,-–")
    line_end = ad.text.find("\n", said.end())
    address = ADDRESS.search(
        ad.text, said.end(), line_end if line_end > 0 else len(ad.text)
    )
    if words.startswith("http") or not words:
        return None
    url = address[0].rstrip(".,;") if address else ""
    known = NAMES.get(words.lower(), words)
    return Mark(Origin(known, url), said.start(), name.end())
