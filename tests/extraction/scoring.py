"""The labelled ads, and how what was extracted from them compares."""

import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

from postings.extraction.ads import Extraction, extract
from postings.extraction.gazetteer import cities
from postings.extraction.levels import levels_in
from postings.extraction.outline import Ad
from postings.extraction.places import read_place
from postings.extraction.text import fold, read
from postings.extraction.titles import clean_title
from postings.extraction.wages import Wage, wage_of

HERE = Path(__file__).parent
COLLECTION = "SHARED_DATA"
Facts = dict[str, set[str]]


@dataclass(frozen=True)
class LabelledAd:
    """An ad, and the facts that a person reads in it."""

    name: str
    text: str
    labels: dict[str, str]

    @property
    def language(self) -> str:
        return self.name[:2]


@dataclass
class Score:
    """How many values were found rightly, wrongly, and not at all; and where."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        found = self.right + self.wrong
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        stated = self.right + self.missed
        return self.right / stated if stated else 1.0

    def add(self, where: str, expected: set[str], found: set[str]) -> None:
        self.right += len(expected & found)
        self.wrong += len(found - expected)
        self.missed += len(expected - found)
        if expected != found:
            self.misses.append(
                f"{where}: found {sorted(found)}, stated {sorted(expected)}"
            )


def labelled_ads() -> Iterator[LabelledAd]:
    for path in sorted((HERE / "ads").glob("*.txt")):
        for ad in path.read_text(encoding="utf-8").split("@@ ")[1:]:
            head, _, text = ad.partition("\n\n")
            first, *lines = head.splitlines()
            labels = dict(line.split(": ", 1) for line in lines)
            yield LabelledAd(first.split()[0], text, labels)


def expected_of(ad: LabelledAd) -> Facts:
    """The labels as sets of words, one for each value."""
    labels = ad.labels
    pay = labels.get("pay", "")
    facts = {
        name: set(labels.get(name, "").split())
        for name in ("levels", "contract", "employment", "benefits", "language")
    }
    for name, gap in (("must", ","), ("nice", ","), ("languages", ";")):
        parts = (part.strip() for part in labels.get(name, "").split(gap))
        facts[name] = {part for part in parts if part}
    for name in ("title", "years", "workplace", "source", "hours"):
        facts[name] = {labels[name]} if labels.get(name) else set()
    facts["region"] = set(rule_words(labels.get("region", "")))
    facts["pay"] = {pay if pay == "undisclosed" else full_pay(pay)} if pay else set()
    facts["places"] = set(place_words(labels.get("places", ""), facts["region"]))
    return facts


def rule_words(words: str) -> Iterator[str]:
    """Everything behind the first `-` is excluded."""
    included, _, excluded = words.partition("-")
    yield from included.split()
    yield from (f"-{name}" for name in excluded.replace("-", " ").split())


def place_words(words: str, countries: set[str]) -> Iterator[str]:
    for name in filter(None, (part.strip() for part in words.split(";"))):
        rows = [row for row in cities()[fold(name)] if row.country in countries]
        yield str(rows[0].id)


def full_pay(words: str) -> str:
    """`min-max CURRENCY period basis`, with `?` for what is not stated."""
    bounds, *rest = words.split()
    least, most = (plain(Decimal(part)) if part else "" for part in bounds.split("-"))
    return " ".join([f"{least}-{most}", *rest, *"???"][:4])


def plain(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}"


def pay_words(wage: Wage) -> str:
    named = (part or "?" for part in (wage.currency, wage.period, wage.basis))
    return " ".join([f"{plain(wage.least)}-{plain(wage.most)}", *named])


def found_in(found: Extraction) -> Facts:
    """What was extracted, in the words of the labels."""
    years, rule, hours = found.years, found.region, found.hours
    facts: Facts = {
        "title": {found.title.value} if found.title else set(),
        "language": {found.language} - {""},
        "levels": {one.value for one in found.levels},
        "years": {f"{years.value.least}-{years.value.most or ''}"} if years else set(),
        "workplace": {found.workplace.value} if found.workplace else set(),
        "places": {str(city.value) for city in found.cities},
        "contract": {one.value for one in found.contracts},
        "employment": {one.value for one in found.employment},
        "benefits": {one.value for one in found.benefits},
    }
    facts["region"] = set(rule.value.includes) if rule else set()
    facts["region"] |= {f"-{name}" for name in rule.value.excludes} if rule else set()
    facts["pay"] = {pay_words(found.pay.value)} if found.pay else set()
    facts["pay"] |= {"undisclosed"} if found.pay_is_undisclosed else set()
    for name, required in (("must", True), ("nice", False)):
        needs = (one.value for one in found.skills if one.value.is_required is required)
        facts[name] = {need.name for need in needs}
    facts["languages"] = {
        " ".join(filter(None, (one.code, one.level, "" if one.is_required else "nice")))
        for one in (mark.value for mark in found.languages)
    }
    origin = found.source.value if found.source else None
    facts["source"] = {f"{origin.name} {origin.url}".strip()} if origin else set()
    window = hours.value if hours else None
    if window and window.overlap:
        facts["hours"] = {f"overlap {window.overlap} {window.zone}"}
    elif window:
        facts["hours"] = {f"{window.begins:%H:%M}-{window.ends:%H:%M} {window.zone}"}
    else:
        facts["hours"] = set()
    return facts


@cache
def scores() -> dict[tuple[str, str], Score]:
    """A score for each fact and language, and for each fact over all (`all`)."""
    table: dict[tuple[str, str], Score] = defaultdict(Score)
    for ad in labelled_ads():
        found = found_in(extract(ad.text))
        for fact, values in expected_of(ad).items():
            for language in (ad.language, "all"):
                table[fact, language].add(ad.name, values, found[fact])
    return table


def collection() -> Path | None:
    """The folder of the lines that are not part of the project, where it is at hand."""
    folder = Path(os.environ.get(COLLECTION, ""))
    return folder if os.environ.get(COLLECTION) and folder.is_dir() else None


def labelled_lines(
    folder: Path, file: str, labels: str
) -> Iterator[tuple[str, str, list[str]]]:
    """Language, line and labels, for every line that has one."""
    table = (HERE / "labels" / labels).read_text(encoding="utf-8").splitlines()
    values = {key: rest for key, *rest in (row.split("\t") for row in table)}
    for row in (folder / file).read_text(encoding="utf-8").split("\n"):
        first, _, line = row.partition("\t")
        key = hashlib.sha256(line.encode()).hexdigest()[:16]
        if key in values and values[key] != ["~"]:
            yield first, line, values[key]


def score_lines(
    lines: Iterator[tuple[str, str, list[str]]],
    expected: Callable[[list[str]], set[str]],
    found: Callable[[str, str], set[str]],
) -> Score:
    score = Score()
    for first, line, labels in lines:
        score.add(line, expected(labels), found(first, line))
    return score


def pay_in(language: str, line: str) -> set[str]:
    found = wage_of(Ad(read(line).text), language, [])
    return {pay_words(found.value)} if found else set()


def words_in(labels: list[str]) -> set[str]:
    return set(labels[0].split()) - {"-"}


def title_in(_count: str, line: str) -> set[str]:
    return {hashlib.sha256(clean_title(line).encode()).hexdigest()[:16]}


def levels_of_title(_count: str, line: str) -> set[str]:
    return {mark.value for mark in levels_in(fold(line), 0, len(line))}


def places_in(_count: str, line: str) -> set[str]:
    return set(read_place(line).names)


@cache
def line_scores(folder: Path) -> dict[str, Score]:
    """How well each kind of line of the collection is read."""
    pay = list(labelled_lines(folder, "pay-phrases.tsv", "pay.tsv"))
    titles = list(labelled_lines(folder, "titles-en.tsv", "titles.tsv"))
    found = {
        "pay": score_lines(iter(pay), pay_stated, pay_in),
        "levels": score_lines(iter(titles), words_in, levels_of_title),
        "titles": score_lines(iter(titles), lambda labels: {labels[1]}, title_in),
    }
    for language in ("en", "es", "pt"):
        lines = (line for line in pay if line[0] == language)
        found[f"pay {language}"] = score_lines(lines, pay_stated, pay_in)
    for name in ("ats", "br"):
        places = labelled_lines(folder, f"places-{name}.tsv", f"places_{name}.tsv")
        found[f"places {name}"] = score_lines(places, words_in, places_in)
    return found


def pay_stated(labels: list[str]) -> set[str]:
    return set() if labels[0] == "-" else {full_pay(labels[0])}
