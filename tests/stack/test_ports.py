"""A taken port is not fought for."""

import socket

from jobboard.stack import ports


def listening(family=socket.AF_INET, host="127.0.0.1"):
    server = socket.socket(family, socket.SOCK_STREAM)
    server.bind((host, 0))
    server.listen()
    return server


def test_the_next_free_port_is_used():
    with listening() as taken:
        port = taken.getsockname()[1]
        found, held = ports.first_free(port)
        held.close()
        assert found > port


def test_a_port_that_is_only_taken_on_the_other_family_is_taken():
    with listening(socket.AF_INET6, "::1") as taken:
        assert ports.is_answered(taken.getsockname()[1])


def test_a_reserved_port_is_given_to_nobody_else_but_can_be_served():
    with listening() as probe:
        port = probe.getsockname()[1]
    found, held = ports.first_free(port)
    try:
        assert ports.reserve(found) is None
        with socket.socket() as web:
            web.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            web.bind(("127.0.0.1", found))
            web.listen()
            with socket.create_connection(("127.0.0.1", found), 2) as client:
                served, _address = web.accept()
                served.close()
                assert client.getpeername()[1] == found
    finally:
        held.close()
