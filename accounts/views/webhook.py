"""A company's webhooks, for its owners: where they lead, and what became of each message."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from accounts.forms.webhook import WebhookForm
from accounts.lifecycle import webhook as lifecycle
from accounts.models import Company, Role, Webhook, WebhookMessage
from accounts.views.access import company_of, person
from jobboard.versions import NotAllowedNow, StaleVersion

UNPROCESSABLE = 422
SHOWN = 50


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def company_webhooks(request: HttpRequest, slug: str) -> HttpResponse:
    """All of them, and the form for a new one, whose secret is shown once."""
    company = company_of(request, slug, Role.OWNER)
    form = WebhookForm(request.POST or None)
    if form.is_valid():
        try:
            made = lifecycle.create_webhook(
                company, by=person(request), **form.cleaned_data
            )
        except NotAllowedNow:
            words = _("A company has %(count)s webhooks at most.")
            form.add_error(None, words % {"count": lifecycle.AT_MOST})
        else:
            return show(request, made, secret=made.secret)
    webhooks = company.webhooks.order_by("created_at", "pk")
    context = {"company": company, "form": form, "webhooks": webhooks}
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "accounts/company_webhooks.html", context, status=status)


def found(request: HttpRequest, slug: str, webhook_id: int) -> Webhook:
    """A webhook of a company that the person owns; 404 for any other."""
    company: Company = company_of(request, slug, Role.OWNER)
    rows = company.webhooks.select_related("company")
    return get_object_or_404(rows, pk=webhook_id)


def show(request: HttpRequest, webhook: Webhook, *, secret: str = "") -> HttpResponse:
    """One webhook with its log; its secret where it is new."""
    log = webhook.messages.prefetch_related("attempts_made")
    context: dict[str, Any] = {
        "company": webhook.company,
        "webhook": webhook,
        "log": log.order_by("-created_at", "-pk")[:SHOWN],
        "secret": secret,
    }
    return render(request, "accounts/webhook.html", context)


@login_required
@never_cache
@require_safe
def webhook(request: HttpRequest, slug: str, webhook_id: int) -> HttpResponse:
    """Where it leads, and what it was told."""
    return show(request, found(request, slug, webhook_id))


@login_required
@never_cache
@require_POST
def webhook_rotate(request: HttpRequest, slug: str, webhook_id: int) -> HttpResponse:
    """A new secret, shown once; for a day both sign."""
    row = found(request, slug, webhook_id)
    try:
        version = version_in(request)
        lifecycle.rotate_webhook(row, by=person(request), version=version)
    except StaleVersion:
        messages.warning(request, quicker())
        return redirect("webhook", slug, webhook_id)
    return show(request, row, secret=row.secret)


def version_in(request: HttpRequest) -> int:
    """The version that the button was made for; BadRequest where there is none."""
    try:
        return int(request.POST["version"])
    except (KeyError, ValueError) as error:
        raise BadRequest("the form is not whole") from error


def quicker() -> str:
    return _("Somebody was quicker. This is how it is now.")


@login_required
@require_POST
def webhook_resume(request: HttpRequest, slug: str, webhook_id: int) -> HttpResponse:
    """Begin again with one that was turned off."""
    row = found(request, slug, webhook_id)
    try:
        version = version_in(request)
        lifecycle.edit_webhook(row, {}, by=person(request), version=version)
    except StaleVersion:
        messages.warning(request, quicker())
    else:
        messages.success(request, _("It is told again from now on."))
    return redirect("webhook", slug, webhook_id)


@login_required
@require_POST
def webhook_delete(request: HttpRequest, slug: str, webhook_id: int) -> HttpResponse:
    """Remove it with its log."""
    row = found(request, slug, webhook_id)
    try:
        version = version_in(request)
        lifecycle.delete_webhook(row, by=person(request), version=version)
    except StaleVersion:
        messages.warning(request, quicker())
        return redirect("webhook", slug, webhook_id)
    messages.success(request, _("The webhook is removed, with its log."))
    return redirect("company_webhooks", slug)


@login_required
@require_POST
def webhook_replay(
    request: HttpRequest, slug: str, webhook_id: int, message_id: int
) -> HttpResponse:
    """Send one message once more, under the same id."""
    row = found(request, slug, webhook_id)
    rows: Any = WebhookMessage.objects.select_related("webhook__company")
    message = get_object_or_404(rows, pk=message_id, webhook=row)
    try:
        lifecycle.replay_message(message, by=person(request))
    except NotAllowedNow:
        messages.info(request, _("It is on its way already."))
    else:
        messages.success(request, _("It is sent once more."))
    return redirect("webhook", slug, webhook_id)
