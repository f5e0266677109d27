"""Every operation of the document, for everybody: one that is not in the table fails.

Writes are sent empty, without If-Match or key, so that whoever may write is told
what is missing, and nothing changes.
"""

from typing import Any

import pytest
from django.test import Client

from accounts.models import Scope, User, Webhook, WebhookMessage
from jobboard.cast import CAST
from jobboard.outbox import Event
from postings.lifecycle.reading import save_posting
from postings.lifecycle.revision import revise_posting
from postings.models import Alert, Application, Message, Note, Posting, Status
from tests import applications, build
from tests.callers import Caller
from tests.contract import hold, the_document
from tests.postings.alerts.following import follow

PUBLIC = {"list_postings", "get_posting", "list_companies", "get_company"}
PUBLIC |= {"count_facets", "list_similar_postings", "list_suggestions"}
PUBLIC |= {"get_intake", "list_skills", "list_changes", "list_dumps", "get_dump"}
PUBLIC |= {"get_insights"}
TEAM = {"owner", "recruiter", "viewer"}
WRITERS = {"owner", "recruiter"}
OWNERS = {"owner"}
ANYBODY = set(CAST)
# operation: (who may, with which scope). Others of the team: 403. Strangers: 404.
TABLE: dict[str, tuple[set[str], Scope]] = {
    "list_own_postings": (TEAM, Scope.POSTINGS_READ),
    "get_own_posting": (TEAM, Scope.POSTINGS_READ),
    "get_revision": (TEAM, Scope.POSTINGS_READ),
    **dict.fromkeys(
        "create_posting edit_posting delete_posting submit_posting"
        " withdraw_posting close_posting renew_posting appeal_posting"
        " duplicate_posting edit_revision withdraw_revision".split(),
        (WRITERS, Scope.POSTINGS_WRITE),
    ),
    "extract": (ANYBODY, Scope.POSTINGS_WRITE),
    "list_applications": (TEAM, Scope.APPLICATIONS_READ),
    "get_application": (TEAM, Scope.APPLICATIONS_READ),
    **dict.fromkeys(
        ("list_notes", "list_messages", "get_cv"), (WRITERS, Scope.APPLICATIONS_READ)
    ),
    **dict.fromkeys(
        "edit_application move_application write_note write_message".split(),
        (WRITERS, Scope.APPLICATIONS_WRITE),
    ),
    **dict.fromkeys(
        "list_webhooks create_webhook get_webhook edit_webhook delete_webhook"
        " rotate_webhook list_deliveries replay_delivery".split(),
        (OWNERS, Scope.WEBHOOKS_WRITE),
    ),
}
# operation on what is a person's own: with which scope.
OWN: dict[str, Scope] = {
    **dict.fromkeys(
        "list_bookmarks create_bookmark get_bookmark delete_bookmark"
        " list_alerts create_alert get_alert edit_alert delete_alert".split(),
        Scope.ALERTS_WRITE,
    ),
    "list_sent_applications": Scope.APPLICATIONS_READ,
    "get_sent_application": Scope.APPLICATIONS_READ,
    "apply": Scope.APPLICATIONS_WRITE,
    "withdraw_sent_application": Scope.APPLICATIONS_WRITE,
    "export_me": Scope.ACCOUNT_WRITE,
    "delete_me": Scope.ACCOUNT_WRITE,
}
# Those on one row, which is the candidate's.
ROWS = {"get_bookmark", "delete_bookmark", "get_alert", "edit_alert", "delete_alert"}
ROWS |= {"get_sent_application", "withdraw_sent_application"}
SCOPES = {**OWN, **{name: scope for name, (_may, scope) in TABLE.items()}}
# Whoever is known may ask who they are.
KNOWN = {"get_me"}
OPERATIONS = [
    (one["operationId"], method, path)
    for path, methods in the_document()["paths"].items()
    for method, one in methods.items()
]


def test_every_operation_is_in_the_table():
    known = PUBLIC | KNOWN | SCOPES.keys()
    assert {name for name, _method, _path in OPERATIONS} == known


@pytest.fixture
def board(cast) -> dict[str, str]:
    """What the placeholders of the paths stand for: Acme's, or the candidate's own."""
    posting = build.posting(cast, Status.LIVE)
    version = posting.version
    revise_posting(posting, {"title": "New"}, by=cast["owner"], version=version)
    webhook = Webhook.objects.create(
        company=build.acme(), url="https://x.example", events=["posting.closed"]
    )
    message = WebhookMessage.objects.create(
        webhook=webhook, event_id=1, kind="posting.closed", data={}
    )
    candidate = cast["candidate"]
    sent = applications.application(cast, by=candidate, cv=applications.cv())
    save_posting(posting, by=candidate)
    return {
        "slug": "acme",
        "application_id": sent.public_id,
        "posting_id": posting.public_id,
        "webhook_id": webhook.public_id,
        "message_id": message.public_id,
        "alert_id": follow(candidate).public_id,
        "day": "2000-01-01",
    }


