"""The view that all of the API's views are."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core.exceptions import RequestDataTooBig
from django.http import QueryDict
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from jobboard.rest.deprecation import headers
from jobboard.rest.fields import Parameters
from jobboard.rest.problems import Problem


class ApiView(APIView):
    """Reads the query by `parameters`, and refuses what is not among them.

    `asked` is what the query said: a dict, where a view does not read it otherwise.
    """

    permission_classes: Sequence[Any] = (AllowAny,)
    parameters: ClassVar[type[Parameters]] = Parameters
    asked: Any

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method not in self.allowed_methods:
            self.http_method_not_allowed(request)
        try:
            # Read it here, where a body that is too large has an answer.
            request.body  # noqa: B018
        except RequestDataTooBig as error:
            raise Problem(413) from error
        self.asked = self.read_query(request.query_params)

    def read_query(self, query: QueryDict) -> Any:
        """What the query asks for; ValidationError names what is wrong with it."""
        return self.parameters.of(query)

    def current(self, row: Any) -> Any:
        """How a row that has changed is shown in the problem that says so."""
        return {"version": row.version}

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        done = super().finalize_response(request, response, *args, **kwargs)
        done.headers.setdefault("Cache-Control", "no-store")
        handler = getattr(self, (request.method or "").lower(), None)
        for name, value in headers(getattr(handler, "deprecations", ())).items():
            done[name] = f"{done[name]}, {value}" if name in done else value
        return done
