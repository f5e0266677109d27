"""The table of searches: what is asked, and which postings answer, in their order."""

import pytest
from django.db import transaction
from django.http import QueryDict  # noqa: TID251 (a query string is what is parsed)

from postings.management.demo.people import make_cast
from postings.search.conditions import Prepared
from postings.search.criteria import Criteria
from postings.search.parsing import parse
from postings.search.query import count, find
from tests.postings.search.corpus import POSTINGS, fill

EVERYTHING = " ".join(reversed(POSTINGS))
BOGOTA, CAMPINAS = "3688689", "3467865"
# query: the postings that it finds, newest first unless the query says otherwise.
TABLE = {
    "": EVERYTHING,
    "q=python": "python-br",
    "q=PYTHON": "python-br",
    "q=pyth%C3%B3n": "python-br",
    "q=%EF%BD%90%EF%BD%99%EF%BD%94%EF%BD%88%EF%BD%8F%EF%BD%8E": "python-br",
    "q=%E2%80%8Bpython": "python-br",
    "q=programacao": "python-br",
    "q=programa%C3%A7%C3%A3o": "bare intern python-br",
    "q=analise": "python-br",
    "q=diseno": "front-co",
    "q=dise%C3%B1o": "front-co",
    "q=desarrollador": "front-co",
    "q=desarrolladoras": "front-co",
    "q=developers": "node",
    "q=engineers": "lead lang cpp go-us seed",
    "q=programador": "bare intern python-br",
    "q=%22analista+de+datos%22": "r-data",
    "q=%22datos+analista%22": "",
    "q=%22open+source%22": "seed",
    "q=%22source+open%22": "",
    "q=engineer+-firmware+-support": "lead go-us seed",
    "q=react+OR+rails": "node front-co seed",
    "q=react+OR+vue+node.js": "node",
    "q=-engineer+-lead&workplace=remote": "node r-data python-br",
    "q=prog": "bare intern python-br",
    "q=prog+x": "",
    "q=java": "lead",
    "q=javascript": "lead intern",
    "q=c%2B%2B": "cpp",
    "q=c%23": "csharp",
    "q=c": "cpp",
    "q=C%2FC%2B%2B": "cpp",
    "q=.net": "csharp",
    "q=node.js": "node",
    "q=node": "node",
    "q=go": "go-us",
    "q=golang": "go-us",
    "q=r": "r-data",
    "q=k8s": "go-us",
    "q=ruby+on+rails": "seed",
    "q=ror": "seed",
    "q=ci%2Fcd": "seed",
    "q=campinas": "csharp",
    "q=sao+paulo": "intern cpp",
    "q=globex": "lead",
    "q=the": "",
    "q=zzzz": "",
    "q=%F0%9F%8C%8E": "",
    "q=rails+%F0%9F%8C%8E": "seed",
    "q=O%27Reilly": "",
    "q=python%3A*": "python-br",
    "q=(": "",
    "from=BR": "lang bare intern node csharp cpp go-us python-br seed",
    "from=PT": "bare node",
    "from=CU": "bare node go-us seed",
    "from=BR&scope=all": EVERYTHING,
    "speaks=en-B2": "bare intern lang node r-data csharp cpp go-us front-co python-br",
    "speaks=en-none": "bare intern r-data csharp cpp front-co python-br",
    "speaks=pt-none": "lead lang bare intern node r-data csharp cpp go-us front-co seed",
    "speaks=fr-A2": "lead bare intern node r-data csharp cpp go-us front-co python-br seed",
    "speaks=es-B2&speaks=en-C1": "lang bare intern node r-data csharp cpp go-us python-br"
    " seed",
    "years=2": "lang bare intern node r-data csharp cpp front-co",
    "years=0&workplace=onsite": "csharp cpp",
    "workplace=hybrid": "intern front-co",
    "workplace=unstated": "bare",
    "workplace=onsite&workplace=hybrid": "intern csharp cpp front-co",
    f"place={BOGOTA}": "front-co",
    f"place={CAMPINAS}&radius=50": "csharp",
    f"place={CAMPINAS}&radius=120": "intern csharp cpp",
    f"place={CAMPINAS}&radius=120&workplace=hybrid&workplace=remote": "lead lang intern"
    " node r-data go-us python-br seed",
    "place=Campinas": "csharp",
    "place=Atlantis": "",
    "level=senior": "node cpp seed",
    "level=unstated": "lang bare r-data",
    "level=junior&level=intern": "intern csharp",
    "skill=react": "node front-co",
    "skill=react&skill=nodejs": "node",
    "skill=react&skill=go&skills=any": "node go-us front-co",
    "skill=unstated": "bare",
    "pay=7000": "lead lang bare node r-data cpp go-us seed",
    "pay=7000&undisclosed=exclude": "lead node go-us seed",
    "pay=7000&currency=BRL&undisclosed=exclude": "lead node csharp go-us front-co"
    " python-br seed",
    "pay=14500&currency=BRL&undisclosed=exclude": "lead node go-us front-co python-br"
    " seed",
    "pay=14500.01&currency=BRL&undisclosed=exclude": "lead node go-us front-co seed",
    "pay=135000&period=year&undisclosed=exclude": "lead node go-us",
    "pay=12000&sort=pay&undisclosed=exclude": "lead node",
    "undisclosed=exclude&sort=pay": "lead go-us seed node front-co python-br csharp"
    " intern",
    "employment=freelance": "node",
    "employment=unstated": "lead lang bare r-data cpp",
    "contract=clt": "csharp python-br",
    "contract=unstated": "lead lang bare r-data cpp seed",
    "tz=America%2FBogota&overlap=8": "lead lang bare intern r-data csharp cpp go-us"
    " front-co python-br seed",
    "tz=America%2FLos_Angeles": "lead lang bare intern r-data csharp cpp go-us front-co"
    " python-br seed",
    "tz=Europe%2FLisbon": "lead lang bare intern node r-data csharp cpp go-us front-co"
    " python-br seed",
    "language=es": "bare r-data front-co",
    "company=globex": "lead",
    "company=nobody": "",
    "within=1d": "lead",
    "within=3d": "lead lang bare",
    "q=engineer&sort=pay": "lead go-us seed lang cpp",
    "from=CO&speaks=en-B2&pay=2000": "lang bare node go-us front-co python-br",
    "q=rails&from=BR&pay=7000&speaks=en-C1": "seed",
    "q=rails&from=PT&pay=7000&speaks=en-C1": "",
    "q=rails&from=BR&pay=9000&speaks=en-C1": "",
    "q=rails&from=BR&pay=7000&speaks=en-B2": "",
}


