"""me/: a person's own account by program: who they are, all that is kept, and its end.

A browser has pages for the last two, which ask for the password again; here they
take a token that was made for them.
"""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.views import PersonView
from accounts.lifecycle.person import delete_account
from accounts.lifecycle.team import LastOwner
from accounts.models import Scope, User
from jobboard import personal_data
from jobboard.ids import encode
from jobboard.rest.codecs import dump_json
from jobboard.rest.conditional import answer, matches, tag_of
from jobboard.rest.fields import Moment
from jobboard.rest.problems import Problem
from jobboard.rest.schema import operation

NOT_BY_SESSION = "This takes a token with the scope account:write."
KEEPS_AN_OWNER = "A company keeps an owner. Make somebody else one first."


class Person(serializers.Serializer[Any]):
    id = serializers.CharField()
    email = serializers.EmailField()
    name = serializers.CharField(allow_null=True)
    language = serializers.CharField(help_text="In which the board writes.")
    created_at = Moment()


class PersonalData(serializers.Serializer[Any]):
    """By part of the board; what is in each may grow."""

    def get_fields(self) -> dict[str, Any]:
        words = "What this part keeps."
        return {
            name: serializers.DictField(help_text=words)
            for name in personal_data.holdings
        }


EXAMPLE = {
    "id": "3vd9k2m7q0xz",
    "email": "teodora@example.com",
    "name": "Teodora Vilaplana",
    "language": "es",
    "created_at": "2026-01-12T14:00:00Z",
}
# Each part as it is for somebody of whom the board knows nothing but the account.
EXPORT: dict[str, Any] = {name: {} for name in personal_data.holdings}


def person_json(user: User) -> dict[str, Any]:
    return {
        "id": encode(user.pk),
        "email": user.email,
        "name": user.name or None,
        "language": user.language,
        "created_at": user.date_joined,
    }


class AccountView(PersonView):
    """A view of the whole account."""

    def need_token(self) -> None:
        """403 but for a token with the scope."""
        if self.token is None:
            raise Problem(403, NOT_BY_SESSION)
        self.need(Scope.ACCOUNT_WRITE)


class MeView(AccountView):
    """The account itself."""

    @operation(
        "get_me",
        "Whose token this is",
        answers={200: Person, 304: None},
        errors=(403,),
        example=EXAMPLE,
    )
    def get(self, request: Request) -> Response:
        """Whose token this is; any scope will do."""
        return answer(request, dump_json(person_json(self.person)), public=False)

    @operation(
        "delete_me",
        "Delete the account and all that belongs to it, for good",
        answers={204: None},
        errors=(403, 409, 412, 428),
    )
    def delete(self, request: Request) -> Response:
        """Delete the account; If-Match takes the ETag of what get_me answered."""
        self.need_token()
        shown = person_json(self.person)
        wanted = request.headers.get("If-Match", "").strip()
        if not wanted or wanted == "*":
            raise Problem(428)
        if not matches(wanted, tag_of(dump_json(shown))):
            raise Problem(412, current=shown)
        try:
            delete_account(self.person, by=self.person)
        except LastOwner as error:
            raise Problem(409, KEEPS_AN_OWNER) from error
        return Response(status=204)


class ExportView(AccountView):
    """Everything that is kept about the person."""

    @operation(
        "export_me",
        "Everything that is kept about you",
        answers={200: PersonalData, 304: None},
        errors=(403,),
        example=EXPORT,
    )
    def get(self, request: Request) -> Response:
        self.need_token()
        found = personal_data.export_all(self.person)
        return answer(request, dump_json(found), public=False)
