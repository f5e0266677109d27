"""Questions, promise and limit of a posting; and how the company handles applications."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.models import Company, Role
from jobboard.forms import rebase
from jobboard.versions import StaleVersion
from postings.forms.intake import HiringForm, IntakeForm, TemplateForm
from postings.lifecycle import intake as lifecycle
from postings.models import HiringSettings, Intake, MessageTemplate
from postings.permissions import can_edit_posting, can_set_hiring
from postings.views.employer import person
from postings.views.pipeline import of_company

CONFLICT, UNPROCESSABLE = 409, 422


@never_cache
@login_required
def posting_intake(request: HttpRequest, company: str, posting_id: int) -> HttpResponse:
    """What candidates are asked and promised."""
    found = of_company(request, company, posting_id)
    if not can_edit_posting(request.user, found):
        raise PermissionDenied
    intake = Intake.objects.filter(posting=found).first() or Intake(posting=found)
    questions = list(found.questions.all())
    form = IntakeForm(request.POST or None, intake=intake, questions=questions)
    context = {"posting": found, "form": form, "intake": intake}
    status = UNPROCESSABLE if form.is_bound else 200
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            lifecycle.set_intake(
                found,
                form.values(),
                form.questions(),
                by=person(request),
                version=version,
            )
        except StaleVersion as stale:
            status = clash(form, stale)
        else:
            messages.success(request, _("Saved. Candidates see it from now on."))
            return redirect("applicants_list", company, found.pk)
    return render(request, "postings/posting_intake.html", context, status=status)


def clash(form: Any, stale: StaleVersion) -> int:
    """A colleague was quicker: all that was typed stays, and may be sent on top."""
    form.add_error(
        None,
        _("A colleague saved this meanwhile. Yours is below; saving puts it on top."),
    )
    rebase(form, stale.current.version)  # type: ignore[attr-defined]
    return CONFLICT


@never_cache
@login_required
def company_hiring(request: HttpRequest, company: str) -> HttpResponse:
    """How long applications are kept, when names are seen, and templates."""
    roles = (Role.OWNER, Role.RECRUITER)
    mine = get_object_or_404(Company.objects.of(person(request), *roles), slug=company)
    hiring = HiringSettings.objects.filter(company=mine).first() or HiringSettings()
    may = can_set_hiring(request.user, mine)
    posts_hiring = "hiring" in request.POST
    form = HiringForm(request.POST if posts_hiring else None, hiring=hiring)
    template = TemplateForm(request.POST if "template" in request.POST else None)
    status = UNPROCESSABLE if form.is_bound or template.is_bound else 200
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            lifecycle.set_hiring(
                mine, form.values(), by=person(request), version=version
            )
        except StaleVersion as stale:
            status = clash(form, stale)
        else:
            return saved(request, company)
    elif template.is_valid():
        words = template.cleaned_data
        lifecycle.keep_template(mine, words["name"], words["text"], by=person(request))
        return saved(request, company)
    elif "drop" in request.POST:
        drop(request, mine)
        return saved(request, company)
    context = {
        "company": mine,
        "form": form,
        "may_set": may,
        "template_form": template,
        "templates": MessageTemplate.objects.filter(company=mine),
    }
    return render(request, "postings/company_hiring.html", context, status=status)


def drop(request: HttpRequest, company: Company) -> None:
    rows = MessageTemplate.objects.filter(company=company)
    number = request.POST["drop"]
    template = get_object_or_404(rows, pk=number if number.isdigit() else 0)
    lifecycle.drop_template(template, by=person(request))


def saved(request: HttpRequest, company: str) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("company_hiring", company)
