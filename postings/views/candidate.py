"""What belongs to somebody who looks for work: their applications and their profile."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.permissions import proven_addresses
from jobboard.downloads import private_file
from postings.forms.profile import ProfileForm
from postings.lifecycle import cvs
from postings.models import Application, Cv, Profile
from postings.views.employer import person

SHOWN = 200


@never_cache
@login_required
def application_mine(request: HttpRequest) -> HttpResponse:
    """All that the person has sent, what moved last first."""
    user = person(request)
    rows = Application.objects.sent_by(user, proven_addresses(user))
    rows = rows.select_related("posting__company").order_by("-changed_at", "-pk")
    return render(
        request, "postings/application_mine.html", {"applications": rows[:SHOWN]}
    )


@never_cache
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """What the person keeps about themselves; it fills forms in, and nobody sees it."""
    user = person(request)
    mine = Profile.objects.filter(user=user).first() or Profile(user=user)
    posted = request.method == "POST"
    form = ProfileForm(
        request.POST if posted else None, request.FILES or None, profile=mine
    )
    if form.is_valid():
        save(form)
        messages.success(request, _("Your profile is saved."))
        return redirect("profile")
    context = {"form": form, "cv": Cv.objects.filter(profile_id=mine.pk or 0).first()}
    status = 422 if posted else 200
    return render(request, "postings/profile.html", context, status=status)


@transaction.atomic
def save(form: ProfileForm) -> None:
    """The profile and its one CV, whole or not at all."""
    form.profile.changed_at = timezone.now()
    saved = form.save()
    document = form.cleaned_data["cv"]
    if document is not None or form.cleaned_data["forget_cv"]:
        for cv in Cv.objects.filter(profile=saved):
            cvs.forget(cv)
    if document is not None:
        cvs.keep(document, profile=saved)


@never_cache
@login_required
def profile_cv(request: HttpRequest) -> FileResponse:
    """The person's own file."""
    cv = get_object_or_404(Cv, profile__user=person(request))
    return private_file(cv.file, name=cv.name, content_type=cv.content_type)
