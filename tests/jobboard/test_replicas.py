"""When a replica may be asked at all; tests/faults has a real one."""

import re

import pytest
from django.conf import settings
from django.db import transaction

from jobboard import generations, replicas
from jobboard.rows import REPLICA


@pytest.fixture
def named(monkeypatch):
    """A replica stands in the settings."""
    monkeypatch.setitem(settings.DATABASES, REPLICA, {})


def test_without_a_replica_nothing_is_asked_of_one(transactional_db):
    assert not replicas.may_be_asked()
    assert generations.position() == ""
    assert replicas.fetch("SELECT %s", [7]) == [(7,)]


def test_a_generation_says_how_far_a_replica_has_to_be(transactional_db, named):
    generations.raise_now()
    assert re.fullmatch(r"[0-9A-F]+/[0-9A-F]+", generations.position())


def test_a_generation_of_before_sends_everybody_to_the_primary(
    transactional_db, named, monkeypatch
):
    monkeypatch.setattr(generations, "new", lambda: "18eaa8f5")
    generations.raise_now()
    assert replicas.from_replica("SELECT 1", []) is None


def test_inside_of_a_transaction_only_the_primary_is_asked(transactional_db, named):
    assert replicas.may_be_asked()
    with transaction.atomic():
        assert not replicas.may_be_asked()
