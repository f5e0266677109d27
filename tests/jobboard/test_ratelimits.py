"""Rate limits: never more than the limit, whatever a client sends."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.http import HttpResponse  # noqa: TID251 (a view of its own)
from django.test import Client, RequestFactory

from accounts.lifecycle.token import create_token
from accounts.models import Scope
from jobboard.ratelimits import Limit, by_address, hit, limited

QUIET = "/api/v1/problems/not-found/"
LIST = "/api/v1/postings/"


def test_every_answer_of_the_api_says_how_the_client_stands(client, db, settings):
    settings.API_RATE_ANONYMOUS = 3
    for left, path in ((2, QUIET), (1, "/api/v1/nope/"), (0, LIST)):
        answer = client.get(path)
        assert answer["RateLimit-Policy"] == '"anonymous";q=3;w=60'
        assert answer["RateLimit"].startswith(f'"anonymous";r={left};t=')
    refused = client.get(LIST)
    assert (refused.status_code, refused["Content-Type"]) == (
        429,
        "application/problem+json",
    )
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert "RateLimit" not in client.get("/en/jobs/")


def test_a_token_has_a_limit_of_its_own(client, cast, settings):
    settings.API_RATE_ANONYMOUS, settings.API_RATE_TOKEN = 1, 2
    _token, secret = create_token(
        by=cast["owner"], name="t", scopes=[Scope.POSTINGS_READ]
    )
    headers = {"authorization": f"Bearer {secret}"}
    statuses = [client.get(LIST, headers=headers).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    assert client.get(LIST, headers=headers)["RateLimit"].startswith('"token";r=0')
    assert client.get(LIST).status_code == 200


def test_made_up_tokens_are_no_way_around(client, db, settings):
    settings.API_RATE_ANONYMOUS = 2
    for path in (LIST, QUIET):
        cache.clear()
        statuses = [
            client.get(path, headers={"authorization": f"Bearer jb_{n}"}).status_code
            for n in range(4)
        ]
        assert statuses[2:] == [429, 429]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("forge", ["", "x-forwarded-for", "authorization"])
def test_ten_times_the_limit_at_once_lets_no_more_than_the_limit_in(settings, forge):
    limit = settings.API_RATE_ANONYMOUS = 12

    def ask(number: int) -> int:
        headers = {forge: f"Bearer 10.0.{number}.1"} if forge else {}
        return Client().get(QUIET, headers=headers).status_code

    with ThreadPoolExecutor(16) as pool:
        statuses = list(pool.map(ask, range(10 * limit)))
    assert statuses.count(200) == limit
    assert statuses.count(429) == 9 * limit


def test_behind_a_proxy_its_own_entry_decides(settings):
    settings.TRUSTED_PROXY_COUNT = 1
    forged = RequestFactory().get("/", headers={"x-forwarded-for": "1.1.1.1, 7.7.7.7"})
    assert by_address(forged) == "7.7.7.7"


@pytest.mark.parametrize(
    ("address", "who"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("not an address", "not an address"),
    ],
)
def test_whom_an_address_stands_for(address, who):
    assert by_address(RequestFactory().get("/", REMOTE_ADDR=address)) == who


def test_while_redis_is_away_everything_is_allowed(monkeypatch):
    from redis.exceptions import ConnectionError as Away

    def away(*_args: object, **_kwargs: object) -> None:
        raise Away

    monkeypatch.setattr(cache._cache, "get_client", away)
    counted = [hit(Limit("test", 1), "somebody") for _ in range(3)]
    assert all(one.is_allowed for one in counted)


def test_a_view_is_limited_in_its_posts_alone(db):
    view = limited("test", quota=1)(lambda _request: HttpResponse("done"))
    factory = RequestFactory()
    assert [view(factory.get("/en/x/")).status_code for _ in range(3)] == [200] * 3
    statuses = [view(factory.post("/en/x/")).status_code for _ in range(2)]
    assert statuses == [200, 429]
    assert int(view(factory.post("/en/x/"))["Retry-After"]) >= 1
