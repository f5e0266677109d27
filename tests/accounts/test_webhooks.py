"""Webhooks: signed, sent until they arrive, for a day, and never to a private address."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from accounts.lifecycle.webhook import AT_MOST, announce
from accounts.models import Membership, Webhook, WebhookMessage
from accounts.publishing import webhooks as sending
from accounts.publishing.webhooks import ATTEMPTS, deliver, signature
from accounts.tasks import send_webhooks
from jobboard import relay
from jobboard.fetching import Guard
from jobboard.outbox import Event
from postings import webhook_tasks
from tests import build
from tests.callers import Caller

URL = "/companies/acme/webhooks/"
NEW: dict[str, Any] = {
    "url": "https://ats.example/hook",
    "events": ["posting.approved"],
}


class Receiver:
    """A server that keeps what it was sent, and answers as it is told."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.status = 204
        self.headers: dict[str, str] = {}
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.got.append((dict(self.headers), body))
                self.send_response(receiver.status)
                for name, value in receiver.headers.items():
                    self.send_header(name, value)
                self.end_headers()

            def log_message(self, *_args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def receiver(settings, monkeypatch) -> Iterator[Receiver]:
    """Reached although it is private; in development http will do."""
    settings.DEBUG = True
    monkeypatch.setattr(sending, "GUARD", Guard(allows=lambda _address: True))
    made = Receiver()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def owner(cast) -> Caller:
    return Caller(cast["owner"])


def hook(cast, url: str = NEW["url"]) -> Webhook:
    events = ["posting.approved", "posting.closed"]
    return Webhook.objects.create(company=build.acme(), url=url, events=events)


def told(cast) -> WebhookMessage:
    """A posting is approved, and its company's webhooks are to hear of it."""
    webhook_tasks.announce_to_webhooks()
    build.posting(cast)
    relay.number_events()
    assert webhook_tasks.announce_to_webhooks() == 2
    assert webhook_tasks.announce_to_webhooks() == 0
    return WebhookMessage.objects.get()


def verified(webhook: Webhook, headers: dict[str, str], body: bytes) -> bool:
    """As a receiver would check it, after the specification."""
    key = base64.b64decode(webhook.secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
    return f"v1,{expected.decode()}" in headers["webhook-signature"].split()


def test_the_signature_is_that_of_the_specification():
    found = signature(
        ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
        name="msg_p5jXN8AQM9LWM0D4loKWxJek",
        at=1614265330,
        body=b'{"test": 2432232314}',
    )
    assert found == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_an_event_arrives_signed_and_once(cast, receiver):
    webhook = hook(cast, receiver.url)
    message = told(cast)
    deliver(message.pk)
    deliver(message.pk)
    ((headers, body),) = receiver.got
    assert verified(webhook, headers, body)
    said = json.loads(body)
    assert said["type"] == "posting.approved"
    assert said["data"]["company"] == "acme"
    assert (said["data"]["from"], said["data"]["to"]) == ("submitted", "live")
    assert len(body) < 20_000
    message.refresh_from_db()
    assert message.done_at is not None
    assert message.attempts_made.get().status == 204


def test_an_event_is_written_down_once_however_often_it_is_announced(cast):
    hook(cast)
    message = told(cast)
    event = Event.objects.get(pk=message.event_id)
    assert announce(build.acme(), event, {}) == 1
    assert WebhookMessage.objects.count() == 1


def test_only_what_it_hears_of_and_what_came_after_it(cast):
    build.posting(cast)
    early = Event.objects.get(kind="posting.approved")
    hook(cast)
    other = Event.objects.get(kind="posting.submitted")
    assert announce(build.acme(), early, {}) == announce(build.acme(), other, {}) == 0


def test_it_is_tried_for_a_day_under_the_same_id(cast, receiver):
    webhook = hook(cast, receiver.url)
    receiver.status = 500
    message = told(cast)
    began = message.began_at
    moments = []
    for _ in ATTEMPTS:
        message.refresh_from_db()
        moments.append(message.due_at - began)
        with time_machine.travel(message.due_at + timedelta(seconds=1), tick=False):
            assert deliver(message.pk) is None
    for planned, moment in zip(ATTEMPTS, moments, strict=True):
        assert planned <= moment <= planned * 1.1 + timedelta(seconds=2)
    assert {headers["webhook-id"] for headers, _body in receiver.got} == {
        message.public_id
    }
    assert len(receiver.got) == len(ATTEMPTS)
    message.refresh_from_db()
    webhook.refresh_from_db()
    assert message.failed_at is not None
    assert webhook.disabled_because == "failing"
    assert Event.objects.filter(kind="webhook.disabled").count() == 1


@pytest.mark.parametrize("status", [301, 302, 404])
def test_a_redirect_is_a_failure_and_is_not_followed(cast, receiver, status):
    hook(cast, receiver.url)
    receiver.status, receiver.headers = status, {"Location": receiver.url}
    message = told(cast)
    deliver(message.pk)
    message.refresh_from_db()
    assert (len(receiver.got), message.done_at) == (1, None)


def test_retry_after_is_honoured(cast, receiver):
    hook(cast, receiver.url)
    receiver.status, receiver.headers = 503, {"Retry-After": "900"}
    message = told(cast)
    deliver(message.pk)
    message.refresh_from_db()
    assert timedelta(seconds=890) < message.due_at - timezone.now()


def test_an_address_that_is_gone_is_asked_no_more(cast, receiver):
    webhook = hook(cast, receiver.url)
    receiver.status = 410
    message = told(cast)
    deliver(message.pk)
    webhook.refresh_from_db()
    assert webhook.disabled_because == "gone"
    assert not WebhookMessage.objects.due(timezone.now() + timedelta(days=1)).exists()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "169.254.169.254"])
