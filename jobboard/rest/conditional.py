"""Conditional requests (RFC 9110): entity tags out, If-None-Match and If-Match in.

A tag is strong: `"v5-0c1d…"` names the version of the row and a digest of the
bytes, since a row's representation also holds what its version does not cover
(the name of its company). If-Match compares the version; `"v5"` will do.
"""

import re
from hashlib import blake2b
from typing import TypeVar

from django.utils.cache import patch_cache_control, patch_vary_headers
from rest_framework.request import Request
from rest_framework.response import Response

from jobboard.rest.codecs import JsonRenderer
from jobboard.rest.problems import Problem
from jobboard.versions import StaleVersion, Versioned

TAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]*"')
# A weak tag never matches here (RFC 9110 13.1.1).
VERSION = re.compile(r'(?<!W/)"v([1-9][0-9]{0,9})(?:-[0-9a-f]+)?"')
HEADERS_FOR_ALL = {
    # Anybody's page may read what anybody may read.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, RateLimit, RateLimit-Policy, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
Row = TypeVar("Row", bound=Versioned)


def digest(body: bytes) -> str:
    return blake2b(body, digest_size=12).hexdigest()


def tag_of(body: bytes, version: int | None = None) -> str:
    """The strong entity tag of these bytes, with the version of a row that has one."""
    return f'"v{version}-{digest(body)}"' if version else f'"{digest(body)}"'


def matches(header: str, tag: str) -> bool:
    """Whether If-None-Match names the tag; weakly, as RFC 9110 13.1.2 says."""
    named = {found.removeprefix("W/") for found in TAG.findall(header)}
    return header.strip() == "*" or tag in named


def answer(
    request: Request,
    body: bytes,
    *,
    version: int | None = None,
    public: bool,
    status: int = 200,
) -> Response:
    """The bytes of a read with their tag, or 304 where the client has them already."""
    tag = tag_of(body, version)
    known = request.method in {"GET", "HEAD"} and matches(
        request.headers.get("If-None-Match", ""), tag
    )
    response = Response(None if known else body, status=304 if known else status)
    response["ETag"] = tag
    if public:
        patch_cache_control(response, public=True, no_cache=True)
        for name, value in HEADERS_FOR_ALL.items():
            response[name] = value
    else:
        patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ["Accept", "Accept-Language", "Authorization"])
    return response


def as_bytes(data: object) -> bytes:
    """The representation of the data, as the API sends it."""
    return JsonRenderer().render(data)


def version_asked(request: Request, row: Row) -> int:
    """The row's version, where If-Match names it.

    Raises a 428 problem where no If-Match is there, StaleVersion where it names
    other versions. `*` names none: it would overwrite what nobody has read.
    """
    header = request.headers.get("If-Match", "").strip()
    if not header or header == "*":
        raise Problem(428)
    if row.version not in {int(found) for found in VERSION.findall(header)}:
        raise StaleVersion(row)
    return row.version
