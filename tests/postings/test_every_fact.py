"""Each fact from form to database to page, in three languages, stated and not."""

import html
import re
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from postings.models import Posting
from postings.publishing import words
from tests import build

LEAST = {"title": "Engineer", "language": "en", "description": "Work with us."}
NOWHERE = ("not stated", "não informado", "no indicado")
NB = "\N{NO-BREAK SPACE}"

# name: (what is typed, columns then stored, the page in en, pt-br and es). Where the
# three pages say the same, it stands once.
STATED: dict[str, tuple[dict[str, Any], dict[str, Any], tuple[str, ...]]] = {
    "title": (
        {"title": "Dev (Go) & more"},
        {"title": "Dev (Go) & more"},
        ("Dev (Go) & more",),
    ),
    "description": (
        {"description": "**Calm** team"},
        {},
        ("<strong>Calm</strong> team",),
    ),
    "language": (
        {"language": "es"},
        {"language": "es"},
        ("Spanish", "Espanhol", "Español"),
    ),
    "levels": (
        {"levels": ["senior", "principal"]},
        {"levels": ["senior", "principal"]},
        ("Senior / Principal", "Sênior / Principal", "Senior / Principal"),
    ),
    "years, open-ended": (
        {"years_min": "7"},
        {"years_min": 7, "years_max": None},
        ("7+ years", "7 anos ou mais", "7 años o más"),
    ),
    "years, a range": (
        {"years_min": "2", "years_max": "4"},
        {"years_min": 2, "years_max": 4},
        ("2–4 years", "2–4 anos", "2–4 años"),
    ),
    "employment": (
        {"employment": ["full_time"]},
        {"employment": ["full_time"]},
        ("Full-time", "Tempo integral", "Tiempo completo"),
    ),
    "contract": (
        {"contracts": ["clt", "pj"]},
        {"contracts": ["clt", "pj"]},
        ("CLT / PJ",),
    ),
    "workplace": (
        {"workplace": "hybrid", "office_days": "2"},
        {"workplace": "hybrid", "office_days": 2},
        (
            "Hybrid, 2 days a week",
            "Híbrido, 2 dias por semana",
            "Híbrido, 2 días por semana",
        ),
    ),
    "places": (
        {"workplace": "onsite", "places": "Bogotá\nRecife, Brasil"},
        {"workplace": "onsite"},
        (
            "Bogotá, Colombia · Recife, Brazil",
            "Bogotá, Colômbia · Recife, Brasil",
            "Bogotá, Colombia · Recife, Brasil",
        ),
    ),
    "open to a region": (
        {"region_includes": ["latam"]},
        {"region_includes": ["latam"]},
        (
            "Anywhere in Latin America",
            "Em qualquer país da América Latina",
            "En cualquier país de América Latina",
        ),
    ),
    "open to some, except": (
        {"region_includes": ["americas"], "region_excludes": ["CU"]},
        {"region_excludes": ["CU"]},
        (
            "Anywhere in the Americas, except Cuba",
            "Em qualquer país das Américas, exceto Cuba",
            "En cualquier país de las Américas, excepto Cuba",
        ),
    ),
    "languages": (
        {
            "language_1": "en",
            "language_level_1": "C1",
            "language_2": "es",
            "language_is_nice_2": "on",
        },
        {},
        (
            "English C1 · Spanish, nice to have",
            "Inglês C1 · Espanhol, desejável",
            "Inglés C1 · Español, deseable",
        ),
    ),
    "skills": (
        {"skills_required": "RoR, Postgres", "skills_nice": "K8s"},
        {},
        (
            "Ruby on Rails, PostgreSQL",
            "Ruby on Rails, PostgreSQL",
            "Ruby on Rails, PostgreSQL",
        ),
    ),
    "hours": (
        {"hours_from": "13:00", "hours_to": "17:00", "hours_zone": "UTC"},
        {"hours_from": time(13), "hours_to": time(17), "hours_zone": "UTC"},
        (
            "13:00–17:00 in the time of UTC",
            "13:00–17:00 no horário de UTC",
            "13:00–17:00 en la hora de UTC",
        ),
    ),
    "hours in common": (
        {"hours_overlap": "4", "hours_zone": "America/Bogota"},
        {"hours_overlap": 4, "hours_from": None},
        (
            "at least 4 hours in common with Bogota (UTC−5)",
            "pelo menos 4 horas em comum com Bogotá (UTC−5)",
            "al menos 4 horas en común con Bogotá (UTC−5)",
        ),
    ),
    "pay, one figure": (
        {
            "pay_min": "8.000",
            "pay_max": "8,000",
            "pay_currency": "USD",
            "pay_period": "month",
        },
        {"pay_min": Decimal(8000), "pay_max": Decimal(8000), "usd_max": Decimal(8000)},
        (f"US${NB}8,000 per month", f"US${NB}8.000 por mês", f"US${NB}8.000 por mes"),
    ),
    "pay, from, net": (
        {
            "pay_min": "5000",
            "pay_currency": "BRL",
            "pay_period": "year",
            "pay_basis": "net",
        },
        {"pay_max": None, "usd_max": None, "pay_basis": "net"},
        (
            f"from R${NB}5,000 per year, net",
            f"a partir de R${NB}5.000 por ano, líquido",
            f"desde BRL{NB}5.000 por año, neto",
        ),
    ),
    "pay, undisclosed": (
        {"pay_is_undisclosed": "on"},
        {"pay_is_undisclosed": True, "pay_currency": ""},
        ("not disclosed", "não divulgado", "no divulgado"),
    ),
    "equity": ({"pay_equity": "true"}, {"pay_equity": True}, ("yes", "sim", "sí")),
    "no equity": ({"pay_equity": "false"}, {"pay_equity": False}, ("no", "não", "no")),
    "benefits": (
        {"benefits": ["health", "meals"]},
        {"benefits": ["health", "meals"]},
        (
            "Health insurance, Meal allowance",
            "Plano de saúde, Vale-refeição",
            "Seguro de salud, Vales de comida",
        ),
    ),
    "visa": ({"sponsors_visa": "true"}, {"sponsors_visa": True}, ("yes", "sim", "sí")),
    "relocation": (
        {"pays_relocation": "false"},
        {"pays_relocation": False},
        ("no", "não", "no"),
    ),
    "hiring steps": (
        {"hiring_steps": "A talk, by video\nAn answer"},
        {"hiring_steps": ["A talk, by video", "An answer"]},
        ("A talk, by video",),
    ),
    "apply at a page": (
        {"apply_via": "url", "apply_url": "https://www.acme.example/jobs/1"},
        {"apply_via": "url"},
        ("on acme.example", "em acme.example", "en acme.example"),
    ),
    "apply by mail": (
        {"apply_via": "email", "apply_email": "jobs@acme.example"},
        {"apply_email": "jobs@acme.example"},
        ("Apply by e-mail", "Candidatar-se por e-mail", "Postularse por correo"),
    ),
    "apply here": (
        {"apply_via": "here"},
        {"apply_via": "here"},
        (
            "here, in two minutes",
            "aqui, em dois minutos, sem conta",
            "aquí, en dos minutos, sin cuenta",
        ),
    ),
    "source": (
        {"source_name": "LinkedIn", "source_url": "https://jobs.example/9"},
        {"source_name": "LinkedIn", "source_url": "https://jobs.example/9"},
        ('<a href="https://jobs.example/9" rel="nofollow ugc noopener">LinkedIn</a>',),
    ),
    "first published": (
        {"source_name": "LinkedIn", "posted_at": "2026-11-01"},
        {"posted_at": date(2026, 11, 1)},
        ("November 1, 2026", "1 de novembro de 2026", "1 de noviembre de 2026"),
    ),
    "open until": (
        {"open_until": "2090-12-20"},
        {},
        ("December 20, 2090", "20 de dezembro de 2090", "20 de diciembre de 2090"),
    ),
}
# Facts of the sheet that say so where nobody stated them.
SILENT = {
    "en": "Salary|Open to|Workplace|Places|Contract|Working time|Level|Experience"
    "|Languages|Must have|Nice to have|Hours|Benefits|Equity|Help with a visa|Relocation",
    "pt-br": "Salário|Aberta a|Modalidade|Locais|Contrato|Jornada|Nível|Experiência"
    "|Idiomas|Exigidas|Desejáveis|Horário|Benefícios|Participação acionária"
    "|Ajuda com o visto|Mudança paga",
    "es": "Salario|Abierto a|Modalidad|Lugares|Contrato|Jornada|Nivel|Experiencia"
    "|Idiomas|Requeridas|Deseables|Horario|Beneficios|Participación accionaria"
    "|Ayuda con la visa|Mudanza pagada",
}
LANGUAGES = ("en", "pt-br", "es")


