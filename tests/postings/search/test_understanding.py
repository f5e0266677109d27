"""The search box turns words into facts, and leaves the rest alone."""

from decimal import Decimal

import pytest

from postings.models import Place
from postings.search.criteria import Criteria
from postings.search.understanding import understand

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("senior python remoto 5k usd", "level=senior&pay=5000&skill=python&workplace=remote"),
        (
            "vaga ruby remota para o brasil inglês b2",
            "from=BR&skill=ruby&speaks=en-B2&workplace=remote",
        ),
        ("ssr .net presencial", "level=mid&skill=dotnet&workplace=onsite"),
        ("Sênior", "level=senior"),
        ("SÊNIOR", "level=senior"),
        ("estágio react native", "level=intern&skill=react-native"),
        ("desarrollador semi senior c++", "level=mid&q=desarrollador&skill=cpp"),
        ("r$ 8k pj", "contract=pj&currency=BRL&pay=8000"),
        ("R$ 10.000", "currency=BRL&pay=10000"),
        ("clt r$ 4.500,50 por mês", "contract=clt&currency=BRL&pay=4500.5"),
        ("120k usd", "pay=120000&period=year"),
        ("40 usd", "pay=40&period=hour"),
        ("usd 40/hour go", "pay=40&period=hour&skill=go"),
        ("sueldo > 2000 usd", "pay=2000&q=sueldo"),
        ("5k", "q=5k"),
        ("backend", "q=backend"),
        ("ruby on rails 5+ anos de experiência", "skill=ruby-on-rails&years=5"),
        ("java sin inglés", "skill=java&speaks=en-none"),
        ("C1 English golang", "skill=go&speaks=en-C1"),
        ("inglés avanzado", "speaks=en-C1"),
        ("inglês", "q=ingl%C3%AAs"),
        ("data engineer", "q=data+engineer"),
        ("trabajo desde Colombia", "from=CO"),
        ("jobs in Brazil", "from=BR"),
        ("jobs in USA", "from=US"),
        ("react OR vue remote", "q=react+OR+vue+remote"),
        ('"machine learning" python', "q=%22machine+learning%22&skill=python"),
        ("developer -senior -lead", "q=developer+-senior+-lead"),
        ("python -senior", "q=-senior&skill=python"),
        ("part time wordpress developer", "employment=part_time&q=developer&skill=wordpress"),
        ("the and of", "q=the+and+of"),
        ("", ""),
        ("👩‍💻", "q=%F0%9F%91%A9%E2%80%8D%F0%9F%92%BB"),
        ("9" * 60 + " usd", "q=" + "9" * 60 + "+usd"),
        ("UTC-3", "q=UTC-3"),
        ("T-SQL, PostgreSQL", "skill=postgresql&skill=t-sql"),
    ],
)  # fmt: skip
def test_words_become(text, query):
    assert understand(text, Criteria()).query() == query


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("híbrido são paulo", "São Paulo"),
        ("hybrid Bogota", "Bogotá"),
        ("presencial ciudad de méxico", "Mexico City"),
        ("onsite london uk", "London"),
    ],
)
def test_a_town_is_found_by_any_of_its_names(text, name):
    found = understand(text, Criteria())
    assert Place.objects.get(pk=found.place).name == name
    assert (found.q, found.country) == ("", "")
    assert found.workplace


def test_what_holds_already_stays_and_is_added_to():
    base = Criteria(
        q="old words", country="CO", speaks=("en-B1", "pt-A1"), pay=Decimal(9)
    )
    found = understand("senior rails english c1", base)
    assert found == Criteria(
        country="CO",
        speaks=("en-C1", "pt-A1"),
        pay=Decimal(9),
        level=("senior",),
        skill=("ruby-on-rails",),
    )
