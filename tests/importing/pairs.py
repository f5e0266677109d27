"""Labelled pairs of postings: one of the demo board's, and what was made of it.

`pairs.tsv` names a posting, an edit and whether a person would say that both are the
same job. Edits are what happens to ads on their way from board to board.
"""

import html
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from postings.importing.deduplication import Print, pairs_among, print_of
from tests.extraction.scoring import Score

PAIRS = Path(__file__).with_name("pairs.tsv")
DEMO = Path(__file__).parents[2] / "postings" / "data" / "demo"
FOOTER = (
    "\n\nWe welcome everybody, whatever their age, origin, faith or body. Tell us what"
    " you need for the interview, and we will arrange it.\n"
)
TEAM = (
    "\n\nYou would join another team: it looks after the warehouse robots, writes most"
    " of its code for small machines, and spends two days a week beside them. You would"
    " calibrate cameras, replay a night's logs, and explain to the people on the floor"
    " why a robot stopped. Nobody else in the company does this work, and the tools for"
    " it are still being built. Knowledge of sensors helps; patience helps more.\n"
)


@dataclass(frozen=True)
class Ad:
    """What deduplication looks at."""

    title: str
    text: str
    company: str


@dataclass(frozen=True)
class Pair:
    """Two ads, and whether they are the same job."""

    name: str
    one: Ad
    other: Ad
    is_same: bool


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?]) ", text)


def as_html(ad: Ad) -> Ad:
    paragraphs = ad.text.split("\n\n")
    text = "".join(f"<p>{html.escape(part)}</p>" for part in paragraphs)
    return replace(ad, text=text)


def as_markdown(ad: Ad) -> Ad:
    return replace(ad, text=re.sub(r"([.+\-])", r"\\\1", ad.text.replace("## ", "**")))


def reworded(ad: Ad) -> Ad:
    """Every fortieth word is another one."""
    words = ad.text.split(" ")
    changed = ["really" if n % 40 == 20 else word for n, word in enumerate(words)]
    return replace(ad, text=" ".join(changed))


def reordered(ad: Ad) -> Ad:
    parts = ad.text.split("\n\n")
    return replace(ad, text="\n\n".join([*parts[1:], parts[0]]))


def abbreviated(ad: Ad) -> Ad:
    shorter = {"Senior": "Sr.", "Sênior": "Sr", "Júnior": "Jr", "Junior": "Jr."}
    title = ad.title
    for long, short in shorter.items():
        title = title.replace(long, short)
    return replace(ad, title=f"{title} (Remote)")


def other_level(ad: Ad) -> Ad:
    title = re.sub(
        r"\s*\b(Senior|Sênior|Júnior|Junior|Pleno|Staff|Principal|Lead)\b", "", ad.title
    )
    level = "Junior" if "enior" in ad.title or "ênior" in ad.title else "Senior"
    return replace(ad, title=f"{level} {title.strip()}")


def half_and_team(ad: Ad) -> Ad:
    parts = ad.text.split("\n\n")
    return replace(ad, text="\n\n".join(parts[: max(1, len(parts) // 3)]) + TEAM)


EDITS: dict[str, Callable[[Ad], Ad]] = {
    "html": as_html,
    "markdown": as_markdown,
    "capitals": lambda ad: replace(ad, title=ad.title.upper()),
    "shortened": lambda ad: replace(ad, text=" ".join(sentences(ad.text)[:-2])),
    "footer": lambda ad: replace(ad, text=ad.text + FOOTER),
    "reworded": reworded,
    "reordered": reordered,
    "no company": lambda ad: replace(ad, company=""),
    "abbreviated": abbreviated,
    "other title": lambda ad: replace(ad, title="Warehouse Robotics Technician"),
    "other level": other_level,
    "other company": lambda ad: replace(ad, company="Rival Sistemas"),
    "other team": half_and_team,
}


def ads() -> dict[str, Ad]:
    found = {}
    for path in sorted(DEMO.glob("*.md")):
        _, head, text = path.read_text(encoding="utf-8").split("+++\n", 2)
        facts = tomllib.loads(head)
        company = facts.get("company", f"Company of {path.stem}")
        found[path.name[:3]] = Ad(facts["title"], text, company)
    return found


def pairs() -> Iterator[Pair]:
    known = ads()
    names = sorted(known)
    for row in PAIRS.read_text(encoding="utf-8").splitlines():
        name, edit, label = row.split("\t")
        one = known[name]
        if edit == "other ad":
            following = known[names[(names.index(name) + 1) % len(names)]]
            other = replace(following, company=one.company)
        else:
            other = EDITS[edit](one)
        yield Pair(f"{name} {edit}", one, other, label == "same")


def print_for(ad: Ad) -> Print:
    return print_of(ad.title, ad.text, ad.company)


def score() -> Score:
    """How the pairs are told apart; an edit that is not seen through is a miss."""
    found = Score()
    for pair in pairs():
        two = {1: print_for(pair.one), 2: print_for(pair.other)}
        told = {"same"} if any(pairs_among(two)) else set()
        found.add(pair.name, {"same"} if pair.is_same else set(), told)
    return found