@pytest.fixture
def publish(cast, signed_in):
    """Type into the form, send it in, approve it: the posting that is then live."""

    def through(typed: dict[str, Any]) -> Posting:
        company = cast["owner"].companies.get()
        data = {**LEAST, "company": company.pk, **typed, "submit": "1"}
        answer = signed_in("owner").post("/en/desk/jobs/new/", data)
        assert answer.status_code == 302, answer.context["form"].errors
        posting = Posting.objects.get()
        build.do("approve", posting, cast["moderator"])
        return Posting.objects.with_facts().get()

    return through


def page_of(client, posting: Posting, language: str) -> str:
    path = f"/{language}/jobs/{posting.slug}-{posting.public_id}/"
    return html.unescape(client.get(path).content.decode())


@pytest.mark.parametrize("name", STATED)
def test_a_stated_fact_survives(client, publish, name):
    typed, stored, said = STATED[name]
    posting = publish(typed)
    assert {column: getattr(posting, column) for column in stored} == stored
    for number, language in enumerate(LANGUAGES):
        page = page_of(client, posting, language)
        assert said[min(number, len(said) - 1)] in page, language


@pytest.mark.parametrize("number", range(3))
def test_what_was_not_stated_is_said_to_be_so(client, publish, number):
    posting = publish({})
    assert posting.countries == ["ZZ"]
    for column in (
        "years_min",
        "years_max",
        "pay_min",
        "pay_max",
        "pay_equity",
        "usd_max",
    ):
        assert getattr(posting, column) is None
    language = LANGUAGES[number]
    page = page_of(client, posting, language)
    sheet = dict(re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", page))
    silent = SILENT[language].split("|")
    assert {label: sheet[label] for label in silent} == dict.fromkeys(
        silent, NOWHERE[number]
    )


def test_the_hours_of_the_page_follow_the_clock(publish):
    posting = publish({"hours_overlap": "2", "hours_zone": "America/New_York"})

    offset = (
        timezone.now()
        .astimezone(timezone.zoneinfo.ZoneInfo("America/New_York"))
        .utcoffset()
    )
    assert f"UTC−{-offset.total_seconds() / 3600:g}" in words.hours(posting)


def test_the_cases_name_every_column_of_the_form(cast):
    from postings.forms.posting import PostingForm

    typed = {name for case in STATED.values() for name in case[0]} | LEAST.keys()
    plain = {n for n in PostingForm().fields if not re.search(r"_\d$", n)}
    assert plain - typed == {"version", "publish_on"}
