"""One function for each message about accounts and companies."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Company, Domain, Invitation, User
from jobboard.ids import encode, new_id
from jobboard.mail import send_mail
from jobboard.outbox import Event

# What a code is good for.
PURPOSES = {
    "confirm": _("confirms your e-mail address"),
    "login": _("signs you in"),
    "reset": _("lets you choose a new password"),
}
# What was changed, in the words of the message about it.
CHANGES: dict[str, Promise] = {
    "email_changed": _("Your e-mail address was changed to %(to_email)s."),
    "email_confirm": _("Your e-mail address was confirmed."),
    "email_deleted": _("An e-mail address was taken off your account."),
    "password_changed": _("Your password was changed."),
    "password_reset": _("Your password was changed with a code from your mail."),
    "password_set": _("Your account has a password now."),
    "recovery_codes_generated": _("You have new recovery codes; the old ones ended."),
    "totp_activated": _("An authenticator app protects your account now."),
    "totp_deactivated": _("No authenticator app protects your account any more."),
    "webauthn_added": _("A passkey was added to your account."),
    "webauthn_removed": _("A passkey was taken off your account."),
}


def account_code(email: str, *, language: str, purpose: str, code: str) -> None:
    """A code that proves the address; it lives for a quarter of an hour."""
    context = {"code": code, "purpose": PURPOSES[purpose]}
    at_once("account_code", email, language=language, **context)


def account_exists(email: str, *, language: str) -> None:
    """Somebody wanted to sign up with an address that has an account."""
    with_paths("account_exists", email, language=language)


def account_unknown(email: str, *, language: str) -> None:
    """Somebody wanted to sign in with an address that has no account."""
    with_paths("account_unknown", email, language=language)


def account_changed(
    email: str, *, language: str, change: str, details: Mapping[str, str]
) -> None:
    """A change that its owner should know of, in case it was not theirs.

    details: what the words of the change name, and `browser`.
    """
    with translation.override(language):
        words = str(CHANGES[change]) % details
    browser = details["browser"]
    with_paths(
        "account_changed", email, language=language, words=words, browser=browser
    )


def with_paths(name: str, email: str, *, language: str, **context: object) -> None:
    with translation.override(language):
        context["login_path"] = reverse("account_login")
        context["reset_path"] = reverse("account_reset_password")
        context["signup_path"] = reverse("account_signup")
    at_once(name, email, language=language, **context)


def at_once(name: str, email: str, *, language: str, **context: object) -> None:
    """A message that answers what somebody does just now: it is sent only once."""
    key = encode(new_id())
    send_mail(name, to=email, language=language, key=key, context=context)


def account_deleted(event: Event) -> None:
    """The receipt of a deletion: what is gone."""
    language = event.data["language"]
    with translation.override(language):
        erased = [
            f"{translation.gettext(what)}: {number}"
            for what, number in event.data["erased"].items()
            if number
        ]
    send_mail(
        "account_deleted",
        to=event.data["email"],
        person=event.data["name"],
        language=language,
        key=str(event.pk),
        context={"erased": erased},
    )


def company_invited(invitation: Invitation, *, language: str, event: Event) -> None:
    """The invitation into a company, with the link that accepts it."""
    with translation.override(language):
        path = reverse("invitation", args=[invitation.token])
    context = {"invitation": invitation, "invitation_path": path}
    send_mail(
        "company_invited",
        to=invitation.email,
        language=language,
        key=str(event.pk),
        context=context,
    )


def member_removed(person: User, *, company: Company, event: Event) -> None:
    """Somebody was taken off a team, and is told."""
    send_mail(
        "member_removed",
        to=person.email,
        person=person.name,
        language=person.language,
        key=str(event.pk),
        context={"company": company},
    )


def domain_asked(domain: Domain, *, mailbox: str, event: Event) -> None:
    """The link that proves a domain, to whoever runs it."""
    language = event.by.language if event.by else "en"
    with translation.override(language):
        path = reverse("domain_confirm", args=[domain.link()])
    send_mail(
        "domain_asked",
        to=f"{mailbox}@{domain.name}",
        language=language,
        key=str(event.pk),
        context={"domain": domain, "company": domain.company, "confirm_path": path},
    )


def domain_settled(person: User, *, company: Company, event: Event) -> None:
    """That a domain is verified, or is not any more, to an owner."""
    name = event.kind.removeprefix("company.")
    with translation.override(person.language):
        path = reverse("company_domains", args=[company.slug])
    send_mail(
        name,
        to=person.email,
        person=person.name,
        language=person.language,
        key=f"{event.pk}.{person.pk}",
        context={
            "company": company,
            "domain_name": event.data["name"],
            "domains_path": path,
        },
    )
