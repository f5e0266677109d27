"""The page of a company's webhooks: made, read, rotated, replayed, removed; by owners."""

from typing import Any

import pytest
from django.utils import timezone

from accounts.lifecycle.webhook import create_webhook, disable_webhook
from accounts.models import Webhook, WebhookMessage
from accounts.models.webhook import WebhookAttempt
from tests import build

pytestmark = pytest.mark.django_db
ALL = "/en/desk/acme/webhooks/"
GIVEN: dict[str, Any] = {
    "url": "https://hooks.example/jobs",
    "events": ["posting.closed"],
}


@pytest.fixture
def owner(signed_in):
    return signed_in("owner")


@pytest.fixture
def hook(cast) -> Webhook:
    return create_webhook(build.acme(), by=cast["owner"], **GIVEN)


def address(hook: Webhook, more: str = "") -> str:
    return f"{ALL}{hook.public_id}/{more}"


def message(hook: Webhook, **more) -> WebhookMessage:
    made = WebhookMessage.objects.create(
        webhook=hook, event_id=7, kind="posting.closed", data={}, **more
    )
    WebhookAttempt.objects.create(message=made, status=503, milliseconds=12)
    return made


def test_its_secret_is_shown_once(owner):
    answer = owner.post(ALL, GIVEN)
    made = Webhook.objects.get()
    assert made.secret in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    for path in (ALL, address(made)):
        text = owner.get(path).content.decode()
        assert GIVEN["url"] in text
        assert made.secret not in text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"url": "ftp://hooks.example/"}, "url"),
        ({"url": "hooks"}, "url"),
        ({"events": []}, "events"),
        ({"events": ["posting.invented"]}, "events"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(
    owner, wrong, field
):
    answer = owner.post(ALL, {**GIVEN, **wrong})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert {**GIVEN, **wrong}["url"] in answer.content.decode()
    assert not Webhook.objects.exists()


def test_there_are_ten_at_most(owner, cast):
    for _ in range(10):
        create_webhook(build.acme(), by=cast["owner"], **GIVEN)
    answer = owner.post(ALL, GIVEN)
    assert answer.status_code == 422
    assert "10 webhooks at most" in answer.content.decode()


def test_a_new_secret_is_shown_and_the_old_one_signs_for_a_day(owner, hook):
    before = hook.secret
    answer = owner.post(address(hook, "rotate/"), {"version": hook.version})
    hook.refresh_from_db()
    assert hook.secret in answer.content.decode()
    assert hook.secrets(timezone.now()) == [hook.secret, before]


@pytest.mark.parametrize("deed", ["rotate", "resume", "delete"])
@pytest.mark.parametrize(("version", "status"), [("9", 302), ("x", 400), ("", 400)])
def test_a_stale_button_changes_nothing(owner, hook, deed, version, status):
    data = {"version": version} if version else {}
    answer = owner.post(address(hook, f"{deed}/"), data)
    assert answer.status_code == status
    assert (hook.as_it_is().version, hook.as_it_is().secret) == (1, hook.secret)


def test_one_that_was_turned_off_says_why_and_begins_again(owner, hook):
    disable_webhook(hook, because=Webhook.Disabled.FAILING)
    assert "nothing arrived for a day" in owner.get(address(hook)).content.decode()
    owner.post(address(hook, "resume/"), {"version": hook.version})
    assert hook.as_it_is().disabled_at is None


def test_its_log_tells_every_attempt_and_sends_once_more(owner, hook):
    told = message(hook, failed_at=timezone.now())
    text = owner.get(address(hook)).content.decode()
    assert "did not arrive" in text
    assert "503 (12 ms)" in text
    for _ in range(2):
        owner.post(address(hook, f"messages/{told.public_id}/replay/"))
        told.refresh_from_db()
        assert (told.failed_at, told.attempts) == (None, 0)


def test_the_log_asks_two_queries_however_long_it_is(
    owner, hook, django_assert_num_queries
):
    for number in range(5):
        WebhookMessage.objects.create(
            webhook=hook, event_id=number, kind="posting.closed", data={}
        )
    owner.get(address(hook))
    # The session, the person, the company, the webhook, its log, the attempts.
    with django_assert_num_queries(6):
        owner.get(address(hook))


def test_it_is_removed_with_its_log(owner, hook):
    message(hook)
    answer = owner.post(address(hook, "delete/"), {"version": hook.version})
    assert answer["Location"] == ALL
    assert not WebhookMessage.objects.exists()


@pytest.mark.parametrize("part", ["recruiter", "viewer", "rival", "moderator"])
def test_nobody_but_an_owner_sees_or_moves_it(signed_in, hook, part):
    client, told = signed_in(part), message(hook, done_at=timezone.now())
    assert client.get(ALL).status_code == 404
    assert client.post(ALL, GIVEN).status_code == 404
    assert client.get(address(hook)).status_code == 404
    deeds = ["rotate/", "resume/", "delete/", f"messages/{told.public_id}/replay/"]
    for deed in deeds:
        answer = client.post(address(hook, deed), {"version": 1})
        assert answer.status_code == 404
    assert hook.as_it_is().version == 1
