"""How allauth's flows fit into this board: where they lead, and what they mail."""

import base64
from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language, gettext, gettext_lazy as _

from accounts import emails
from accounts.models import User
from jobboard import errors

log = structlog.get_logger("accounts")

# allauth's names of the messages that carry a code, and what the code is good for.
CODES = {
    "email_confirmation": "confirm",
    "email_confirmation_signup": "confirm",
    "login_code": "login",
    "password_reset_code": "reset",
}
# The same for the ways to prove that it is still the same person.
WAYS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code from the app"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts in this board's words: languages, mails, and where a person lands."""

    def save_user(
        self,
        request: HttpRequest,
        user: User,
        form: object,
        commit: bool = True,  # noqa: FBT001, FBT002
    ) -> User:
        """Remember the language in which somebody signed up; mail speaks it."""
        user.language = get_language() or "en"
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Whoever works for a company lands at its desk, everybody else at home."""
        user = request.user
        is_employer = isinstance(user, User) and user.memberships.exists()
        return resolve_url("desk" if is_employer else settings.LOGIN_REDIRECT_URL)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("person")

    def get_email_verification_redirect_url(self, email_address: object) -> str:
        return resolve_url("person" if self.request.user.is_authenticated else "home")

    def get_reauthentication_methods(self, user: User) -> list[dict[str, str]]:
        """The ways to prove that it is still the same person, in our words."""
        ways: list[dict[str, str]] = super().get_reauthentication_methods(user)
        return [{**way, "description": str(WAYS[way["id"]])} for way in ways]

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        """Answer what somebody does just now; 503 where the mail server is away."""
        name = template_prefix.rpartition("/")[2]
        language = get_language() or "en"
        try:
            if name in CODES:
                emails.account_code(
                    email, language=language, purpose=CODES[name], code=context["code"]
                )
            elif name == "account_already_exists":
                emails.account_exists(email, language=language)
            elif name == "unknown_account":
                emails.account_unknown(email, language=language)
            else:
                raise LookupError(name)
        except OSError as error:
            log.exception("mail server is away", message=name)
            refusal = errors.refused(self.request, 503)
            raise ImmediateHttpResponse(refusal) from error

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell somebody what was changed. It has been, so a lost mail stops nothing."""
        change = template_prefix.rpartition("/")[2]
        browser = self.get_http_user_agent(self.request)[:200]
        details = {**(context or {}), "browser": browser}
        try:
            emails.account_changed(
                email or user.email,
                language=user.language,
                change=change,
                details=details,
            )
        except OSError:
            log.exception("mail server is away", message=change)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors in this board's words; their secrets are encrypted at rest."""

    def _get_site_name(self) -> str:
        return str(settings.SITE_NAME)

    def encrypt(self, text: str) -> str:
        return vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return vault().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002
        """What a new passkey is called until its owner says otherwise."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey") if number == 1 else gettext("Passkey %d") % number


def vault() -> MultiFernet:
    """Encrypts with the board's key, and still opens what an earlier one closed."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(key_of(secret)) for secret in secrets])


def key_of(secret: str) -> bytes:
    made = salted_hmac("accounts.second-factor", "", secret=secret, algorithm="sha256")
    return base64.urlsafe_b64encode(made.digest())
