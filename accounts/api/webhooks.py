"""companies/{slug}/webhooks/: where a company's systems are told, by program."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api import schemas
from accounts.api.views import MemberView
from accounts.lifecycle import webhook as lifecycle
from accounts.models import Company, Scope, Webhook, WebhookMessage
from accounts.permissions import can_manage_company
from jobboard.pagination import BadCursor, Page, newest_first
from jobboard.rest.codecs import dump_json
from jobboard.rest.conditional import answer, version_asked
from jobboard.rest.fields import Strict
from jobboard.rest.idempotent import idempotent, replay
from jobboard.rest.pages import PageParameters, bad_cursor, page_response
from jobboard.rest.schema import operation, page_of


def webhook_json(webhook: Webhook) -> dict[str, Any]:
    return {
        "id": webhook.public_id,
        "version": webhook.version,
        "url": webhook.url,
        "events": webhook.events,
        "created_at": webhook.created_at,
        "disabled_at": webhook.disabled_at,
        "disabled_because": webhook.disabled_because or None,
    }


def message_json(message: WebhookMessage) -> dict[str, Any]:
    state = "waiting"
    if message.done_at:
        state = "delivered"
    elif message.failed_at:
        state = "failed"
    attempts = message.attempts_made.all()
    return {
        "id": message.public_id,
        "type": message.kind,
        "created_at": message.created_at,
        "state": state,
        "due_at": message.due_at if state == "waiting" else None,
        "data": message.data,
        "attempts": [
            {
                "at": one.at,
                "status": one.status,
                "error": one.error or None,
                "milliseconds": one.milliseconds,
            }
            for one in attempts
        ],
    }


class WebhookView(MemberView):
    """A view of one company's webhooks, for its owners."""

    def owned(self, slug: str) -> Company:
        """The company; 404 to strangers, 403 to whoever does not own it."""
        company = self.company(slug)
        self.need(Scope.WEBHOOKS_WRITE)
        if not can_manage_company(self.person, company):
            raise PermissionDenied
        return company

    def found(self, slug: str, webhook_id: int) -> Webhook:
        """One webhook of the company; 404 before 403."""
        company = self.company(slug)
        webhooks = company.webhooks.select_related("company")
        webhook = get_object_or_404(webhooks, pk=webhook_id)
        self.owned(slug)
        return webhook

    def shown(
        self, webhook: Webhook, status: int = 200, *, with_secret: bool = False
    ) -> Response:
        body = webhook_json(webhook)
        if with_secret:
            body["secret"] = webhook.secret
        return answer(
            self.request,
            dump_json(body),
            version=webhook.version,
            public=False,
            status=status,
        )

    def current(self, row: Any) -> Any:
        return webhook_json(row)


class WebhookListView(WebhookView):
    """All webhooks of a company."""

    @operation(
        "list_webhooks",
        "A company's webhooks",
        answers={200: page_of(schemas.Webhook), 304: None},
        errors=(403, 404),
        example={"results": [schemas.EXAMPLE], "next": None, "previous": None},
    )
    def get(self, request: Request, slug: str) -> Response:
        rows = list(self.owned(slug).webhooks.order_by("created_at", "pk"))
        page = Page(rows=rows, next=None, previous=None)
        results = (dump_json(webhook_json(row)) for row in rows)
        return page_response(request, results, page, public=False)

    @operation(
        "create_webhook",
        "Hear of events at an address of yours",
        answers={201: schemas.WebhookWithSecret},
        body=schemas.WebhookInput,
        errors=(403, 404, 409, 422),
        example=schemas.WITH_SECRET,
        sends={"url": schemas.EXAMPLE["url"], "events": schemas.EXAMPLE["events"]},
    )
    def post(self, request: Request, slug: str) -> Response:
        company = self.owned(slug)
        if replayed := replay(request, self.owner):
            return replayed
        given = schemas.WebhookInput(data=request.data)
        given.is_valid(raise_exception=True)

        def create() -> Response:
            facts = given.validated_data
            made = lifecycle.create_webhook(company, by=self.person, **facts)
            response = self.shown(made, status=201, with_secret=True)
            response["Location"] = reverse("api_webhook", args=[slug, made.pk])
            return response

        return idempotent(request, self.owner, create)


