"""The guard at the door, the client's address, and the headers that go out."""

import pytest
from django.test import Client, RequestFactory

from jobboard.security import client_address

pytestmark = pytest.mark.django_db
PATHS = ["/en/jobs/", "/api/v1/postings/"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("query", ["q=%00", "q=a%0Ab", "%00=1", "q=%1b", "q=%7F"])
def test_control_characters_are_a_400_everywhere(client, path, query):
    assert client.get(f"{path}?{query}").status_code == 400


def test_a_control_character_in_the_path_is_a_400(client):
    assert client.get("/en/jobs/a%00b/").status_code == 400


@pytest.mark.parametrize("query", ["q=%C3%A7", "q=a+b%20c", "q=%F0%9F%98%80", "q=%ff"])
def test_text_passes(client, query):
    assert client.get(f"/en/jobs/?{query}").status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_trace_is_refused(client, path):
    assert client.generic("TRACE", path).status_code == 405


@pytest.mark.parametrize("path", PATHS)
def test_a_body_that_is_too_large_is_refused_before_it_is_read(client, path):
    answer = client.generic("POST", path, b"x", CONTENT_LENGTH="10000000")
    assert answer.status_code == 413


def test_an_address_that_is_too_long_is_refused(client):
    assert client.get("/en/jobs/?q=" + "a" * 9000).status_code == 414


def test_the_refusal_speaks_the_language_of_the_address(client):
    answer = client.get("/pt-br/jobs/?q=%00")
    assert "Essa requisição não pôde ser lida." in answer.content.decode()
    assert (
        client.get("/api/v1/postings/?q=%00")["Content-Type"]
        == "application/problem+json"
    )


@pytest.mark.parametrize(
    ("trusted", "forwarded", "expected"),
    [
        (0, "6.6.6.6", "10.0.0.1"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.7", "203.0.113.9"),
        (1, "", "10.0.0.1"),
        (3, "203.0.113.9", "10.0.0.1"),
    ],
)
def test_only_our_own_proxies_say_who_asks(settings, trusted, forwarded, expected):
    settings.TRUSTED_PROXY_COUNT = trusted
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1")
    if forwarded:
        request.META["HTTP_X_FORWARDED_FOR"] = forwarded
    assert client_address(request) == expected


@pytest.mark.parametrize(
    "path",
    ["/en/jobs/", "/api/v1/postings/", "/healthz", "/en/nope/", "/en/accounts/login/"],
)
def test_every_answer_carries_the_headers(client, path):
    headers = client.get(path).headers
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    # What anybody may read by the API, anybody's page may.
    reach = "cross-origin" if path.startswith("/api/") else "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == reach
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["X-Request-ID"]


@pytest.mark.parametrize(
    ("given", "kept"), [("edge-0123456789", True), ("a b", False), ("x" * 65, False)]
)
def test_a_request_id_is_taken_from_the_edge_if_it_is_one(client, given, kept):
    answer = client.get("/healthz", headers={"X-Request-ID": given})
    assert (answer["X-Request-ID"] == given) is kept


def test_a_form_without_its_seal_is_refused_in_words():
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/es/accounts/login/", {"login": "a@example.com"})
    assert answer.status_code == 403
    assert "formulario" in answer.content.decode()
