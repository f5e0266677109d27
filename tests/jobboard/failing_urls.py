"""An address with a secret in it, which fails with another in its hands."""

from typing import Any

from django.urls import path

from jobboard.urls import urlpatterns as site


def fail(request: Any, token: str) -> Any:
    mail = request.GET["q"]
    raise ValueError(f"cannot write to {mail} of {token}")


urlpatterns = [path("opens/<str:token>/", fail), *site]
