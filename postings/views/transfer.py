"""An applicant goes to another job of the company."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jobboard.versions import NotAllowedNow, StaleVersion
from postings.forms.teamwork import TransferForm
from postings.lifecycle.applying import Full
from postings.lifecycle.transfer import AlreadyThere, other_jobs, transfer_application
from postings.views.application import (
    CONFLICT,
    UNPROCESSABLE,
    Desk,
    answered,
    desk_of,
    show,
)
from postings.views.employer import person


@never_cache
@login_required
@require_POST
def application_transfer(
    request: HttpRequest, company: str, application_id: int
) -> HttpResponse:
    """Move it to another open job; what was chosen stays where that cannot be."""
    desk = desk_of(request, company, application_id)
    form = TransferForm(request.POST, jobs=other_jobs(desk.application))
    if not form.is_valid():
        return show(request, desk, status=UNPROCESSABLE, transfer=form)
    problem = problem_of(request, desk, form)
    if problem:
        form.add_error("to", problem)
        now = desk_of(request, company, application_id)
        return show(request, now, status=CONFLICT, transfer=form)
    return answered(request, desk, _("Moved. The candidate is told."))


def problem_of(request: HttpRequest, desk: Desk, form: TransferForm) -> str:
    """Do it; in words why not, where it could not be done."""
    to = get_object_or_404(other_jobs(desk.application), pk=form.cleaned_data["to"])
    version = form.cleaned_data["version"]
    try:
        transfer_application(desk.application, to, by=person(request), version=version)
    except AlreadyThere:
        return _("The same person has applied for that job, too.")
    except Full:
        return _("That job takes no more applications.")
    except (StaleVersion, NotAllowedNow):
        return _("Somebody was quicker. This is how it stands now.")
    return ""
