"""The one way out for mail: one message, three templates, one language."""

import smtplib
from collections.abc import Mapping
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

# From here on the answer of a mail server means no for good (RFC 5321), and that of
# a mail service that it is the service's own fault.
PERMANENT = SERVICE_BROKEN = 500
TOO_MANY = 429


def send_mail(
    name: str,
    *,
    to: str,
    language: str,
    key: str,
    context: dict[str, object],
    person: str = "",
    headers: Mapping[str, str] | None = None,
) -> None:
    """Render `emails/<name>.{subject.txt,txt,html}` and hand it to the server.

    language: the reader's, as in LANGUAGES. key: what makes this message the
    same message when it is sent a second time; its Message-ID is made of it.
    headers: besides those that every mail has. Raises what the mail server's
    connection raises.
    """
    context = {
        **context,
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "language": language,
    }
    with translation.override(language):
        subject = render_to_string(f"emails/{name}.subject.txt", context)
        text = render_to_string(f"emails/{name}.txt", context)
        html = render_to_string(f"emails/{name}.html", context)
    message = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=text,
        to=[formataddr((person, to))],
        headers={
            "Message-ID": f"<{key}@{settings.SITE_HOST}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": language,
            **(headers or {}),
        },
    )
    message.attach_alternative(html, "text/html")
    message.send()


def may_have_arrived(error: Exception) -> bool:
    """Whether the server may have taken the mail, and only its answer was lost."""
    return isinstance(error, (TimeoutError, smtplib.SMTPServerDisconnected))


def may_pass_later(error: Exception) -> bool:
    """Whether it was not the mail's own fault that it could not be sent.

    The server is away, will not have us, or says itself that it is for now (4xx).
    """
    status = getattr(error, "status_code", None)
    if status is not None:
        # A service's answer over HTTP.
        return bool(status == TOO_MANY or status >= SERVICE_BROKEN)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code < PERMANENT for code, _words in error.recipients.values())
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return True
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code < PERMANENT
    passing = (smtplib.SMTPServerDisconnected, ConnectionError, TimeoutError)
    is_ours = isinstance(error, smtplib.SMTPException)
    return isinstance(error, passing) or (isinstance(error, OSError) and not is_ours)