@pytest.fixture(scope="module")
def board(django_db_setup, django_db_blocker):
    """Filled once: the table only reads."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = fill(make_cast())
        yield {posting.pk: name for name, posting in made.items()}
        transaction.set_rollback(True)


@pytest.mark.parametrize("query", TABLE)
def test_a_search_finds(db, board, query):
    criteria = parse(QueryDict(query), is_strict=True).criteria
    if criteria.q and not criteria.sort:
        criteria = criteria.with_(sort="newest")
    found = [board[key] for key in find(Prepared(criteria), size=50).ids]
    expected = TABLE[query].split()
    assert found == sorted(expected, key=EVERYTHING.split().index) or (
        criteria.sort == "pay" and found == expected
    )
    assert count(Prepared(criteria)).number == len(expected)


def test_the_table_is_long_enough():
    assert len(TABLE) >= 60


def ranked(board, **values) -> list[str]:
    return [board[key] for key in find(Prepared(Criteria(**values)), size=50).ids]


def test_by_relevance_titles_come_before_texts(db, board):
    assert ranked(board, q="lead") == ["lead"]
    assert ranked(board, q="escribenos OR python") == ["python-br", "bare"]
    order = ranked(board, q="react OR javascript OR platform")
    assert order[0] == "go-us"
    assert order[-1] == "lead"
