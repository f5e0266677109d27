"""A migration steps aside for a busy table."""

import time

import psycopg
import pytest
from django.core.management import call_command
from django.db import OperationalError, connection

from jobboard.management.commands import migrate


@pytest.mark.django_db(transaction=True)
def test_a_busy_table_is_not_waited_for(monkeypatch, capsys):
    monkeypatch.setattr(migrate, "TRIES", 2)
    monkeypatch.setattr(migrate.random, "uniform", lambda *_bounds: 0)
    call_command("migrate", "postings", "0001", verbosity=0)
    params = connection.get_connection_params()
    params.pop("cursor_factory", None), params.pop("context", None)
    with psycopg.connect(
        **{k: v for k, v in params.items() if isinstance(v, (str, int))}
    ) as other:
        other.execute("LOCK django_migrations IN ACCESS EXCLUSIVE MODE")
        began = time.monotonic()
        with pytest.raises(OperationalError):
            call_command("migrate", "postings", verbosity=0)
        assert time.monotonic() - began < 10
        other.rollback()
    call_command("migrate", "postings", verbosity=0)
    assert "A table is busy; trying again." in capsys.readouterr().err
