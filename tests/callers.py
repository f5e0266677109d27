"""A program that calls the API with a token, as somebody of the cast."""

import json
from itertools import count
from typing import Any

from django.test import Client

from accounts.lifecycle.token import create_token
from accounts.models import Company, Scope, User
from tests.contract import hold

NUMBERS = count(1)
API = "/api/v1"


class Caller:
    """One token; every POST has a fresh key unless it names one.

    Every answer is held against the document.
    """

    def __init__(
        self, user: User, *scopes: str, company: str = "", secret: str = ""
    ) -> None:
        limited = Company.objects.get(slug=company) if company else None
        wanted = [Scope(scope) for scope in scopes or Scope.values]
        self.secret = (
            secret
            or (create_token(by=user, name="t", scopes=wanted, company=limited)[1])
        )
        self.client = Client()

    def __call__(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        key: str | None = "",
        match: str | int | None = None,
        **headers: str,
    ) -> Any:
        """The answer. key: "" for a fresh one, None for none. match: a tag or version."""
        sent = {"authorization": f"Bearer {self.secret}", **headers}
        if method == "post" and key is not None:
            sent["idempotency-key"] = key or f'"key-{next(NUMBERS)}"'
        if match is not None:
            sent["if-match"] = match if isinstance(match, str) else f'"v{match}"'
        data = body if isinstance(body, (bytes, str)) else json.dumps(body or {})
        more: dict[str, Any] = (
            {} if method == "get" else {"content_type": "application/json"}
        )
        if method != "get":
            more["data"] = data
        answer = getattr(self.client, method)(f"{API}{path}", headers=sent, **more)
        hold(answer, method, f"{API}{path}")
        return answer
