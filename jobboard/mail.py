"""The one way out for mail: one message, three templates, one language."""

from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation


def send_mail(
    name: str,
    *,
    to: str,
    language: str,
    key: str,
    context: dict[str, object],
    person: str = "",
) -> None:
    """Render `emails/<name>.{subject.txt,txt,html}` and hand it to the server.

    language: the reader's, as in LANGUAGES. key: what makes this message the
    same message when it is sent a second time; its Message-ID is made of it.
    Raises what the mail server's connection raises.
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
        },
    )
    message.attach_alternative(html, "text/html")
    message.send()
