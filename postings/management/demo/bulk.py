"""Postings by the hundred thousand, to see how the board behaves when it is full.

Words, skills, pay, places and dates follow the laws that real ones follow: a few
are everywhere, most are rare (Zipf). The n-th posting is always the same one, so a
run that was interrupted goes on where it was.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import accumulate
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from accounts.models import Company
from jobboard.markdown import RENDERER_VERSION
from postings import regions
from postings.lifecycle.facts import in_dollars
from postings.models import (
    Place,
    Posting,
    PostingDocument,
    PostingLanguageNeed,
    PostingPlace,
    PostingSkill,
    Rate,
    Skill,
    Status,
)
from postings.vocabulary import Benefit, Contract, Employment, Level, Workplace

MARK = "bulk-"
BATCH = 5_000
WORDS_KNOWN = 20_000
WORDS_IN_TEXT = 160
DAYS = 90
SYLLABLES = [
    "ba",
    "be",
    "bi",
    "bo",
    "ca",
    "ce",
    "ci",
    "co",
    "da",
    "de",
    "di",
    "do",
    "fa",
    "fe",
    "fi",
    "fo",
    "ga",
    "ge",
    "gi",
    "go",
    "la",
    "le",
    "li",
    "lo",
    "ma",
    "me",
    "mi",
    "mo",
    "na",
    "ne",
    "ni",
    "no",
    "pa",
    "pe",
    "pi",
    "po",
    "ra",
    "re",
    "ri",
    "ro",
    "sa",
    "se",
    "si",
    "so",
    "ta",
    "te",
    "ti",
    "to",
    "va",
    "ve",
    "vi",
    "vo",
]
TITLES = ("Engineer", "Developer", "Analyst", "Architect", "Specialist", "Consultant")
RULES: tuple[tuple[list[str], list[str]], ...] = (
    (["latam"], []),
    (["BR"], []),
    (["CO", "PE", "EC"], []),
    (["americas"], ["CU"]),
    (["worldwide"], []),
    (["MX"], []),
    ([], []),
    (["AR", "UY"], []),
    (["south_america"], []),
    (["US"], []),
)
PAY = (
    ("USD", "month", 1500, 9000, 50),
    ("BRL", "month", 4000, 26000, 100),
    ("USD", "year", 25000, 160000, 500),
    ("COP", "month", 3_000_000, 18_000_000, 50_000),
    ("MXN", "month", 18_000, 110_000, 500),
)
# Each time it is asked for, Django makes the list anew.
LEVELS, EMPLOYMENT = Level.values, Employment.values
CONTRACTS, BENEFITS = Contract.values, Benefit.values


class Zipf:
    """Picks from a list so that the n-th is about 1/n as common as the first."""

    def __init__(self, items: Sequence[Any]) -> None:
        self.items = items
        self.weights = list(accumulate(1 / n for n in range(1, len(items) + 1)))

    def pick(self, dice: random.Random, count: int) -> list[Any]:
        return dice.choices(self.items, cum_weights=self.weights, k=count)

    def distinct(self, dice: random.Random, count: int) -> list[Any]:
        return list(dict.fromkeys(self.pick(dice, count)))


@dataclass(frozen=True)
class Stock:
    """What postings are made of."""

    words: Zipf
    skills: Zipf
    places: Zipf
    companies: Zipf
    rates: dict[str, Decimal]
    now: datetime


@dataclass
class Rows:
    """One batch, ready to be copied."""

    postings: list[dict[str, Any]]
    skills: list[tuple[int, int, bool]]
    languages: list[tuple[int, str, str, bool]]
    places: list[tuple[int, int]]


def take_stock() -> Stock:
    dice = random.Random(1)  # noqa: S311 (demo data)
    words = [
        "".join(dice.choices(SYLLABLES, k=dice.randint(1, 4)))
        for _ in range(WORDS_KNOWN)
    ]
    towns = Place.objects.order_by("-population", "id").values_list("pk", flat=True)
    return Stock(
        words=Zipf(words),
        skills=Zipf(list(Skill.objects.filter(is_listed=True).order_by("slug"))),
        places=Zipf(list(towns[:3000])),
        companies=Zipf(list(Company.objects.order_by("slug"))),
        rates=Rate.objects.newest().per_usd,
        now=timezone.now(),
    )


def fill(count: int, tell: Callable[[int, int], None]) -> None:
    """Bring the number of bulk postings to `count`; `tell(done, count)` as it goes."""
    made = Posting.objects.filter(source_id__startswith=MARK).count()
    stock = take_stock()
    tell(made, count)
    while made < count:
        more = min(BATCH, count - made)
        with transaction.atomic():
            rows = make_rows(range(made, made + more), stock)
            copy_rows(rows)
            PostingDocument.objects.keep([row["id"] for row in rows.postings])
        made += more
        tell(made, count)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def make_rows(numbers: range, stock: Stock) -> Rows:
    rows = Rows([], [], [], [])
    for number in numbers:
        dice = random.Random(number)  # noqa: S311
        key = dice.getrandbits(60) or 1
        rows.postings.append(posting_row(key, number, dice, stock))
        for place, skill in enumerate(stock.skills.distinct(dice, dice.randint(2, 8))):
            rows.skills.append((key, skill.pk, place < 4))
        for code in ("en", "pt", "es"):
            if dice.random() < 0.4:
                level = dice.choice(["B1", "B2", "C1", ""])
                rows.languages.append((key, code, level, dice.random() < 0.8))
        if rows.postings[-1]["workplace"] != Workplace.REMOTE:
            rows.places.append((key, stock.places.pick(dice, 1)[0]))
    return rows


def posting_row(
    key: int, number: int, dice: random.Random, stock: Stock
) -> dict[str, Any]:
    words = stock.words.pick(dice, WORDS_IN_TEXT)
    half = WORDS_IN_TEXT // 2
    paragraphs = [" ".join(words[:half]), " ".join(words[half:])]
    skill = stock.skills.pick(dice, 1)[0].name
    includes, excludes = dice.choice(RULES)
    published = stock.now - timedelta(seconds=dice.expovariate(1) * DAYS * 20_000)
    return {
        "id": key,
        "status": Status.LIVE,
        "company_id": stock.companies.pick(dice, 1)[0].pk,
        "title": f"{skill} {dice.choice(TITLES)} {words[0]}",
        "language": dice.choice(["pt", "es", "en"]),
        "description": "\n\n".join(paragraphs),
        "description_html": "".join(f"<p>{text}</p>\n" for text in paragraphs),
        "renderer_version": RENDERER_VERSION,
        "levels": dice.sample(LEVELS, dice.choice([0, 1, 1, 1, 2])),
        "years_min": dice.choice([None, 1, 2, 3, 5, 7]),
        "workplace": dice.choice(
            ["remote", "remote", "remote", "hybrid", "onsite", ""]
        ),
        "employment": dice.choice([["full_time"]] * 4 + [[dice.choice(EMPLOYMENT)]]),
        "contracts": dice.sample(CONTRACTS, dice.choice([0, 0, 1, 1, 2])),
        "region_includes": includes,
        "region_excludes": excludes,
        "region_version": regions.VERSION,
        "countries": sorted(regions.resolve(includes, excludes)),
        "benefits": dice.sample(BENEFITS, dice.randint(0, 4)),
        **pay_columns(dice, stock),
        "source_name": "demo",
        "source_id": f"{MARK}{number}",
        "submitted_at": published,
        "published_at": published,
        "valid_through": stock.now + timedelta(days=dice.randint(5, 60)),
    }


def pay_columns(dice: random.Random, stock: Stock) -> dict[str, Any]:
    """Two of three state it; a few are high, most are not."""
    if dice.random() < 0.33:
        return {}
    currency, period, low, high, step = dice.choice(PAY)
    figure = low + (high - low) * dice.betavariate(2, 4)
    least = Decimal(int(figure // step) * step)
    most = dice.choice([least, least + 4 * step, None])
    pay = {
        "pay_min": least,
        "pay_max": most,
        "pay_currency": currency,
        "pay_period": period,
    }
    return {**pay, **in_dollars(pay, stock.rates)}


def copy_rows(rows: Rows) -> None:
    fields: Any = Posting._meta.concrete_fields  # noqa: SLF001
    defaults: dict[str, Any] = {field.column: default_of(field) for field in fields}
    columns = list(defaults)
    lines = ([{**defaults, **row}[name] for name in columns] for row in rows.postings)
    copy("postings_posting", columns, lines)
    copy(
        PostingSkill._meta.db_table,  # noqa: SLF001
        ["posting_id", "skill_id", "is_required"],
        iter(rows.skills),
    )
    copy(
        PostingLanguageNeed._meta.db_table,  # noqa: SLF001
        ["posting_id", "code", "level", "is_required"],
        iter(rows.languages),
    )
    copy(
        PostingPlace._meta.db_table,  # noqa: SLF001
        ["posting_id", "place_id"],
        iter(rows.places),
    )


def default_of(field: models.Field[Any, Any]) -> Any:
    return field.get_default() if field.has_default() else None if field.null else ""


def copy(table: str, columns: list[str], lines: Iterator[Sequence[Any]]) -> None:
    named = ", ".join(columns)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({named}) FROM STDIN") as stream,
    ):
        for line in lines:
            stream.write_row(line)
