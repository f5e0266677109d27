"""In development, mail is kept in a folder and read at /mail/."""

import email
import email.policy
from collections.abc import Sequence
from email.message import EmailMessage as Message
from pathlib import Path

from csp.decorators import csp_replace
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin

from jobboard.ids import encode, new_id

SHOWN = 100


class MailboxBackend(BaseEmailBackend):
    """One file for each message, named so that the newest comes last."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        settings.MAILBOX_DIR.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            moment = timezone.now().strftime("%Y%m%d%H%M%S%f")
            path = settings.MAILBOX_DIR / f"{moment}-{encode(new_id())}.eml"
            fresh = path.with_suffix(".part")
            fresh.write_bytes(message.message().as_bytes())
            fresh.rename(path)
        return len(email_messages)


def read(path: Path) -> Message:
    parsed = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(parsed, Message)  # noqa: S101 (the policy decides the class)
    return parsed


def mailbox(request: HttpRequest) -> HttpResponse:
    """All mail, the newest first."""
    paths = sorted(settings.MAILBOX_DIR.glob("*.eml"), reverse=True)[:SHOWN]
    mails = [{"name": path.stem, "message": read(path)} for path in paths]
    return render(request, "mailbox/mailbox.html", {"mails": mails})


def find(name: str) -> Message:
    path = settings.MAILBOX_DIR / f"{name}.eml"
    if not path.is_file():
        raise Http404
    return read(path)


def mailbox_message(request: HttpRequest, name: str) -> HttpResponse:
    """One message: its headers, its text, and its page in a frame."""
    message = find(name)
    text = message.get_body(("plain",))
    context = {
        "name": name,
        "message": message,
        "headers": message.items(),
        "text": text.get_content() if text else "",
        "has_html": message.get_body(("html",)) is not None,
    }
    return render(request, "mailbox/mailbox_message.html", context)


@xframe_options_sameorigin
@csp_replace(
    {
        "default-src": ["'none'"],
        "style-src": ["'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "frame-ancestors": ["'self'"],
        "sandbox": ["allow-popups"],
    }
)
def mailbox_html(request: HttpRequest, **parts: str) -> HttpResponse:
    """The message's HTML as a mail program would show it: no script, own styles."""
    body = find(parts["name"]).get_body(("html",))
    if body is None:
        raise Http404
    return HttpResponse(body.get_content())
