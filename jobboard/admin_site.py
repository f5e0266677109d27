"""Django's admin as the moderators' desk: pages of our own beside the tables."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.apps import AdminConfig
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView

View = Callable[..., HttpResponseBase]


class BoardAdminConfig(AdminConfig):
    default_site = "jobboard.admin_site.BoardAdminSite"


class BoardAdminSite(AdminSite):
    """The admin site; apps add their pages to it when their admin is loaded."""

    site_header = site_title = _("Administration")
    index_title = _("All tables")

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.pages: list[tuple[str, View, str]] = []

    def page(self, route: str, *, name: str) -> Callable[[View], View]:
        """Serve the decorated view at `/admin/<route>`, to staff only."""

        def add(view: View) -> View:
            self.pages.append((route, view, name))
            return view

        return add

    def get_urls(self) -> list[URLResolver | URLPattern]:
        own = [
            path(route, self.admin_view(view), name=name)
            for route, view, name in self.pages
        ]
        # A password is changed where everybody changes theirs.
        change = RedirectView.as_view(pattern_name="account_change_password")
        return [*own, path("password_change/", change), *super().get_urls()]

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Sign in where everybody does, behind the same limits and second step.

        Raises:
            PermissionDenied: whoever is signed in has no right to the administration.
        """
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        target = request.GET.get("next", reverse("admin:index"))
        return redirect(f"{reverse('account_login')}?{urlencode({'next': target})}")


class ReadOnlyAdmin(ModelAdmin[Any]):
    """A table to look at: what is versioned changes by deeds alone."""

    def formfield_for_dbfield(self, *args: Any, **kwargs: Any) -> None:
        """No field is ever filled in."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
