"""Founding a company, and its settings."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.company import CompanyForm, NewCompanyForm
from accounts.lifecycle import company as lifecycle
from accounts.models import Company, Role
from accounts.views.access import company_of, person
from jobboard.forms import differences, rebase
from jobboard.versions import NotAllowedNow, StaleVersion

CONFLICT, UNPROCESSABLE, TOO_MANY = 409, 422, 429


@login_required
@require_http_methods(["GET", "POST"])
def company_new(request: HttpRequest) -> HttpResponse:
    """Make a company, and be its owner."""
    form = NewCompanyForm(request.POST or None)
    status = UNPROCESSABLE if form.is_bound else 200
    if form.is_valid():
        try:
            company = lifecycle.create_company(form.facts(), by=person(request))
        except lifecycle.TooMany:
            form.add_error(None, _("Enough companies for one day. Go on tomorrow."))
            status = TOO_MANY
        else:
            messages.success(request, _("The company is added. Who works with you?"))
            return redirect("company_team", company.slug)
    return render(request, "accounts/company_new.html", {"form": form}, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def company_settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Edit what the company says about itself; for its owners."""
    company = company_of(request, slug, Role.OWNER)
    begin = CompanyForm.begin_with(company)
    form = CompanyForm(request.POST or None, initial=begin)
    if not form.is_valid():
        return show(request, company, form, UNPROCESSABLE if form.is_bound else 200)
    version = form.cleaned_data["version"]
    try:
        lifecycle.edit_company(
            company, form.facts(), by=person(request), version=version
        )
    except StaleVersion:
        return show_conflict(request, company_of(request, slug, Role.OWNER), form)
    messages.success(request, _("The settings are saved."))
    return redirect("company_settings", company.slug)


def show_conflict(
    request: HttpRequest, current: Company, form: CompanyForm
) -> HttpResponse:
    """Everything typed stays; what a colleague changed stands above it."""
    conflict = {
        "event": lifecycle.last_edit(current),
        "differences": differences(form, CompanyForm.begin_with(current)),
    }
    rebase(form, current.version)
    return show(request, current, form, CONFLICT, conflict=conflict)


def show(
    request: HttpRequest,
    company: Company,
    form: CompanyForm,
    status: int,
    conflict: dict[str, Any] | None = None,
) -> HttpResponse:
    context = {"company": company, "form": form, "conflict": conflict}
    return render(request, "accounts/company_settings.html", context, status=status)


@login_required
@require_POST
def company_delete(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a company up; one that has jobs stays."""
    company = company_of(request, slug, Role.OWNER)
    try:
        version = int(request.POST["version"])
        lifecycle.delete_company(company, by=person(request), version=version)
    except (KeyError, ValueError) as error:
        raise BadRequest("the form names no version") from error
    except StaleVersion:
        messages.warning(request, _("Somebody was quicker. Look at it once more."))
    except NotAllowedNow:
        words = _("The company has jobs, so it stays. If it has to go, write to %s.")
        messages.warning(request, words % settings.CONTACT_EMAIL)
    else:
        messages.success(request, _("The company is deleted."))
        return redirect("desk")
    return redirect("company_settings", slug)