def state() -> tuple[Any, ...]:
    """What no call of this matrix may change."""
    postings = Posting.objects.order_by("pk").values_list("pk", "version", "status")
    webhooks = Webhook.objects.order_by("pk").values_list("pk", "version")
    sent = Application.objects.order_by("pk").values_list("pk", "version")
    alerts = Alert.objects.order_by("pk").values_list("pk", "version")
    rows = Note.objects.count() + Message.objects.count()
    return (
        *postings,
        *webhooks,
        *sent,
        *alerts,
        rows,
        User.objects.count(),
        Event.objects.exclude(subject="apitoken").count(),
    )


def call(caller: Any, method: str, path: str) -> int:
    if isinstance(caller, Caller):
        short = path.removeprefix("/api/v1")
        answer = caller(method, short, key=None)
        return status_of(answer)
    more = {} if method == "get" else {"content_type": "application/json"}
    answer = getattr(caller, method)(path, **more)
    hold(answer, method, path)
    return status_of(answer)


def status_of(answer: Any) -> int:
    """The status, once a file has been read to its end and is closed."""
    if answer.streaming:
        list(answer.streaming_content)
    return int(answer.status_code)


def expected(
    name: str, part: str, *, kind: str = "token", with_scope: bool = True
) -> set[int]:
    if name in PUBLIC:
        # The one without its required parameter, the other of a day long past.
        return {{"get_dump": 404, "list_suggestions": 400}.get(name, 200)}
    if name in KNOWN:
        return {200}
    if name in OWN:
        return expected_of_own(name, part, kind=kind, with_scope=with_scope)
    may, _scope = TABLE[name]
    if part not in may | TEAM:
        return {404}
    if part not in may or not with_scope:
        return {403}
    return {200, 400, 428}


def expected_of_own(name: str, part: str, *, kind: str, with_scope: bool) -> set[int]:
    """A company's token opens nothing of it, and a browser neither takes all nor ends it."""
    is_all = OWN[name] == Scope.ACCOUNT_WRITE
    if kind == "company token" or not with_scope or (kind == "session" and is_all):
        return {403}
    if name in ROWS and part != "candidate":
        return {404}
    return {204} if name == "delete_bookmark" else {200, 400, 428}


@pytest.mark.parametrize("part", CAST)
@pytest.mark.parametrize("kind", ["token", "company token", "session"])
def test_everybody_gets_what_the_table_says(cast, board, signed_in, part, kind):
    if kind == "session":
        caller: Any = signed_in(part)
    else:
        at_acme = kind == "company token" and part in TEAM
        kind = kind if at_acme else "token"
        caller = Caller(cast[part], company="acme" if at_acme else "")
    before, wrong = state(), {}
    for name, method, path in OPERATIONS:
        status = call(caller, method, path.format(**board))
        if status not in expected(name, part, kind=kind):
            wrong[name] = status
    assert wrong == {}
    assert state() == before


def test_a_token_needs_the_scope(cast, board):
    callers = {scope: Caller(cast["owner"], scope) for scope in Scope}
    wrong = {}
    for name, method, path in OPERATIONS:
        if name in PUBLIC | KNOWN:
            continue
        for scope, caller in callers.items():
            fits = scope == SCOPES[name]
            status = call(caller, method, path.format(**board))
            if status not in expected(name, "owner", with_scope=fits):
                wrong[name, scope] = status
    assert wrong == {}


@pytest.mark.parametrize("how", ["nobody", "revoked", "expired", "of another company"])
def test_nobody_gets_further_than_the_door(cast, board, how):
    client: Any = Client()
    if how == "revoked":
        client = Caller(cast["owner"])
        cast["owner"].tokens.update(revoked_at="2026-01-01T00:00Z")
    elif how == "expired":
        client = Caller(cast["owner"])
        cast["owner"].tokens.update(expires_at="2026-01-01T00:00Z")
    elif how == "of another company":
        client = Caller(cast["rival"], company="globex")
    wrong = {}
    for name, method, path in OPERATIONS:
        status = call(client, method, path.format(**board))
        if how in {"revoked", "expired"}:
            fine = {401}
        elif name in PUBLIC:
            fine = expected(name, "visitor")
        else:
            stranger = expected(name, "stranger", kind="company token")
            fine = {401} if how == "nobody" else stranger
        if status not in fine:
            wrong[name] = status
    assert wrong == {}