class OneWebhookView(WebhookView):
    """One webhook."""

    @operation(
        "get_webhook",
        "One webhook",
        answers={200: schemas.Webhook, 304: None},
        errors=(403, 404),
        example=schemas.EXAMPLE,
    )
    def get(self, request: Request, slug: str, webhook_id: int) -> Response:
        return self.shown(self.found(slug, webhook_id))

    @operation(
        "edit_webhook",
        "Change it; one that was disabled begins again",
        answers={200: schemas.Webhook},
        body=schemas.WebhookChangeInput,
        errors=(403, 404, 412, 428),
        example=schemas.EXAMPLE,
        sends={"events": ["posting.closed"]},
    )
    def patch(self, request: Request, slug: str, webhook_id: int) -> Response:
        webhook = self.found(slug, webhook_id)
        version = version_asked(request, webhook)
        given = schemas.WebhookChangeInput(data=request.data)
        given.is_valid(raise_exception=True)
        by = self.person
        lifecycle.edit_webhook(webhook, given.validated_data, by=by, version=version)
        return self.shown(webhook)

    @operation(
        "delete_webhook",
        "Remove it with its log",
        answers={204: None},
        errors=(403, 404, 412, 428),
    )
    def delete(self, request: Request, slug: str, webhook_id: int) -> Response:
        webhook = self.found(slug, webhook_id)
        version = version_asked(request, webhook)
        lifecycle.delete_webhook(webhook, by=self.person, version=version)
        return Response(status=204)


class RotateWebhookView(WebhookView):
    """A new secret; for a day both sign."""

    @operation(
        "rotate_webhook",
        "A new secret; for a day both sign",
        answers={200: schemas.WebhookWithSecret},
        errors=(403, 404, 409, 412, 422, 428),
        example=schemas.WITH_SECRET,
    )
    def post(self, request: Request, slug: str, webhook_id: int) -> Response:
        webhook = self.found(slug, webhook_id)
        if replayed := replay(request, self.owner):
            return replayed
        version = version_asked(request, webhook)
        Strict(data=request.data or {}).is_valid(raise_exception=True)

        def rotate() -> Response:
            lifecycle.rotate_webhook(webhook, by=self.person, version=version)
            return self.shown(webhook, with_secret=True)

        return idempotent(request, self.owner, rotate)


class MessageListView(WebhookView):
    """What a webhook was told, the newest first."""

    parameters = PageParameters

    @operation(
        "list_deliveries",
        "What it was told, with every attempt, the newest first",
        answers={200: page_of(schemas.WebhookMessage), 304: None},
        errors=(403, 404),
        example={"results": [schemas.MESSAGE], "next": None, "previous": None},
    )
    def get(self, request: Request, slug: str, webhook_id: int) -> Response:
        webhook = self.found(slug, webhook_id)
        messages = webhook.messages.prefetch_related("attempts_made")
        size, cursor = self.asked["page_size"], self.asked["cursor"]
        try:
            page = newest_first(messages, by="created_at", size=size, cursor=cursor)
        except BadCursor as error:
            raise bad_cursor(error) from error
        results = (dump_json(message_json(row)) for row in page.rows)
        return page_response(request, results, page, public=False)


class ReplayMessageView(WebhookView):
    """Send one message once more."""

    @operation(
        "replay_delivery",
        "Send it once more, under the same id",
        answers={202: schemas.WebhookMessage},
        errors=(403, 404, 409, 422),
        example={
            **schemas.MESSAGE,
            "state": "waiting",
            "due_at": "2026-01-31T09:00:00Z",
        },
    )
    def post(
        self, request: Request, slug: str, webhook_id: int, message_id: int
    ) -> Response:
        webhook = self.found(slug, webhook_id)
        messages = webhook.messages.select_related("webhook__company")
        message = get_object_or_404(messages, pk=message_id)
        if replayed := replay(request, self.owner):
            return replayed
        Strict(data=request.data or {}).is_valid(raise_exception=True)

        def again() -> Response:
            lifecycle.replay_message(message, by=self.person)
            body = dump_json(message_json(message))
            return answer(request, body, public=False, status=202)

        return idempotent(request, self.owner, again)
