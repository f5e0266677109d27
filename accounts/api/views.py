"""The view behind which one has to be somebody."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import IsAuthenticated

from accounts.api.authentication import BearerAuthentication
from accounts.models import ApiToken, Company, Scope, User
from jobboard.rest.problems import Problem
from jobboard.rest.views import ApiView


class MemberView(ApiView):
    """401 to nobody. What is somebody else's is not found; then the scope is asked."""

    authentication_classes = (BearerAuthentication, SessionAuthentication)
    permission_classes = (IsAuthenticated,)

    @property
    def token(self) -> ApiToken | None:
        """The token of the request; None for somebody signed in with a browser."""
        auth: Any = self.request.auth
        return auth if isinstance(auth, ApiToken) else None

    @property
    def person(self) -> User:
        """Who asks."""
        assert isinstance(self.request.user, User)  # noqa: S101
        return self.request.user

    @property
    def owner(self) -> str:
        """Whose idempotency keys those of the request are."""
        token = self.token
        return f"token:{token.pk}" if token else f"user:{self.person.pk}"

    def company(self, slug: str) -> Company:
        """A company that the person works for and the token is for; else Http404."""
        found: Company = get_object_or_404(Company.objects.of(self.person), slug=slug)
        if self.token and self.token.company_id not in {None, found.pk}:
            raise Http404
        return found

    def need(self, scope: Scope) -> None:
        """403 where a token lacks the scope; a session has them all."""
        if self.token and scope not in self.token.scopes:
            words = f"The token lacks the scope {scope.value}."
            raise Problem(403, words, scope=scope.value)


class PersonView(MemberView):
    """What is a person's own: a token that is for one company opens none of it."""

    def need(self, scope: Scope) -> None:
        if self.token and self.token.company_id is not None:
            raise Problem(403, "A token for one company opens nothing of a person's.")
        super().need(scope)
