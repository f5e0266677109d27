"""Tokens: one's own, and those for a company, for its owners."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.token import TokenForm
from accounts.lifecycle.token import create_token, revoke_token
from accounts.models import ApiToken, Role, Scope
from accounts.views.access import company_of, person
from jobboard.versions import NotAllowedNow

UNPROCESSABLE = 422
SHOWN = 100


def wants_account(request: HttpRequest) -> bool:
    """Whether a token is asked for that could do what asks for the password again."""
    return Scope.ACCOUNT_WRITE in request.POST.getlist("scopes")


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
@reauthentication_required(enabled=wants_account)  # type: ignore[untyped-decorator]
def token_list(request: HttpRequest) -> HttpResponse:
    """A person's tokens, and the form for a new one, whose secret is shown once."""
    user = person(request)
    form = TokenForm(request.POST or None, user=user)
    context: dict[str, Any] = {}
    status = UNPROCESSABLE if form.is_bound else 200
    if form.is_valid():
        _token, context["secret"] = create_token(by=user, **form.facts())
        form, status = TokenForm(user=user), 200
    tokens = user.tokens.select_related("company").order_by("-created_at", "-pk")
    context |= {"form": form, "tokens": tokens[:SHOWN]}
    return render(request, "accounts/token_list.html", context, status=status)


@login_required
def company_tokens(request: HttpRequest, slug: str) -> HttpResponse:
    """All tokens that are only for this company, whoever made them."""
    company = company_of(request, slug, Role.OWNER)
    tokens = company.tokens.select_related("user").order_by("-created_at", "-pk")
    context = {"company": company, "tokens": tokens[:SHOWN]}
    return render(request, "accounts/company_tokens.html", context)


@login_required
@require_POST
def token_revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """End a token; the next request with it is refused."""
    user = person(request)
    token = get_object_or_404(ApiToken.objects.managed_by(user), pk=token_id)
    try:
        revoke_token(token, by=user)
    except NotAllowedNow:
        messages.info(request, _("It was revoked before."))
    else:
        messages.success(request, _("It opens nothing any more."))
    if token.user_id != user.pk and token.company:
        return redirect("company_tokens", token.company.slug)
    return redirect("token_list")
