"""Claiming a job that was imported without its company."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.lifecycle.company import TooMany
from accounts.models import Company
from jobboard.versions import NotAllowedNow, StaleVersion
from postings.forms.claiming import ClaimForm
from postings.lifecycle.claims import claim_posting
from postings.models import ClaimOutcome, Posting
from postings.views.employer import person

CONFLICT, UNPROCESSABLE = 409, 422


@never_cache
@login_required
def posting_claim(request: HttpRequest, slug: str, posting_id: int) -> HttpResponse:
    """Say that an open job without a company is one of the person's companies'."""
    rows = Posting.objects.live().filter(company=None)
    found = get_object_or_404(rows.exclude(provenances=None).distinct(), pk=posting_id)
    form = ClaimForm(request.POST or None, user=person(request))
    status = UNPROCESSABLE if form.is_bound else 200
    if form.is_valid():
        answer = claimed(request, found, form)
        if answer is not None:
            return answer
        status = CONFLICT
    companies = Company.objects.of(person(request)).exists()
    context = {"posting": found, "form": form, "has_company": companies}
    return render(request, "postings/posting_claim.html", context, status=status)


def claimed(
    request: HttpRequest, found: Posting, form: ClaimForm
) -> HttpResponse | None:
    """Where the claim leads; None where the page has to say why not."""
    company, words = form.cleaned_data["company"], form.cleaned_data["words"]
    try:
        claim = claim_posting(found, company=company, by=person(request), words=words)
    except TooMany:
        form.add_error(None, _("Enough claims are waiting. Let them be decided first."))
    except (NotAllowedNow, StaleVersion):
        form.add_error(None, _("This job cannot be claimed any more."))
    else:
        if claim.outcome == ClaimOutcome.GRANTED:
            messages.success(request, _("The job is your company's now."))
            return redirect("posting_desk", found.pk)
        messages.success(request, _("A moderator looks at it. You get an e-mail."))
        return redirect("desk")
    return None
