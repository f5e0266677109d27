"""Words as people type them, and what the database makes of them."""

import pytest
from django.db import connection

from postings.search.words import Term, as_sql, parse


def words(text: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_words(%s)", [text])
        return " ".join(cursor.fetchone()[0].split())


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("C++ and C#", "cpp and csharp"),
        (".NET, ASP.NET", "dotnet aspnet"),
        ("Node.js", "nodejs"),
        ("the end.net", "the endnet"),
        ("CI/CD", "ci cd"),
        ("ｐｙｔｈｏｎ 𝗣𝘆𝘁𝗵𝗼𝗻", "python python"),
        ("py\u200bthon", "python"),
        ("Programação", "programação"),
        (r"it's \ a_b|c [x] {y} ~z", "it s a b c x y z"),
        ("", ""),
    ],
)
def test_text_is_compared_as(db, typed, plain):
    assert words(typed) == plain


@pytest.mark.parametrize(
    ("q", "groups"),
    [
        ("api", [[Term("api", is_prefix=True)]]),
        ("python api", [[Term("python")], [Term("api", is_prefix=True)]]),
        ("python", [[Term("python")]]),
        ('"open source" -lead', [[Term("open source")], [Term("lead", is_negated=True)]]),
        ('-"tech lead"', [[Term("tech lead", is_negated=True)]]),
        (
            "react OR vue remote",
            [[Term("react"), Term("vue")], [Term("remote", is_prefix=True)]],
        ),
        (
            "ruby on rails api",
            [[Term("ruby on rails", is_name=True)], [Term("api", is_prefix=True)]],
        ),
        ("-ruby on rails", [[Term("ruby", is_negated=True)], [Term("on")], [Term("rails")]]),
        ("OR api", [[Term("api", is_prefix=True)]]),
        ("api OR", [[Term("api")]]),
        ("C/C++", [[Term("C")], [Term("C++")]]),
        ("ci/cd", [[Term("ci/cd")]]),
        ('"half a phrase', [[Term("half a phrase")]]),
        ('""', []),
        ("-", []),
        ("/ ... 👩‍💻", []),
    ],
)  # fmt: skip
def test_a_query_is_read_as(q, groups):
    assert parse(q) == groups


@pytest.mark.parametrize(
    ("q", "query"),
    [
        ("go", "'=go'"),
        ("-go", "!'=go'"),
        ("the", ""),
        ("👩‍💻", ""),
        ("de datos", "'dat' | 'dato' | 'datos' | 'datos':*"),
    ],
)
def test_the_database_is_asked_for(db, q, query):
    sql, parameters = as_sql(q)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ({sql})::text", parameters)
        assert cursor.fetchone()[0] == query
