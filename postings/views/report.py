"""Reporting a posting: one page for everybody, and thanks that reveal nothing."""

from datetime import date
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from accounts.models import User
from jobboard.security import client_address
from postings.forms.report import ReportForm
from postings.lifecycle.reports import Reader, report_posting
from postings.models import Posting, ReportCode


def posting_report(request: HttpRequest, slug: str, posting_id: int) -> HttpResponse:
    """Say what is wrong with an open posting."""
    found = get_object_or_404(Posting.objects.live(), pk=posting_id)
    form = ReportForm(request.POST or None)
    if form.is_valid():
        report_posting(
            found,
            code=ReportCode(form.cleaned_data["code"]),
            words=form.cleaned_data["words"],
            reader=reader_of(request, form.cleaned_data["email"]),
        )
        return redirect("posting_reported")
    context = {"posting": found, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "postings/posting_report.html", context, status=status)


def posting_reported(request: HttpRequest) -> HttpResponse:
    """The same thanks for everybody, whatever became of the report."""
    return render(request, "postings/posting_reported.html")


def reader_of(request: HttpRequest, email: str) -> Reader:
    """Who reports, without what would tell who it was."""
    today = timezone.localdate()
    return Reader(
        address_hash=hashed(client_address(request), today),
        day=today,
        language=get_language() or "en",
        email=email,
        user=request.user if isinstance(request.user, User) else None,
    )


def hashed(address: str, day: date) -> str:
    """What stands for an address on this day alone; of IPv6, for its whole /64."""
    try:
        known = ip_address(address)
    except ValueError:
        known = None
    if isinstance(known, IPv6Address):
        address = str(ip_network((known, 64), strict=False))
    key = settings.SECRET_KEY.encode()[:64]
    digest = blake2b(f"{day} {address}".encode(), key=key, digest_size=16)
    return digest.hexdigest()
