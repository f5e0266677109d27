"""The address of a posting that is not open any more."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from jobboard import errors
from postings.models import Posting
from postings.publishing import facts, heads
from postings.search.conditions import Moment
from postings.search.query import postings_of
from postings.search.similar import similar
from postings.views.own import hiding_of

SIMILAR = 4


def former_posting(request: HttpRequest, slug: str, posting_id: int) -> HttpResponse:
    """What became of it, for thirty days; then, or where it was taken down, 410.

    What the public has never seen does not exist for it.
    """
    moment, once = Moment(), Posting.objects.once_public().filter(pk=posting_id)
    found = once.lately_ended(moment.at).with_facts().first()
    if found is None:
        if once.exists():
            return errors.refused(request, 410)
        raise Http404
    if slug != found.slug:
        return to_own_slug(request, found)
    hiding = hiding_of(request)
    alike = similar(found, limit=SIMILAR, moment=moment, hiding=hiding)
    context = {
        "posting": found,
        "into": goes_on_as(found),
        "card": facts.card(found),
        "metadata": heads.of_former_posting(found),
        "cards": [facts.card(one) for one in postings_of(alike, moment)],
    }
    return render(request, "postings/former_posting.html", context)


def goes_on_as(found: Posting) -> Posting | None:
    """The open posting of the same job, where it ended in one."""
    if found.merged_into_id is None:
        return None
    return Posting.objects.live().filter(pk=found.merged_into_id).first()


def to_own_slug(request: HttpRequest, posting: Posting) -> HttpResponse:
    """Lead on for good to the posting's words, with whatever query came along."""
    path = reverse("posting", args=[posting.slug, posting.pk])
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{path}?{query}" if query else path, permanent=True)
