"""Addresses of Sentinels; tests/faults has real ones."""

import socket

import pytest
from redis.exceptions import RedisError

from jobboard.sentinels import read
from tests.sockets import hanging_up


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


def test_sentinels_that_do_not_answer_are_asked_once():
    """Each retry would hold up a page for seconds."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        client = read(f"sentinel://127.0.0.1:{port}").client(socket_timeout=1)
        with hanging_up(listening) as asked, pytest.raises(RedisError):
            client.ping()
    assert len(asked) == 1
