"""Who asks, and for what: only what a person may touch is found."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import Company, Role, User


def person(request: HttpRequest) -> User:
    """The signed-in user; only for views behind login_required."""
    assert isinstance(request.user, User)  # noqa: S101
    return request.user


def company_of(request: HttpRequest, slug: str, *roles: Role) -> Company:
    """A company in which the person has one of the roles; 404 for any other."""
    return get_object_or_404(Company.objects.of(person(request), *roles), slug=slug)
