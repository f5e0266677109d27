"""Copies of postings, and the templates that a company begins postings with."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Company, Role
from jobboard.versions import NotAllowedNow
from postings.forms.template import TemplateForm
from postings.lifecycle import template as lifecycle
from postings.lifecycle.posting import duplicate_posting
from postings.models import PostingTemplate
from postings.views.employer import mine, person

WRITERS = (Role.OWNER, Role.RECRUITER)


@login_required
@require_POST
def posting_duplicate(request: HttpRequest, posting_id: int) -> HttpResponse:
    """A new draft with the same facts."""
    made = duplicate_posting(mine(request, posting_id), by=person(request))
    messages.success(request, _("This is a copy. Nobody outside your team sees it."))
    return redirect("posting_desk", made.pk)


@login_required
@require_POST
def template_keep(request: HttpRequest, posting_id: int) -> HttpResponse:
    """Keep what a posting states under a name, to begin others with."""
    found = mine(request, posting_id)
    form = TemplateForm(request.POST)
    if not form.is_valid():
        messages.warning(request, str(form.errors["name"][0]))
        return redirect("posting_desk", posting_id)
    try:
        lifecycle.keep_template(found, form.cleaned_data["name"], by=person(request))
    except NotAllowedNow:
        messages.warning(request, _("Fifty templates are enough. Delete one first."))
    else:
        messages.success(request, _("The template is kept. It is at “My jobs”."))
    return redirect("posting_desk", posting_id)


def ours(request: HttpRequest, template_id: int) -> PostingTemplate:
    """A template of a company that the person writes for; 404 for any other."""
    companies = Company.objects.of(person(request), *WRITERS)
    rows = PostingTemplate.objects.filter(company__in=companies)
    return get_object_or_404(rows.select_related("company"), pk=template_id)


@login_required
@require_POST
def template_begin(request: HttpRequest, template_id: int) -> HttpResponse:
    """Begin a draft with it."""
    made = lifecycle.begin_posting(ours(request, template_id), by=person(request))
    return redirect("posting_desk", made.pk)


@login_required
@require_POST
def template_delete(request: HttpRequest, template_id: int) -> HttpResponse:
    """Throw it away."""
    try:
        lifecycle.delete_template(ours(request, template_id), by=person(request))
    except NotAllowedNow:
        messages.warning(request, _("Somebody was quicker. Look at it once more."))
    else:
        messages.success(request, _("The template is deleted."))
    return redirect("desk")
