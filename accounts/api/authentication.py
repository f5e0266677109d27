"""Who calls: Authorization: Bearer jb_… (RFC 6750)."""

from django.conf import settings
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.models import ApiToken, User
from jobboard.ratelimits import Limit, anonymous, by_address, count
from jobboard.rest.problems import Problem


def whom(request: Request, token: ApiToken | None) -> tuple[Limit, str]:
    """Under which limit the request is counted, and as whose."""
    if token is None:
        return anonymous(), by_address(request._request)  # noqa: SLF001
    return Limit("token", settings.API_RATE_TOKEN), str(token.pk)


class BearerAuthentication(BaseAuthentication):
    """A token; `request.auth` is its row, `request.user` whom it acts as.

    Nothing but the identity is taken from the token: what its person may do is
    asked anew by every deed.
    """

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        header = request.headers.get("Authorization")
        if header is None:
            return None
        scheme, _space, secret = header.partition(" ")
        token = None
        if scheme.lower() == "bearer":
            token = ApiToken.objects.presented(secret.strip())
        if not count(request._request, *whom(request, token)):  # noqa: SLF001
            raise Problem(429)
        if token is None:
            raise AuthenticationFailed("The token is unknown, expired or revoked.")
        token.note_use()
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'
