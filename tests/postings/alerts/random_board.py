"""Random postings and random searches, so alike that they often meet."""

from datetime import time
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import strategies as st

from postings.lifecycle.facts import LanguageNeed, SkillNeed
from postings.models import Place
from postings.search.criteria import Criteria
from tests import build

SKILLS = ["Python", "Django", "Go", "C++", "Node.js", "React", "R", "Ruby on Rails"]
SLUGS = ["python", "django", "go", "cpp", "node-js", "react", "r", "ruby-on-rails"]
WORDS = (
    "ledger pagos programação programacion front-end back end backend team calm data"
    " machine learning sênior remoto of the não C++ .NET Java JavaScript O'Reilly a\\b"
).split()
LEVELS = ["junior", "mid", "senior", "staff"]
WORKPLACES = ["remote", "hybrid", "onsite"]
CONTRACTS = ["clt", "pj", "contractor", "eor"]
EMPLOYMENT = ["full_time", "part_time", "freelance"]
REGIONS = [["latam"], ["BR"], ["CO", "PE"], ["worldwide"], ["eu"], []]
PLACES = ["São Paulo", "Campinas", "Bogotá", "Medellín"]
ZONES = ["America/New_York", "Europe/Berlin", "America/Sao_Paulo", "Asia/Tokyo"]
CURRENCIES = ["USD", "BRL", "COP", "EUR"]
PERIODS = ["hour", "month", "year"]
CODES = ["en", "pt", "es", "fr"]
CEFR = ["A2", "B1", "B2", "C1"]


def facts(dice: Random) -> dict[str, Any]:
    """What one posting may state; about half of it, it does not."""

    def some(values: list[Any]) -> list[Any]:
        return dice.sample(values, dice.choice([0, 1, 1, 2]))

    def maybe(value: Any) -> Any:
        return value if dice.random() < 0.6 else None

    return {
        "title": " ".join(dice.sample(WORDS, 3)),
        "language": dice.choice(["en", "pt", "es"]),
        "description": " ".join(dice.choices(WORDS, k=12)),
        "levels": some(LEVELS),
        "years_min": maybe(dice.randrange(9)),
        "workplace": dice.choice(["", *WORKPLACES]),
        "employment": some(EMPLOYMENT),
        "contracts": some(CONTRACTS),
        "region_includes": dice.choice(REGIONS),
        "languages": [
            LanguageNeed(
                code, dice.choice(["", *CEFR]), is_required=dice.random() < 0.8
            )
            for code in some(CODES)
        ],
        "skills": [SkillNeed(name) for name in some(SKILLS)],
        "places": [
            place.pk for name in some(PLACES) if (place := Place.objects.find(name))
        ],
        **pay(dice),
        **hours(dice),
    }


def pay(dice: Random) -> dict[str, Any]:
    if dice.random() < 0.4:
        none = dict.fromkeys(("pay_min", "pay_max"))
        return {**none, "pay_currency": "", "pay_period": ""}
    low = dice.randrange(1, 90) * 100
    ends = dice.choice([(low, low + 500), (low, None), (None, low), (low, low)])
    return {
        "pay_min": ends[0],
        "pay_max": ends[1],
        "pay_currency": dice.choice(CURRENCIES),
        "pay_period": dice.choice(PERIODS),
    }


def hours(dice: Random) -> dict[str, Any]:
    if dice.random() < 0.6:
        return {}
    window: dict[str, Any] = {"hours_zone": dice.choice(ZONES)}
    if dice.random() < 0.5:
        window |= {"hours_from": time(20), "hours_to": time(dice.randrange(1, 8))}
    if dice.random() < 0.5:
        window["hours_overlap"] = dice.randrange(1, 8)
    return window


def board(cast: dict, count: int, seed: int) -> list[int]:
    """So many live postings; their ids."""
    dice = Random(seed)
    return [build.posting(cast, **facts(dice)).pk for _ in range(count)]


def lists(*values: str):
    return st.lists(st.sampled_from([*values, "unstated"]), max_size=2).map(tuple)


words = st.lists(
    st.builds(
        "{}{}".format,
        st.sampled_from(["", "", "", "-"]),
        st.sampled_from(
            [*WORDS, *SKILLS, '"back end"', '"machine learning"', "OR", "prog", "pag"]
        )
        | st.text("abcdeéç+#.'\"\\|&!()<>:* -/", max_size=8),
    ),
    max_size=4,
).map(" ".join)

searches = st.builds(
    Criteria,
    q=st.just("") | words,
    country=st.sampled_from(["", "BR", "CO", "DE", "US"]),
    speaks=st.dictionaries(
        st.sampled_from([*CODES, "de"]), st.sampled_from(["none", *CEFR]), max_size=3
    ).map(lambda levels: tuple(f"{code}-{level}" for code, level in levels.items())),
    years=st.none() | st.integers(0, 10),
    workplace=lists(*WORKPLACES),
    place=st.sampled_from(["", "", "", *PLACES, "Nowhere"]),
    radius=st.none() | st.sampled_from([5, 100, 500]),
    level=lists(*LEVELS),
    skill=lists(*SLUGS),
    skills=st.sampled_from(["all", "any"]),
    pay=st.none() | st.integers(1, 900_000).map(lambda cents: Decimal(cents) / 100),
    currency=st.sampled_from([*CURRENCIES, "HTG"]),
    period=st.sampled_from(PERIODS),
    undisclosed=st.sampled_from(["include", "include", "exclude"]),
    employment=lists(*EMPLOYMENT),
    contract=lists(*CONTRACTS),
    overlap=st.none() | st.integers(1, 8),
    tz=st.sampled_from(["", "", *ZONES]),
    language=st.lists(st.sampled_from(["en", "pt"]), max_size=1).map(tuple),
    company=st.sampled_from(["", "", "acme", "globex"]),
    scope=st.sampled_from(["mine", "mine", "all"]),
)
# Few conditions, so that most of these find something.
loose = st.builds(
    lambda criteria, names: criteria.without(
        *(n for n in vars(Criteria()) if n not in names)
    ),
    searches,
    st.sets(st.sampled_from(sorted(vars(Criteria()))), max_size=4),
)
