"""A company's team: who is in it, who is asked in, and one button for each deed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.company import InvitationForm, RoleForm
from accounts.lifecycle import team as lifecycle
from accounts.lifecycle.company import TooMany
from accounts.models import Company, Invitation, Membership, Role
from accounts.permissions import can_manage_company
from accounts.views.access import company_of, person
from jobboard.versions import NotAllowedNow, StaleVersion

UNPROCESSABLE = 422
Deed = Callable[[HttpRequest, Membership], str]
View = Callable[[HttpRequest, str, int], HttpResponse]


@login_required
@require_http_methods(["GET", "POST"])
def company_team(request: HttpRequest, slug: str) -> HttpResponse:
    """The team, for everybody in it; owners also ask people in."""
    company = company_of(request, slug)
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        if refusal := invite(request, company, form):
            form.add_error("email", refusal)
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("company_team", company.slug)
    status = UNPROCESSABLE if form.is_bound else 200
    return show(request, company, form, status)


def invite(request: HttpRequest, company: Company, form: InvitationForm) -> str:
    """Send the invitation; why not, where it is refused."""
    email, role = form.cleaned_data["email"], Role(form.cleaned_data["role"])
    try:
        lifecycle.invite_member(company, email=email, role=role, by=person(request))
    except lifecycle.AlreadyHere:
        return _("Whoever has this address is on the team already.")
    except TooMany:
        return _("Enough invitations for one day. Go on tomorrow.")
    return ""


def show(
    request: HttpRequest, company: Company, form: InvitationForm, status: int
) -> HttpResponse:
    is_owner = can_manage_company(person(request), company)
    open_ones = company.invitations.open().order_by("created_at", "pk")
    context: dict[str, Any] = {
        "company": company,
        "form": form,
        "is_owner": is_owner,
        "members": company.memberships.in_order(),
        "invitations": open_ones if is_owner else [],
        "roles": Role.choices,
    }
    return render(request, "accounts/company_team.html", context, status=status)


@login_required
@require_POST
def invitation_revoke(
    request: HttpRequest, slug: str, invitation_id: int
) -> HttpResponse:
    """Take an invitation back."""
    company = company_of(request, slug)
    rows: Any = Invitation.objects.filter(company=company)
    invitation = get_object_or_404(rows, pk=invitation_id)
    try:
        lifecycle.revoke_invitation(invitation, by=person(request))
    except NotAllowedNow:
        messages.warning(request, _("The invitation had ended already."))
    else:
        messages.success(request, _("The invitation is taken back."))
    return redirect("company_team", slug)


def button(deed: Deed) -> View:
    """One deed on one member, then the team with what came of it."""

    @login_required
    @require_POST
    def view(request: HttpRequest, slug: str, member_id: int) -> HttpResponse:
        company = company_of(request, slug)
        places = company.memberships.select_related("company")
        membership = get_object_or_404(places, pk=member_id)
        try:
            done = deed(request, membership)
        except (KeyError, ValueError) as error:
            raise BadRequest("the form is not whole") from error
        except lifecycle.LastOwner:
            messages.warning(request, last_owner_words())
        except (StaleVersion, NotAllowedNow):
            messages.warning(request, _("Somebody was quicker. This is the team now."))
        else:
            messages.success(request, done)
        is_still_in = Company.objects.of(person(request)).filter(pk=company.pk)
        there = ("company_team", slug) if is_still_in.exists() else ("desk",)
        return redirect(*there)

    return view


def last_owner_words() -> str:
    return _("A company keeps an owner. Make somebody else one first.")


@button
def member_role(request: HttpRequest, membership: Membership) -> str:
    form = RoleForm(request.POST)
    if not form.is_valid():
        raise ValueError(form.errors)
    data = form.cleaned_data
    lifecycle.change_role(
        membership, Role(data["role"]), by=person(request), version=data["version"]
    )
    return _("The role is changed.")


@button
def member_remove(request: HttpRequest, membership: Membership) -> str:
    version = int(request.POST["version"])
    lifecycle.remove_member(membership, by=person(request), version=version)
    return _("Removed from the team.")


@button
def member_leave(request: HttpRequest, membership: Membership) -> str:
    version = int(request.POST["version"])
    lifecycle.leave_company(membership, by=person(request), version=version)
    return _("You have left the company.")
