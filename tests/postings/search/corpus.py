"""A small board with something of everything, for the table of searches."""

from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Company
from postings.lifecycle.facts import LanguageNeed, SkillNeed
from postings.models import Place, Posting, PostingDocument
from tests import build


def skills(*names: str) -> list[SkillNeed]:
    return [SkillNeed(name) for name in names]


def needs(*spoken: str) -> list[LanguageNeed]:
    pairs = [one.partition("-") for one in spoken]
    return [LanguageNeed(code, level) for code, _dash, level in pairs]


NOTHING: dict[str, Any] = {
    "levels": [],
    "years_min": None,
    "workplace": "",
    "employment": [],
    "region_includes": [],
    "pay_min": None,
    "pay_max": None,
    "pay_currency": "",
    "pay_period": "",
    "languages": [],
    "skills": [],
}


def pay(low: Any, high: Any, currency: str = "USD", period: str = "month") -> dict:
    return {
        "pay_min": low,
        "pay_max": high,
        "pay_currency": currency,
        "pay_period": period,
    }


# The name of each is how the table calls it; the later, the newer.
POSTINGS: dict[str, dict[str, Any]] = {
    "seed": {
        "title": "Senior / Principal Backend Engineer (Ruby on Rails)",
        "description": "Concurrency control, caching, open source tools. CI/CD.",
        "levels": ["senior", "principal"],
        "years_min": 7,
        "workplace": "remote",
        "employment": ["full_time"],
        "region_includes": ["latam"],
        **pay(8000, 8000),
        "languages": needs("en-C1"),
        "skills": skills("Ruby on Rails", "PostgreSQL", "Redis"),
    },
    "python-br": {
        "title": "Pessoa Desenvolvedora Python Pleno",
        "language": "pt",
        "description": "Programação de serviços e análise de dados.",
        "levels": ["mid"],
        "years_min": 3,
        "workplace": "remote",
        "employment": ["full_time"],
        "contracts": ["clt"],
        "region_includes": ["BR", "CO"],
        **pay(11000, 14500, "BRL"),
        "languages": needs("pt-B2"),
        "skills": skills("Python", "Django"),
    },
    "front-co": {
        "title": "Desarrolladora o desarrollador frontend semi-senior",
        "language": "es",
        "description": "Diseño de páginas para la ciudad. Trabajo híbrido.",
        "levels": ["mid"],
        "years_min": 2,
        "workplace": "hybrid",
        "employment": ["full_time"],
        "contracts": ["termino_indefinido"],
        "region_includes": ["CO"],
        **pay(9_000_000, 12_000_000, "COP"),
        "languages": needs("es-C1"),
        "skills": skills("TypeScript", "React"),
        "places": ["Bogotá"],
    },
    "go-us": {
        "title": "Platform Engineer",
        "description": "Ready to go live. We keep ledgers.",
        "levels": ["staff"],
        "years_min": 8,
        "workplace": "remote",
        "employment": ["full_time"],
        "contracts": ["eor"],
        "region_includes": ["americas"],
        **pay(110_000, 135_000, "USD", "year"),
        "languages": needs("en-B2"),
        "skills": skills("Go", "Kubernetes"),
        "hours_zone": "America/New_York",
        "hours_overlap": 4,
    },
    "cpp": {
        "title": "Firmware Engineer C++",
        "description": "Drivers.",
        "levels": ["senior"],
        "workplace": "onsite",
        "region_includes": ["BR"],
        "places": ["São Paulo"],
        "skills": skills("C++", "C"),
    },
    "csharp": {
        "title": "Desenvolvedor C# / .NET",
        "language": "pt",
        "description": "Notas fiscais. Sem inglês.",
        "levels": ["junior"],
        "years_min": 0,
        "workplace": "onsite",
        "employment": ["full_time"],
        "contracts": ["pj", "clt"],
        "region_includes": ["BR"],
        **pay(None, 7000, "BRL"),
        "skills": skills("C#", ".NET"),
        "places": ["Campinas"],
    },
    "r-data": {
        "title": "Analista de datos",
        "language": "es",
        "description": "Pronósticos de estación.",
        "workplace": "remote",
        "region_includes": ["AR", "UY"],
        "languages": needs("es"),
        "skills": skills("R", "SQL"),
    },
    "node": {
        "title": "Full Stack Developer",
        "description": "A calm team. Node.js services.",
        "levels": ["mid", "senior"],
        "workplace": "remote",
        "employment": ["part_time", "freelance"],
        "contracts": ["contractor"],
        "region_includes": ["worldwide"],
        **pay(40, None, "USD", "hour"),
        "languages": needs("en-B1"),
        "skills": skills("Node.js", "React"),
        "hours_zone": "Europe/Berlin",
        "hours_from": time(9),
        "hours_to": time(17),
        "hours_overlap": 4,
    },
    "intern": {
        "title": "Estágio em desenvolvimento web",
        "language": "pt",
        "description": "Aprenda programando.",
        "levels": ["intern"],
        "workplace": "hybrid",
        "employment": ["internship"],
        "contracts": ["estagio"],
        "region_includes": ["BR"],
        **pay(1500, 1500, "BRL"),
        "skills": skills("JavaScript"),
        "places": ["São Paulo"],
    },
    "bare": {"title": "Programador", "language": "es", "description": "Escríbenos."},
    "lang": {
        "title": "Support Engineer",
        "description": "Talk with customers in Paris and Lima.",
        "workplace": "remote",
        "region_includes": ["latam"],
        "region_excludes": ["CU"],
        "languages": needs("fr-B2", "en"),
        "skills": skills("Linux"),
    },
    "lead": {
        "title": "Engineering Lead, remote",
        "description": "Lead four people who write Java and JavaScript.",
        "levels": ["lead"],
        "years_min": 10,
        "workplace": "remote",
        "region_includes": ["US"],
        **pay(9000, 12000),
        "languages": needs("en-C2"),
        "skills": skills("Java"),
    },
}


def fill(cast: dict) -> dict[str, Posting]:
    """All of them, live, one of Globex, the later the newer."""
    made = {}
    for name, stated in POSTINGS.items():
        facts = {**NOTHING, **stated}
        found = [Place.objects.find(town) for town in facts.pop("places", [])]
        towns = [town.pk for town in found if town]
        made[name] = build.posting(cast, **facts, places=towns)
    globex = Company.objects.get(slug="globex")
    Posting.objects.filter(pk=made["lead"].pk).update(company=globex)
    for age, posting in enumerate(reversed(made.values())):
        moment = timezone.now() - timedelta(days=age)
        Posting.objects.filter(pk=posting.pk).update(published_at=moment)
    PostingDocument.objects.keep([posting.pk for posting in made.values()])
    return made
