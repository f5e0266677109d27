"""Who is banned, and since when; a ban is lifted here."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from jobboard.versions import NotAllowedNow, StaleVersion
from postings.admin.desk import check_moderator, site
from postings.lifecycle.bans import lift_ban
from postings.models import Ban

SHOWN = 200


@site.page("moderation/bans/", name="moderation_bans")
def moderation_bans(request: HttpRequest) -> HttpResponse:
    """The bans that hold, the newest first."""
    check_moderator(request)
    bans = Ban.objects.holding().select_related("company", "person")
    context = {
        "title": _("Bans"),
        "bans": bans.order_by("-imposed_at", "-pk")[:SHOWN],
    }
    return TemplateResponse(request, "admin/moderation_bans.html", context)


@site.page("moderation/bans/<id:ban_id>/lift/", name="moderation_unban")
def moderation_unban(request: HttpRequest, ban_id: int) -> HttpResponse:
    """Lift it; what was frozen waits in the queue then."""
    moderator = check_moderator(request)
    if request.method != "POST":
        return redirect("admin:moderation_bans")
    ban = get_object_or_404(Ban, pk=ban_id)
    try:
        lift_ban(ban, by=moderator, version=int(request.POST["version"]))
    except (KeyError, ValueError) as error:
        raise BadRequest("the form is not whole") from error
    except (StaleVersion, NotAllowedNow):
        messages.warning(request, _("Somebody was quicker: the ban is lifted."))
    else:
        words = _("The ban is lifted. What was frozen waits in the queue.")
        messages.success(request, words)
    return redirect("admin:moderation_bans")
