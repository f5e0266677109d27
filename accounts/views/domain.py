"""A company's domains: claim one, prove it, give it up; and the page behind the mail."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.domain import DomainForm, MailboxForm
from accounts.lifecycle import domain as lifecycle
from accounts.lifecycle.company import TooMany
from accounts.models import Company, Domain, Role
from accounts.publishing.domains import PATH, RECORD
from accounts.views.access import company_of, person
from jobboard.ratelimits import limited
from jobboard.versions import NotAllowedNow

CONFLICT, UNPROCESSABLE, TOO_MANY = 409, 422, 429
Deed = Callable[[HttpRequest, Domain], str]
View = Callable[[HttpRequest, str, int], HttpResponse]


@login_required
@require_http_methods(["GET", "POST"])
def company_domains(request: HttpRequest, slug: str) -> HttpResponse:
    """The company's domains, and how each is proven; for its owners."""
    company = company_of(request, slug, Role.OWNER)
    form = DomainForm(request.POST or None)
    if not form.is_valid():
        return show(request, company, form, UNPROCESSABLE if form.is_bound else 200)
    try:
        lifecycle.claim_domain(company, form.cleaned_data["name"], by=person(request))
    except TooMany:
        form.add_error("name", _("Ten are enough. Give one up first."))
        return show(request, company, form, TOO_MANY)
    return redirect("company_domains", company.slug)


def show(
    request: HttpRequest, company: Company, form: DomainForm, status: int
) -> HttpResponse:
    context = {
        "company": company,
        "form": form,
        "domains": company.domains.all(),
        "record": RECORD,
        "path": PATH,
        "mailboxes": lifecycle.MAILBOXES,
    }
    return render(request, "accounts/company_domains.html", context, status=status)


def button(deed: Deed) -> View:
    """One deed on one domain, then all of them with what came of it."""

    @login_required
    @require_POST
    def view(request: HttpRequest, slug: str, domain_id: int) -> HttpResponse:
        company = company_of(request, slug, Role.OWNER)
        rows = company.domains.select_related("company")
        try:
            done = deed(request, get_object_or_404(rows, pk=domain_id))
        except ValueError as error:
            raise BadRequest("the form is not whole") from error
        except TooMany:
            messages.warning(request, _("Enough of these for one day. Go on tomorrow."))
        except NotAllowedNow:
            messages.warning(request, _("Somebody was quicker. Look at it once more."))
        else:
            messages.success(request, done)
        return redirect("company_domains", slug)

    return view


@button
def domain_check(request: HttpRequest, domain: Domain) -> str:
    lifecycle.ask_for_check(domain, by=person(request))
    return _("We look for it now. It takes a few seconds.")


@button
def domain_mail(request: HttpRequest, domain: Domain) -> str:
    form = MailboxForm(request.POST)
    if not form.is_valid():
        raise ValueError(form.errors)
    mailbox = form.cleaned_data["mailbox"]
    lifecycle.mail_domain(domain, mailbox, by=person(request))
    address = f"{mailbox}@{domain.name}"
    return _("A link is on its way to %(address)s.") % {"address": address}


@button
def domain_drop(request: HttpRequest, domain: Domain) -> str:
    lifecycle.drop_domain(domain, by=person(request))
    return _("The domain is given up.")


@never_cache
@limited("domain_confirm", quota=30)
@require_http_methods(["GET", "POST"])
def domain_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """What whoever reads mail at the domain is asked; the link is all they need."""
    found = get_object_or_404(Domain.objects.of_link(token).select_related("company"))
    status = 200
    if request.method == "POST":
        try:
            lifecycle.confirm_domain(found)
        except NotAllowedNow:
            status = CONFLICT
        found.refresh_from_db()
    context = {"domain": found, "is_taken": status == CONFLICT}
    return render(request, "accounts/domain_confirm.html", context, status=status)
