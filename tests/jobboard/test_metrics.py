"""/metrics, llms.txt and security.txt."""

import re
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from postings.models import Status
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def figures(client, settings):
    """The figures by name, read with the token."""
    settings.METRICS_TOKEN = "secret"

    def read() -> dict[str, float]:
        answer = client.get("/metrics", headers={"authorization": "Bearer secret"})
        assert answer.status_code == 200
        lines = [
            line for line in answer.content.decode().splitlines() if line[0] != "#"
        ]
        return {
            name: float(value)
            for name, _, value in (li.rpartition(" ") for li in lines)
        }

    return read


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer wrong", "secret!", "Bearer \u00e9"]
)
def test_nobody_reads_them_without_the_token(client, settings, header):
    settings.METRICS_TOKEN = "secret"
    headers = {"authorization": header} if header else {}
    assert client.get("/metrics", headers=headers).status_code == 404


def test_without_a_token_they_are_there_in_development_only(client, settings):
    assert client.get("/metrics").status_code == 404
    settings.DEBUG = True
    assert client.get("/metrics").status_code == 200


def test_requests_are_counted_by_route_and_status(client, figures):
    name = 'jobboard_request_seconds_count{method="GET",route="api_posting_list",status="200"}'
    before = figures().get(name, 0)
    client.get("/api/v1/postings/?page_size=1")
    client.get("/api/v1/postings/")
    assert figures()[name] == before + 2
    missing = 'jobboard_request_seconds_count{method="GET",route="none",status="404"}'
    client.get("/nothing/here/at/all")
    assert figures()[missing] >= 1


def test_what_waits_is_counted(cast, figures):
    build.posting(cast, Status.RETURNED)
    found = figures()
    assert found["jobboard_outbox_due"] == 3
    assert found["jobboard_outbox_parked"] == 0
    assert found["jobboard_outbox_lag_seconds"] >= 0


def test_calls_that_redis_does_not_answer_are_counted(figures, monkeypatch):
    from redis.exceptions import ConnectionError as Away

    def away(*_args: object, **_kwargs: object) -> None:
        raise Away

    name = 'jobboard_cache_away_total{call="get"}'
    before = figures().get(name, 0)
    monkeypatch.setattr(cache._cache, "get", away)
    assert cache.get("x", "default") == "default"
    assert figures()[name] == before + 1


def test_the_addresses_in_llms_txt_answer(client):
    text = client.get("/llms.txt").content.decode()
    found = re.findall(r"\(https://board\.example(/[^)]*)\)", text)
    assert len(found) == 8
    assert [client.get(path).status_code for path in found] == [200] * 8


def test_security_txt_names_somebody_and_is_fresh(client):
    answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert fields["Contact"].startswith("mailto:")
    left = datetime.fromisoformat(fields["Expires"]) - timezone.now()
    assert timedelta(days=1) < left < timedelta(days=365)
    assert fields["Canonical"] == "https://board.example/.well-known/security.txt"
