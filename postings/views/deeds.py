"""The buttons of the employer's desk: one deed each."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jobboard.versions import NotAllowedNow, StaleVersion
from postings.lifecycle import ending, posting as lifecycle, revision as revisions
from postings.models import CloseReason, Posting
from postings.views.employer import mine, person, submitted_words

View = Callable[[HttpRequest, int], HttpResponse]
Deed = Callable[[HttpRequest, Posting, int], str]


def button(deed: Deed) -> View:
    """One deed, then the desk with what came of it."""

    @login_required
    @require_POST
    def view(request: HttpRequest, posting_id: int) -> HttpResponse:
        found = mine(request, posting_id)
        try:
            done = deed(request, found, int(request.POST["version"]))
        except (KeyError, ValueError) as error:
            raise BadRequest("the form is not whole") from error
        except lifecycle.Incomplete:
            messages.warning(request, _("Describe the job before you send it."))
        except (StaleVersion, NotAllowedNow):
            messages.warning(
                request, _("Somebody was quicker. This is how the job stands now.")
            )
        else:
            messages.success(request, done)
        gone = found.pk is None
        return redirect("desk") if gone else redirect("posting_desk", posting_id)

    return view


@button
def posting_submit(request: HttpRequest, found: Posting, version: int) -> str:
    lifecycle.submit_posting(found, by=person(request), version=version)
    return submitted_words(found)


@button
def posting_withdraw(request: HttpRequest, found: Posting, version: int) -> str:
    lifecycle.withdraw_posting(found, by=person(request), version=version)
    return _("Taken back. You can go on writing.")


@button
def posting_delete(request: HttpRequest, found: Posting, version: int) -> str:
    lifecycle.delete_posting(found, by=person(request), version=version)
    return _("The draft is deleted.")


@button
def posting_close(request: HttpRequest, found: Posting, version: int) -> str:
    reason = CloseReason(request.POST["reason"])
    lifecycle.close_posting(found, by=person(request), version=version, reason=reason)
    return _("The job is closed.")


@button
def posting_renew(request: HttpRequest, found: Posting, version: int) -> str:
    lifecycle.renew_posting(found, by=person(request), version=version)
    return submitted_words(found)


@button
def posting_extend(request: HttpRequest, found: Posting, version: int) -> str:
    if ending.extend_posting(found, by=person(request), version=version) is None:
        return _("The job stays open for thirty days more.")
    return _("Your changes wait for a moderator. The old text stays open meanwhile.")


@button
def posting_appeal(request: HttpRequest, found: Posting, version: int) -> str:
    words = request.POST["words"]
    lifecycle.appeal_posting(found, by=person(request), version=version, words=words)
    return _("Your appeal is with a moderator.")


@button
def revision_withdraw(request: HttpRequest, found: Posting, version: int) -> str:
    revision = revisions.open_revision(found)
    if revision is None:
        raise NotAllowedNow
    revisions.withdraw_revision(revision, by=person(request), version=version)
    return _("Your changes are withdrawn; the open text stays as it is.")
