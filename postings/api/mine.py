"""What views of a person's own rows have in common."""

from collections.abc import Callable
from typing import Any

from rest_framework.response import Response

from accounts.api.views import PersonView
from jobboard.pagination import BadCursor, newest_first
from jobboard.rest.codecs import dump_json
from jobboard.rest.conditional import answer
from jobboard.rest.fields import Strict
from jobboard.rest.pages import bad_cursor, page_response


class OwnRowsView(PersonView):
    """A view of a person's own rows."""

    def listed(self, rows: Any, shown: Callable[[Any], dict[str, Any]]) -> Response:
        """A page of them, the newest first."""
        size, cursor = self.asked["page_size"], self.asked["cursor"]
        try:
            page = newest_first(rows, by="created_at", size=size, cursor=cursor)
        except BadCursor as error:
            raise bad_cursor(error) from error
        results = (dump_json(shown(row)) for row in page.rows)
        return page_response(self.request, results, page, public=False)

    def shown(self, body: dict[str, Any], status: int = 200) -> Response:
        """One of them, with its tag."""
        return answer(
            self.request,
            dump_json(body),
            version=body.get("version"),
            public=False,
            status=status,
        )

    def said(self, kind: type[Strict[Any]]) -> dict[str, Any]:
        """The body, as this serializer reads it; ValidationError names what is wrong."""
        read = kind(data=self.request.data)
        read.is_valid(raise_exception=True)
        return dict(read.validated_data)
