"""What the board says about itself: what it is, what it knows of people, its terms."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from jobboard import formats, retention
from jobboard.metadata import in_every_language

KEPT = {
    "application_months": retention.APPLICATION_MONTHS,
    "account_months": retention.ACCOUNT_MONTHS,
    "unconfirmed_days": retention.UNCONFIRMED_DAYS,
    "log_months": retention.LOG_MONTHS,
    "notice_days": retention.NOTICE_DAYS,
    "answer_days": retention.ANSWER_DAYS,
}


def about(request: HttpRequest) -> HttpResponse:
    """What the board is, and who runs it."""
    title = _("About %(site)s") % {"site": settings.SITE_NAME}
    return page(
        request,
        "about/about.html",
        title=title,
        description=_("What this board does, what it does not do, and who runs it."),
    )


def privacy(request: HttpRequest) -> HttpResponse:
    """Which data is kept, why, for how long, and what a person may ask for."""
    return page(
        request,
        "about/privacy.html",
        title=_("Privacy"),
        description=_(
            "What this board knows about you, for how long, and your rights."
        ),
    )


def terms(request: HttpRequest) -> HttpResponse:
    """What people and companies agree to."""
    return page(
        request,
        "about/terms.html",
        title=_("Terms of use"),
        description=_("The few rules for those who publish jobs and those who apply."),
    )


def page(
    request: HttpRequest, template: str, *, title: str, description: str
) -> HttpResponse:
    """One of these pages, with what the operator's settings say."""
    country = settings.OPERATOR_COUNTRY
    context: dict[str, Any] = {
        "metadata": in_every_language(
            request.path, title=title, description=description
        ),
        "title": title,
        "operator": settings.OPERATOR_NAME,
        "operator_address": settings.OPERATOR_ADDRESS,
        "operator_country": formats.country_name(country) if country else "",
        "privacy_email": settings.PRIVACY_EMAIL,
        **KEPT,
    }
    return render(request, template, context)
