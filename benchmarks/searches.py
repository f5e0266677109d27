"""Sixty searches that people make, each with its SQL alone and some with a naive twin."""

import statistics
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from postings.management.demo.bulk import take_stock
from postings.models import Posting
from postings.search.conditions import Prepared
from postings.search.criteria import Criteria
from postings.search.facets import count_facets
from postings.search.query import count, find

ROUNDS = 15
PAGE = 20
Figures = tuple[float, float, int, float]


def some_words() -> dict[str, str]:
    """A word of each kind: almost everywhere, in one of a hundred, rare, absent."""
    words = list(dict.fromkeys(take_stock().words.items))
    return {
        "common": words[0],
        "middling": words[60],
        "rare": words[-1],
        "absent": "qqxxqq",
    }


FACTS: dict[str, dict[str, Any]] = {
    "nothing else": {},
    "remote": {"workplace": ("remote",)},
    "remote, senior": {"workplace": ("remote",), "level": ("senior",)},
    "python": {"skill": ("python",)},
    "two skills, pay": {"skill": ("python", "django"), "pay": Decimal(4000)},
    "from CO": {"country": "CO"},
    "from CO, en-B2": {"country": "CO", "speaks": ("en-B2",)},
    "from CO, en-B2, 5000 USD": {
        "country": "CO",
        "speaks": ("en-B2",),
        "pay": Decimal(5000),
    },
    "BRL 10000, stated": {
        "pay": Decimal(10000),
        "currency": "BRL",
        "undisclosed": "exclude",
    },
    "zone, 4 hours": {"tz": "America/Bogota", "overlap": 4},
    "place": {"place": "3448439"},
    "company, this week": {"company": "acme", "within": "7d"},
}


def searches() -> Iterator[tuple[str, Criteria]]:
    """Twelve sets of facts, each alone and with a word of each kind."""
    for facts, values in FACTS.items():
        yield facts, Criteria(**values)
        for kind, word in some_words().items():
            yield f"{kind} word, {facts}", Criteria(q=word, sort="newest", **values)


def other_work() -> Iterator[tuple[str, Callable[[], object]]]:
    """What a page does besides its list, and the other orders."""
    words = some_words()
    commonest = Criteria(**FACTS["from CO, en-B2, 5000 USD"])
    yield "relevance, common word", work(Criteria(q=words["common"]))
    yield "relevance, middling word", work(Criteria(q=words["middling"]))
    yield "relevance, rare word", work(Criteria(q=words["rare"]))
    yield "by pay", work(Criteria(sort="pay"))
    yield "count, capped, commonest", lambda: count(Prepared(commonest))
    yield (
        "count, capped, common word",
        lambda: count(Prepared(Criteria(q=words["common"]))),
    )
    yield "facets, everything", lambda: count_facets(Prepared(Criteria()))
    yield (
        "facets, common word",
        lambda: count_facets(Prepared(Criteria(q=words["common"]))),
    )
    yield (
        "facets, middling word",
        lambda: count_facets(Prepared(Criteria(q=words["middling"]))),
    )
    yield "facets, commonest", lambda: count_facets(Prepared(commonest))


def work(criteria: Criteria) -> Callable[[], object]:
    return lambda: find(Prepared(criteria), size=PAGE)


def measured(job: Callable[[], object]) -> Figures:
    """p50 and p95 in ms, queries, and the median of the same statements alone."""
    with CaptureQueriesContext(connection) as captured:
        job()
    statements = [query["sql"] for query in captured.captured_queries]
    whole = sorted(timed(job) for _ in range(ROUNDS))
    bare = [timed(lambda: run(statements)) for _ in range(ROUNDS)]
    p95 = whole[int(len(whole) * 0.95)]
    return statistics.median(whole), p95, len(statements), statistics.median(bare)


def timed(job: Callable[[], object]) -> float:
    began = time.perf_counter()
    job()
    return (time.perf_counter() - began) * 1000


def run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement.replace("%", "%%"), ())
            cursor.fetchall()


def naive(criteria: Criteria) -> list[Posting]:
    """The same search as it is written without a thought."""
    rows = Posting.objects.live().order_by("-published_at")
    if criteria.q:
        text = Q(title__icontains=criteria.q) | Q(description__icontains=criteria.q)
        rows = rows.filter(text)
    if criteria.country:
        rows = rows.filter(countries__overlap=[criteria.country, "ZZ"])
    if criteria.workplace:
        rows = rows.filter(workplace__in=criteria.workplace)
    if criteria.level:
        rows = rows.filter(levels__overlap=list(criteria.level))
    for slug in criteria.skill:
        rows = rows.filter(skills__slug=slug)
    if criteria.pay is not None:
        rows = rows.filter(Q(usd_max__gte=criteria.pay) | Q(usd_max=None))
    return list(rows[:PAGE])


NAIVE = ("nothing else", "from CO", "common word, nothing else", "rare word, remote")
