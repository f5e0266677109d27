"""Find a port, and keep it from being given to somebody else."""

import errno
import socket

TRIES = 200


def is_answered(port: int) -> bool:
    """Whether anybody listens on any of localhost's addresses."""
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.settimeout(0.5)
            if probe.connect_ex((host, port)) == 0:
                return True
    return False


def reserve(port: int) -> socket.socket | None:
    """Hold the port for servers of this user; None where somebody else has it.

    The socket is bound without SO_REUSEPORT first, which fails where anybody
    holds the port, then with it, so that our web server can share it. It never
    listens, so no connection ends up in it.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                return None
            raise
    held = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        held.bind(("127.0.0.1", port))
    except OSError:
        held.close()
        return None
    return held


def first_free(port: int) -> tuple[int, socket.socket]:
    """The port, or the next one that is free, with the socket that reserves it."""
    for candidate in range(port, min(port + TRIES, 65_536)):
        if is_answered(candidate):
            continue
        held = reserve(candidate)
        if held is not None:
            return candidate, held
    raise OSError(errno.EADDRINUSE, f"no free port from {port} on")
