"""Merging two postings of one job, from the side of the one that ends."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from jobboard.ids import decode
from jobboard.versions import NotAllowedNow, StaleVersion
from postings.admin.desk import check_moderator, site
from postings.lifecycle.merging import merge_postings
from postings.models import Posting


@site.page("moderation/<id:posting_id>/merge/", name="moderation_merge")
def moderation_merge(request: HttpRequest, posting_id: int) -> HttpResponse:
    """Merge the posting into the one that the form names; both as they were seen."""
    moderator = check_moderator(request)
    if request.method != "POST":
        return redirect("admin:moderation_posting", posting_id)
    posting = get_object_or_404(Posting, pk=posting_id)
    try:
        into = get_object_or_404(Posting, pk=decode(request.POST["into"]))
        seen = int(request.POST["version"]), int(request.POST["into_version"])
    except (KeyError, ValueError) as error:
        raise BadRequest("the form is not whole") from error
    try:
        merge_postings(
            posting, into=into, by=moderator, version=seen[0], into_version=seen[1]
        )
    except (StaleVersion, NotAllowedNow):
        words = _("One of them has changed since. Look at both again.")
        messages.warning(request, words)
        return redirect("admin:moderation_posting", posting_id)
    messages.success(request, _("Merged: it is one job now, with both sources."))
    return redirect("admin:moderation_posting", into.pk)
