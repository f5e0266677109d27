"""How allauth's flows fit into this board."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import get_language

from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Remembers the language in which somebody signed up; mail speaks it."""

    def save_user(
        self,
        request: HttpRequest,
        user: User,
        form: object,
        commit: bool = True,  # noqa: FBT001, FBT002
    ) -> User:
        user.language = get_language() or "en"
        saved: User = super().save_user(request, user, form, commit)
        return saved
