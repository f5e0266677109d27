"""Addresses of Sentinels; tests/faults has real ones."""

import pytest

from jobboard.sentinels import read


def test_an_address_names_hosts_primary_and_password():
    found = read("sentinel://:p%40ss@one.internal:26380,two.internal/board")
    assert found.hosts == (("one.internal", 26380), ("two.internal", 26379))
    assert (found.name, found.password) == ("board", "p@ss")


def test_what_is_not_said_is_as_usual():
    found = read("sentinel://one.internal")
    assert found.hosts == (("one.internal", 26379),)
    assert (found.name, found.password) == ("mymaster", None)


def test_celery_gets_them_one_by_one_with_the_secret_as_it_was_written():
    found = read("sentinel://:p%40ss@one.internal,two.internal:26380/board")
    assert found.broker(0) == (
        "sentinel://:p%40ss@one.internal:26379/0"
        ";sentinel://:p%40ss@two.internal:26380/0"
    )


@pytest.mark.parametrize("url", ["redis://one.internal:6379", "unix:///redis.sock"])
def test_a_server_is_no_sentinel(url):
    assert read(url) is None
