"""A company's claim to a job: what speaks for it, and the decision."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import proven_addresses
from jobboard.forms import rebase
from jobboard.versions import NotAllowedNow, StaleVersion
from postings.admin.desk import check_moderator, site
from postings.forms.claiming import ClaimDecisionForm
from postings.lifecycle.claims import grant_claim, refuse_claim
from postings.models import Claim
from postings.permissions import standing_of
from postings.publishing import facts
from postings.publishing.origins import origins


@site.page("moderation/claims/<id:claim_id>/", name="moderation_claim")
def moderation_claim(request: HttpRequest, claim_id: int) -> HttpResponse:
    """One claim, with what the source says and who asks."""
    moderator, status = check_moderator(request), 200
    claim = claim_of(claim_id)
    form = ClaimDecisionForm(request.POST or None, initial={"version": claim.version})
    if form.is_valid():
        try:
            take(claim, form, by=moderator)
        except (StaleVersion, NotAllowedNow):
            claim, status = claim_of(claim_id), 409
            words = _("It stands otherwise now: decided, closed, or no longer theirs.")
            messages.warning(request, words)
            rebase(form, claim.version)
        else:
            words = _("“%(title)s”: decided.") % {"title": claim.posting.title}
            messages.success(request, words)
            return redirect("admin:moderation")
    elif form.is_bound:
        status = 422
    asked_by = claim.asked_by
    context = {
        "title": claim.posting.title,
        "claim": claim,
        "posting": claim.posting,
        "form": form,
        "addresses": proven_addresses(asked_by) if asked_by else [],
        "standing": standing_of(claim.company),
        "sheet": facts.sheet(claim.posting),
        "card": facts.card(claim.posting),
        "origins": origins(claim.posting),
    }
    return TemplateResponse(
        request, "admin/moderation_claim.html", context, status=status
    )


def claim_of(claim_id: int) -> Claim:
    rows = Claim.objects.select_related("posting__company", "company", "asked_by")
    return get_object_or_404(rows, pk=claim_id)


def take(claim: Claim, form: ClaimDecisionForm, *, by: User) -> None:
    found = form.cleaned_data
    deed = grant_claim if found["decision"] == "grant" else refuse_claim
    deed(claim, by=by, version=found["version"], words=found["words"])