def test_a_private_address_is_never_reached(cast, settings, host):
    settings.DEBUG = True
    hook(cast, f"http://{host}:1/hook")
    message = told(cast)
    deliver(message.pk)
    attempt = message.attempts_made.get()
    assert (attempt.status, attempt.error) == (None, "it is not a public address")


def test_outside_of_development_only_https_will_do(cast, receiver, settings):
    settings.DEBUG = False
    hook(cast, receiver.url)
    message = told(cast)
    deliver(message.pk)
    assert receiver.got == []
    assert message.attempts_made.get().error == "webhooks are sent by https only"


def test_what_is_due_is_handed_out(cast, monkeypatch):
    hook(cast)
    message = told(cast)
    sent: list[int] = []
    from accounts.tasks import send_webhook

    monkeypatch.setattr(send_webhook, "delay", sent.append)
    assert send_webhooks() == 1
    assert sent == [message.pk]


def test_a_worker_that_dies_leaves_it_due_again(cast):
    hook(cast)
    message = told(cast)
    assert sending.claim(message.pk) is not None
    assert sending.claim(message.pk) is None
    assert not WebhookMessage.objects.due(timezone.now()).exists()
    later = timezone.now() + timedelta(minutes=2)
    assert WebhookMessage.objects.due(later).exists()


def test_a_webhook_is_made_changed_and_removed_by_program(owner):
    made = owner("post", URL, NEW)
    assert made.status_code == 201
    body = made.json()
    assert body["secret"].startswith("whsec_")
    assert len(base64.b64decode(body["secret"][6:])) == 32
    path = f"{URL}{body['id']}/"
    assert made["Location"] == f"/api/v1{path}"
    shown = owner("get", path)
    assert "secret" not in shown.json()
    assert owner("get", URL).json()["results"] == [shown.json()]
    events = ["posting.closed"]
    changed = owner("patch", path, {"events": events}, match=shown["ETag"])
    assert (changed.json()["events"], changed.json()["version"]) == (events, 2)
    assert owner("patch", path, {"events": []}, match=2).status_code == 400
    assert owner("patch", path, {"events": events}, match=1).status_code == 412
    assert owner("delete", path, match=2).status_code == 204
    assert owner("get", path).status_code == 404


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({**NEW, "url": "ftp://x.example"}, "#/url"),
        ({**NEW, "url": "//x"}, "#/url"),
        ({**NEW, "events": ["posting.sold"]}, "#/events/0"),
        ({**NEW, "events": []}, "#/events"),
        ({**NEW, "secret": "mine"}, "#/secret"),
    ],
)
def test_what_is_wrong_with_it_is_named(owner, body, pointer):
    answer = owner("post", URL, body)
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_after_a_rotation_both_secrets_sign_for_a_day(owner, cast, receiver):
    webhook = hook(cast, receiver.url)
    path = f"{URL}{webhook.public_id}/rotate/"
    rotated = owner("post", path, match=1, key='"r"')
    again = owner("post", path, match=1, key='"r"')
    assert rotated.json() == again.json()
    message = told(cast)
    deliver(message.pk)
    ((headers, body),) = receiver.got
    assert verified(webhook, headers, body), "the old one"
    webhook.refresh_from_db()
    assert webhook.secret == rotated.json()["secret"]
    assert verified(webhook, headers, body), "the new one"
    tomorrow = timezone.now() + timedelta(days=1, minutes=1)
    assert webhook.secrets(tomorrow) == [webhook.secret]


def test_the_log_shows_every_attempt_and_sends_again(owner, cast, receiver):
    webhook = hook(cast, receiver.url)
    message = told(cast)
    log = f"{URL}{webhook.public_id}/deliveries/"
    (row,) = owner("get", log).json()["results"]
    assert (row["state"], row["attempts"]) == ("waiting", [])
    replay = f"{log}{message.public_id}/replay/"
    assert owner("post", replay).status_code == 409
    deliver(message.pk)
    (row,) = owner("get", log).json()["results"]
    assert (row["state"], row["attempts"][0]["status"]) == ("delivered", 204)
    assert owner("post", replay).json()["state"] == "waiting"
    deliver(message.pk)
    first, second = (headers["webhook-id"] for headers, _body in receiver.got)
    assert first == second


@pytest.mark.parametrize(
    ("part", "status"), [("recruiter", 403), ("viewer", 403), ("rival", 404)]
)
def test_only_owners_have_to_do_with_them(cast, part, status):
    webhook = hook(cast)
    caller = Caller(cast[part])
    path = f"{URL}{webhook.public_id}/"
    assert caller("get", URL).status_code == status
    assert caller("post", URL, NEW).status_code == status
    assert caller("get", path).status_code == status
    assert caller("delete", path, match=1).status_code == status
    assert Webhook.objects.get().version == 1


def test_a_token_without_the_scope_is_refused(cast):
    caller = Caller(cast["owner"], "postings:write")
    assert caller("get", URL).status_code == 403


def test_an_owner_who_left_hears_nothing_more(cast, owner):
    assert owner("get", URL).status_code == 200
    Membership.objects.filter(user=cast["owner"]).delete()
    assert owner("get", URL).status_code == 404


def test_ten_are_enough(cast, owner):
    for _ in range(AT_MOST):
        hook(cast)
    assert owner("post", URL, NEW).status_code == 409
