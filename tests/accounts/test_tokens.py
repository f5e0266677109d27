"""Tokens: made once, shown once, good for what they say, and ended at once."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.lifecycle.token import create_token, revoke_token
from accounts.models import ApiToken, Company, Scope, User
from jobboard.ids import encode
from jobboard.outbox import Event
from jobboard.versions import NotAllowedNow

URL = "/en/accounts/tokens/"
LIST = "/api/v1/postings/"
NEW = {"name": "Nightly", "scopes": ["postings:read"], "days": "90"}


def make(user: User, **more) -> tuple[ApiToken, str]:
    return create_token(by=user, name="t", scopes=[Scope.POSTINGS_READ], **more)


def status(secret: str) -> int:
    return Client().get(LIST, headers={"authorization": f"Bearer {secret}"}).status_code


def test_a_token_is_shown_once_and_never_stored(cast, signed_in):
    client = signed_in("owner")
    page = client.post(URL, NEW)
    (secret,) = re.findall(r"<code>(jb_[\w-]{43})</code>", page.content.decode())
    assert "no-store" in page["Cache-Control"]
    assert secret not in client.get(URL).content.decode()
    token = ApiToken.objects.get()
    assert secret not in str(vars(token)) + str(Event.objects.latest("at").data)
    assert (token.user, token.scopes, token.ending) == (
        cast["owner"],
        ["postings:read"],
        secret[-4:],
    )
    assert status(secret) == 200


def test_a_form_that_is_not_whole_makes_none(cast, signed_in):
    page = signed_in("owner").post(URL, {**NEW, "scopes": []})
    assert page.status_code == 422
    assert "Nightly" in page.content.decode()
    assert not ApiToken.objects.exists()


def test_nobody_limits_a_token_to_a_company_of_others(cast, signed_in):
    globex = Company.objects.get(slug="globex")
    page = signed_in("owner").post(URL, {**NEW, "company": globex.pk})
    assert page.status_code == 422
    with pytest.raises(PermissionDenied):
        make(cast["owner"], company=globex)
    assert not ApiToken.objects.exists()


def test_a_revoked_token_opens_nothing(cast, signed_in):
    token, secret = make(cast["owner"])
    assert status(secret) == 200
    signed_in("owner").post(f"{URL}{encode(token.pk)}/revoke/")
    assert status(secret) == 401
    with pytest.raises(NotAllowedNow):
        revoke_token(token, by=cast["owner"])
    events = Event.objects.filter(subject_id=token.pk).order_by("at")
    assert [event.kind for event in events] == ["token.created", "token.revoked"]


def test_an_expired_token_opens_nothing(cast):
    _token, secret = make(cast["owner"], expires_at=timezone.now())
    assert status(secret) == 401


def test_the_token_of_somebody_who_is_blocked_opens_nothing(cast):
    _token, secret = make(cast["stranger"])
    User.objects.filter(pk=cast["stranger"].pk).update(is_active=False)
    assert status(secret) == 401


@pytest.mark.parametrize(
    "header",
    ["Bearer", "Bearer ", "Bearer jb_no", "Basic eDp5", "jb_x", "Bearer \u00e9"],
)
def test_what_is_no_token_is_a_401_that_says_how(db, header):
    answer = Client().get(LIST, headers={"authorization": header})
    assert (answer.status_code, answer["Content-Type"]) == (
        401,
        "application/problem+json",
    )
    assert answer["WWW-Authenticate"] == 'Bearer realm="api"'


def test_a_use_is_noted_now_and_then(cast, django_assert_num_queries):
    token, secret = make(cast["owner"])
    status(secret)
    token.refresh_from_db()
    first = token.last_used_at
    assert first is not None
    with django_assert_num_queries(2):
        status(secret)
    ApiToken.objects.update(last_used_at=timezone.now() - timedelta(minutes=6))
    status(secret)
    token.refresh_from_db()
    assert token.last_used_at >= first


def test_an_owner_sees_and_ends_the_tokens_of_the_company(cast, signed_in):
    acme = Company.objects.get(slug="acme")
    token, secret = make(cast["recruiter"], company=acme)
    own, _secret = make(cast["recruiter"])
    client = signed_in("owner")
    page = client.get("/en/desk/acme/tokens/").content.decode()
    assert token.ending in page
    assert own.ending not in page
    assert client.post(f"{URL}{encode(own.pk)}/revoke/").status_code == 404
    done = client.post(f"{URL}{encode(token.pk)}/revoke/")
    assert done["Location"] == "/en/desk/acme/tokens/"
    assert status(secret) == 401


@pytest.mark.parametrize("part", ["viewer", "rival", "candidate", "moderator"])
def test_nobody_else_ends_it(cast, signed_in, part):
    acme = Company.objects.get(slug="acme")
    token, secret = make(cast["owner"], company=acme)
    assert signed_in(part).post(f"{URL}{encode(token.pk)}/revoke/").status_code == 404
    with pytest.raises(PermissionDenied):
        revoke_token(token, by=cast[part])
    assert status(secret) == 200


def run(*words: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("create_token", *words, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_command_prints_the_token_alone_on_its_last_line(cast):
    out, _err = run(
        "--email=Owner@acme.example", "--company=acme", "--scopes=postings:read"
    )
    secret = out.splitlines()[-1]
    assert re.fullmatch(r"jb_[\w-]{43}", secret)
    assert status(secret) == 200
    assert ApiToken.objects.get().company.slug == "acme"


@pytest.mark.parametrize(
    "words",
    [
        ["--email=nobody@example.com", "--scopes=postings:read"],
        ["--email=owner@acme.example", "--scopes=postings:rule"],
        ["--email=owner@acme.example", "--scopes="],
        ["--email=owner@acme.example", "--scopes=postings:read", "--company=none"],
        ["--email=owner@acme.example", "--scopes=postings:read", "--company=globex"],
    ],
)
def test_the_command_says_what_is_wrong(cast, words):
    with pytest.raises(CommandError):
        run(*words)
    assert not ApiToken.objects.exists()


def test_a_token_that_could_end_the_account_takes_the_password_again(signed_in):
    client = signed_in("candidate")
    form = {"name": "keeper", "scopes": ["account:write"], "days": "30"}
    answer = client.post("/en/accounts/tokens/", form)
    assert answer.status_code == 302
    assert "/accounts/reauthenticate/" in answer["Location"]
    assert not ApiToken.objects.exists()
    less = {**form, "scopes": ["alerts:write"]}
    assert client.post("/en/accounts/tokens/", less).status_code == 200
    assert ApiToken.objects.get().scopes == ["alerts:write"]
