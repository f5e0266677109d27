"""A day of alerts: 5 000 new postings against many searches, beside one query each."""

import random
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import islice
from typing import Any

from jobboard.replicas import fetch
from postings.alerts import matching, news, wording
from postings.alerts.bits import numbers
from postings.alerts.news import News
from postings.management.demo.bulk import Zipf, take_stock
from postings.models import PostingDocument, Search
from postings.search.conditions import Moment, Prepared
from postings.search.criteria import Criteria
from postings.search.following import criteria_of, followable
from postings.vocabulary import Contract, Level, Workplace

NEW_A_DAY = 5000
COUNTS = (1_000, 10_000, 100_000)
BATCH = 5_000
SAMPLE = 200
COUNTRIES = "BR MX CO AR PE CL EC UY CR US".split()
ZONES = "America/Sao_Paulo America/Bogota America/Mexico_City America/Lima".split()
CITIES = 200


def made(seed: int) -> Iterator[Criteria]:
    """Searches as people make them: few filters, the same ones over and over."""
    dice, stock = random.Random(seed), take_stock()  # noqa: S311
    words = Zipf(list(dict.fromkeys(stock.words.items))[:4000])
    cities = [str(key) for key in stock.places.items[:CITIES]]

    def maybe(chance: float, value: Callable[[], Any], otherwise: Any) -> Any:
        return value() if dice.random() < chance else otherwise

    def some(values: Any, most: int = 2) -> tuple[str, ...]:
        return tuple(dice.sample(list(values), dice.randint(1, most)))

    def typed() -> str:
        one, other = words.pick(dice, 2)
        shapes = (f"{one}", f"{one} {other}", f'"{one} {other}"', f"{one} -{other}")
        return dice.choices(shapes, (60, 25, 10, 5))[0]

    while True:
        yield Criteria(
            q=maybe(0.25, typed, ""),
            country=maybe(0.7, lambda: dice.choice(COUNTRIES), ""),
            speaks=maybe(
                0.4, lambda: (f"en-{dice.choice('A2 B1 B2 C1'.split())}",), ()
            ),
            years=maybe(0.15, lambda: dice.randint(0, 12), None),
            workplace=maybe(0.5, lambda: some(Workplace.values), ()),
            level=maybe(0.4, lambda: some(Level.values), ()),
            skill=maybe(0.5, lambda: (stock.skills.pick(dice, 1)[0].slug,), ()),
            contract=maybe(0.1, lambda: some(Contract.values), ()),
            pay=maybe(0.2, lambda: Decimal(dice.randrange(5, 200) * 100), None),
            currency=dice.choice(["USD", "USD", "BRL", "COP"]),
            place=maybe(0.05, lambda: dice.choice(cities), ""),
            tz=maybe(0.05, lambda: dice.choice(ZONES), ""),
        )


def fill(count: int, say: Callable[[str], None]) -> None:
    """Bring the board to exactly so many searches; the n-th is always the same one."""
    there = Search.objects.count()
    if there > count:
        matching.compiled.clear()
        Search.objects.filter(alerts=None).delete()
        there = 0
    known = set(Search.objects.values_list("hash", flat=True))
    fresh = (followable(one) for one in made(7))
    while there < count:
        rows = {one.hash: one.query() for one in islice(fresh, BATCH)}
        new = [Search(hash=h, query=q) for h, q in rows.items() if h not in known]
        known.update(rows)
        Search.objects.bulk_create(new[: count - there], ignore_conflicts=True)
        there = Search.objects.count()
        say(f"  {there:,} of {count:,} searches")


def forget() -> None:
    """As a worker that has just been started."""
    matching.compiled.clear()
    wording.known.clear()
    news.around.cache_clear()


def one_day(ids: list[int], moment: Moment) -> tuple[int, float, float]:
    """Match a day's postings: matches, seconds, and those of them that are Python's."""
    began, began_here = time.perf_counter(), time.process_time()
    found = matching.matches(News(ids, moment))
    took, here = time.perf_counter() - began, time.process_time() - began_here
    return sum(bits.bit_count() for _search, bits in found), took, here


def one_query_each(ids: list[int], moment: Moment, sample: list[Search]) -> float:
    """The seconds that one search takes when it asks the database alone."""
    took = []
    for search in sample:
        began = time.perf_counter()
        by_query(search, ids, moment)
        took.append(time.perf_counter() - began)
    return statistics.mean(took)


def by_query(search: Search, ids: list[int], moment: Moment) -> set[int]:
    where = Prepared(criteria_of(search.query), moment).where
    sql = f"SELECT posting_id FROM posting_document WHERE posting_id = ANY(%s) AND {where.sql}"  # noqa: S608 (constants)
    return {key for (key,) in fetch(sql, [ids, *where.parameters])}


def differing(ids: list[int], moment: Moment, sample: list[Search]) -> int:
    """For how many searches of a sample bitmaps and SQL find something else."""
    day = News(ids, moment)
    found = dict(matching.matches(day))
    return sum(
        {day.ids[n] for n in numbers(found.get(one.pk, 0))}
        != by_query(one, ids, moment)
        for one in sample
    )


def report(say: Callable[[str], None]) -> None:
    """The figures, for each number of searches."""
    rows = PostingDocument.objects.order_by("-published_at", "-posting")
    ids = list(rows.values_list("pk", flat=True)[:NEW_A_DAY])
    moment = Moment()
    say(f"\nA day of alerts: {len(ids):,} new postings, seconds on one core\n")
    heads = ("cold", "warm", "(Python)", "one query each", "ratio")
    say(f"{'searches':>10}" + "".join(f"{head:>16}" for head in heads))
    for count in COUNTS:
        fill(count, say)
        forget()
        matches, cold, _here = one_day(ids, moment)
        warm, here = min(one_day(ids, moment)[1:] for _ in range(3))
        sample = list(Search.objects.order_by("hash")[:SAMPLE])
        naive = one_query_each(ids, moment, sample) * count
        wrong = differing(ids, moment, sample)
        figures = (f"{cold:.2f}", f"{warm:.2f}", f"{here:.2f}", f"{naive:.1f}")
        ratio = f"{naive / warm:.0f}×"
        say(f"{count:10,}" + "".join(f"{one:>16}" for one in (*figures, ratio)))
        say(f"  {matches:,} matches; {wrong} of {len(sample)} differ from SQL")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    say(f"  {peak} MB at the most")
