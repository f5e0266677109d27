"""The cache may be away."""

import pytest
from django.core.cache import caches

from jobboard.caching import ForgivingRedisCache


@pytest.fixture
def away() -> ForgivingRedisCache:
    return ForgivingRedisCache(
        "redis://127.0.0.1:1/0", {"OPTIONS": {"socket_connect_timeout": 0.2}}
    )


def test_a_cache_that_is_away_is_an_empty_one(away):
    assert away.get("a", "otherwise") == "otherwise"
    assert away.get("a") is None
    assert away.set("a", 1) is False
    assert away.add("a", 1) is True
    assert away.get_many(["a"]) == {}
    assert away.delete("a") is False
    assert away.incr("a") == 1
    assert away.get_or_set("a", lambda: 5) == 5


def test_a_cache_that_is_there_keeps(settings):
    cache = caches["default"]
    cache.set("a", 1)
    assert cache.get("a") == 1


def test_a_page_is_served_while_redis_is_away(client, db, settings):
    settings.CACHES = {
        "default": {
            **settings.CACHES["default"],
            "LOCATION": "redis://127.0.0.1:1/0",
            "OPTIONS": {},
        }
    }
    assert client.get("/en/jobs/").status_code == 200
    assert client.get("/en/accounts/login/").status_code == 200
    answer = client.post(
        "/en/accounts/login/", {"login": "owner@acme.example", "password": "wrong"}
    )
    assert answer.status_code == 422
