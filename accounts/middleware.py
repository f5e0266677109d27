"""What every request of somebody with an account passes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.forms import EmailField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.models import User

SEEN_KEY = "seen_at"
SEEN_EVERY = timedelta(minutes=10)
UNPROCESSABLE, SERVER_ERROR = 422, 500
FLOWS = ("account_", "mfa_", "usersessions_")
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class AccountsMiddleware:
    """Asks moderators for a second factor, and notes when a session was last seen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Only a session that was read anyway: no query is added to any page.
        is_known = response.status_code < SERVER_ERROR and request.session.accessed
        if is_known and request.user.is_authenticated:
            note_seen(request)
        return response

    def process_view(
        self, request: HttpRequest, *_view: Any, **_more: Any
    ) -> HttpResponse | None:
        """The administration opens to those who have proven more than a password."""
        match = request.resolver_match
        if not settings.STAFF_NEEDS_SECOND_FACTOR or not match:
            return None
        if "admin" not in match.namespaces or not isinstance(request.user, User):
            return None
        return second_step(request, request.user) if request.user.is_staff else None

    def process_template_response(
        self, request: HttpRequest, response: TemplateResponse
    ) -> TemplateResponse:
        """Mend allauth's forms: the right status, our words, and each label only once."""
        match, form = request.resolver_match, (response.context_data or {}).get("form")
        name = match.url_name if match else None
        if not name or not name.startswith(FLOWS) or not form:
            return response
        for field in form.fields.values():
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, EmailField):
                field.label = _("E-mail")
        if request.method == "POST" and form.errors:
            response.status_code = UNPROCESSABLE
        return response


def second_step(request: HttpRequest, user: User) -> HttpResponse | None:
    """Where to prove it first; None where this session has."""
    if not is_mfa_enabled(user, FACTORS):
        words = _("Set up a second step first; then the administration opens.")
        messages.info(request, words)
        return redirect("mfa_index")
    records = get_authentication_records(request, user)
    if any(record["method"] == "mfa" for record in records):
        return None
    ways = get_adapter(request).get_reauthentication_methods(user)
    way = next(way for way in ways if way["id"].startswith("mfa"))
    return redirect(f"{way['url']}?{urlencode({'next': request.get_full_path()})}")


def begin_seen(request: HttpRequest, **_signal: object) -> None:
    """A session that begins is seen; allauth keeps when and from where."""
    request.session[SEEN_KEY] = timezone.now().timestamp()


def note_seen(request: HttpRequest) -> None:
    """Keep when and from where the session came, one write in ten minutes."""
    now = timezone.now().timestamp()
    seen = request.session.get(SEEN_KEY)
    if seen is not None and now - seen < SEEN_EVERY.total_seconds():
        return
    request.session[SEEN_KEY] = now
    UserSession.objects.create_from_request(request)
