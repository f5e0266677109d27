"""Every refusal is a page or a problem."""

import pytest
from django.db import connection
from django.test import RequestFactory

from jobboard import errors

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", sorted(errors.WORDS))
@pytest.mark.parametrize("language", ["en", "es", "pt-br"])
def test_each_status_has_a_page_in_each_language(status, language):
    answer = errors.refused(RequestFactory().get(f"/{language}/x/"), status)
    assert answer.status_code == status
    assert f'<html lang="{language}">' in answer.content.decode()


@pytest.mark.parametrize("status", sorted(errors.WORDS))
def test_each_status_is_a_problem_whose_type_answers(client, status):
    problem = errors.refused(RequestFactory().get("/api/v1/x/"), status)
    assert problem["Content-Type"] == "application/problem+json"
    import json

    body = json.loads(problem.content)
    assert body["status"] == status
    explained = client.get(body["type"].removeprefix("https://board.example"))
    assert explained.status_code == 200


def test_an_unknown_problem_type_is_missing(client):
    assert client.get("/api/v1/problems/nope/").status_code == 404


def test_a_missing_address_of_the_api_is_a_problem(client):
    answer = client.get("/api/v1/nope/")
    assert (answer.status_code, answer["Content-Type"]) == (
        404,
        "application/problem+json",
    )


def test_a_failure_shows_a_page_and_no_detail(client, settings, monkeypatch):
    from postings.views import listing

    def fail(*_args, **_kwargs):
        raise ZeroDivisionError("secret words")

    monkeypatch.setattr(listing, "Prepared", fail)
    client.raise_request_exception = False
    answer = client.get("/en/jobs/")
    assert answer.status_code == 500
    assert "secret words" not in answer.content.decode()
    assert "broke on our side" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("part", "path"),
    [
        ("visitor", "/en/jobs/"),
        ("visitor", "/api/v1/postings/"),
        ("owner", "/en/desk/"),
        ("owner", "/admin/"),
        ("owner", "/api/v1/me/"),
    ],
)
def test_a_database_that_is_away_is_a_calm_answer(
    client, signed_in, monkeypatch, part, path
):
    reader = client if part == "visitor" else signed_in(part)
    reader.raise_request_exception = False
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "PORT", "1")
    answer = reader.get(path)
    monkeypatch.undo()
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
