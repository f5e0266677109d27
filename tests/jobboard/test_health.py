"""Whether the board lives and is ready."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from jobboard.outbox import Delivery
from postings.models import Status
from tests import build


def test_healthz_asks_nobody(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert client.get("/healthz").json() == {"status": "ok"}


def test_readyz_says_what_it_found(client, cast):
    build.posting(cast, Status.LIVE)
    Delivery.objects.update(due_at=timezone.now() - timedelta(seconds=30))
    answer = client.get("/readyz")
    body = answer.json()
    assert answer.status_code == 200
    assert body["ready"] is True
    assert body["checks"] == {
        "database": True,
        "migrations": True,
        "redis": True,
        "outbox": True,
    }
    assert 30 <= body["outbox_lag_seconds"] < 40


@pytest.mark.django_db(transaction=True)
def test_readyz_refuses_while_a_migration_is_missing(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'postings'")
    try:
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()["checks"]["migrations"]) == (
            503,
            False,
        )
    finally:
        from django.core.management import call_command

        call_command("migrate", "postings", fake=True, verbosity=0)
