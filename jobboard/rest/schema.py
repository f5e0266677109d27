"""The document that describes the API (OpenAPI 3.1), made from the views.

A view says what is particular about an operation with `operation`; what all of
them have in common (refusals, limits, tags) is added here, so that no view can
forget it.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from threading import Lock
from typing import Any, TypeVar

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import get_lib_doc_excludes
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
)
from rest_framework import serializers

from jobboard.rest.codecs import dump_json
from jobboard.rest.compatibility import SUNSET
from jobboard.rest.deprecation import deprecations, within
from jobboard.rest.fields import Parameters, Strict
from jobboard.rest.problems import CONTENT_TYPE, TYPES
from jobboard.rest.views import ApiView

Method = TypeVar("Method", bound=Callable[..., Any])
Document = dict[str, Any]
# What any operation may answer, and what any that writes may.
ALWAYS = (400, 401, 406, 414, 429, 500, 503)
WRITES = (413, 415)
IF_MATCH = OpenApiParameter(
    "If-Match",
    location=OpenApiParameter.HEADER,
    description='The ETag of what was read, or its version alone: "v5".',
)
KEY = OpenApiParameter(
    "Idempotency-Key",
    location=OpenApiParameter.HEADER,
    required=True,
    description="A random string; the same for every retry of this request.",
)
IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match",
    location=OpenApiParameter.HEADER,
    description="The ETag that is known; 304 where it has not changed.",
)


def operation(
    name: str,
    summary: str,
    *,
    answers: Mapping[Any, Any],
    body: Any = None,
    errors: Iterable[int] = (),
    example: Any = None,
    sends: Any = None,
    tag: str = "",
) -> Callable[[Method], Method]:
    """What is particular about one method of a view.

    name: the operation's id, for ever. answers: by status, a serializer, or None for
    no body. errors: statuses that not every operation has; 428 says that it takes
    If-Match, 422 that it takes Idempotency-Key. example: of the first answer; sends:
    of the body.
    """
    errors = tuple(errors)
    first = next(iter(answers))
    examples = []
    if example is not None:
        examples.append(
            OpenApiExample(
                name, value=example, response_only=True, status_codes=[str(first)]
            )
        )
    if sends is not None:
        examples.append(OpenApiExample(f"{name}_body", value=sends, request_only=True))
    headers = [IF_MATCH] * (428 in errors) + [KEY] * (422 in errors)
    headers += [IF_NONE_MATCH] * (304 in answers)
    refusals = {
        status: OpenApiResponse(description=TYPES[status][1]) for status in errors
    }
    told = [found for kind in answers.values() for found in within(kind)]
    describe = extend_schema(
        operation_id=name,
        summary=summary,
        request=body,
        responses={status: said(kind, status) for status, kind in answers.items()}
        | refusals,
        parameters=headers,
        examples=examples,
        tags=[tag] if tag else None,
        extensions={"x-deprecated": True} if told else None,
    )

    def wrap(method: Method) -> Method:
        method.deprecations = told  # type: ignore[attr-defined]
        return describe(method)

    return wrap


def said(kind: Any, status: int) -> OpenApiResponse:
    words = {304: "It has not changed.", 204: "It is done.", 202: "It waits."}
    return OpenApiResponse(kind, description=words.get(status, "Done."))


def page_of(kind: type[serializers.Serializer[Any]]) -> Any:
    """The schema of a page of these."""
    members = {
        "__doc__": "A page; `next` and `previous` are addresses, null where it ends.",
        "results": kind(many=True),
        "next": serializers.URLField(allow_null=True),
        "previous": serializers.URLField(allow_null=True),
        "count": serializers.IntegerField(
            required=False, help_text="Only where it was asked for."
        ),
        "count_is_capped": serializers.BooleanField(
            required=False, help_text="true where there are more than `count`."
        ),
    }
    return type(f"{kind.__name__}Page", (serializers.Serializer,), members)


class Schema(AutoSchema):
    """Reads the parameters of a query from the view's `parameters`."""

    def get_override_parameters(self) -> list[Any]:
        kind: type[Parameters] | None = getattr(self.view, "parameters", None)
        if kind is None or self.method != "GET":
            return []
        return [kind] if kind().fields else []


def without_own_words() -> list[type]:
    """Classes whose words are for us, not for the readers of the document."""
    known: list[type] = get_lib_doc_excludes()  # type: ignore[no-untyped-call]
    return [*known, Strict, Parameters, ApiView]


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """A token of the account's page, or of `manage.py create_token`."""

    target_class = "accounts.api.authentication.BearerAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> Document:
        words = "A token: `jb_…`. It never may do more than its person."
        return {"type": "http", "scheme": "bearer", "description": words}


def complete(result: Document, **_kwargs: Any) -> Document:
    """Add to every operation what all of them have in common."""
    components = result["components"]
    for name, schema in components["schemas"].items():
        if name.endswith("Input"):
            schema["additionalProperties"] = False
    for name, members in deprecations.items():
        properties = components["schemas"].get(name, {}).get("properties", {})
        for member in properties.keys() & members.keys():
            ends = members[member].ends.isoformat()
            properties[member] |= {"deprecated": True, SUNSET: ends}
    components["schemas"]["Problem"] = PROBLEM
    components["responses"] = {code_of(status): refusal(status) for status in TYPES}
    components["headers"] = HEADERS
    for path in result["paths"].values():
        for method, one in path.items():
            finish(one, is_read=method == "get")
    return result


def finish(one: Document, *, is_read: bool) -> None:
    """One operation: its refusals, and the headers of its answers."""
    answers = one["responses"]
    statuses = {int(status) for status in answers} & TYPES.keys()
    statuses |= {*ALWAYS, *(() if is_read else WRITES)}
    for status, answer in answers.items():
        names = ["RateLimit", "RateLimit-Policy", "X-Request-ID"]
        names += ["Deprecation", "Sunset"] * ("x-deprecated" in one)
        names += ["ETag"] * (status in {"200", "201", "202", "304"})
        names += ["Idempotency-Replayed"] * any_key(one)
        answer["headers"] = {
            name: {"$ref": f"#/components/headers/{name}"} for name in names
        }
    for status in statuses:
        ref = f"#/components/responses/{code_of(status)}"
        answers[str(status)] = {"$ref": ref}
    one["responses"] = dict(sorted(answers.items()))


def any_key(one: Document) -> bool:
    return any(
        known["name"] == "Idempotency-Key" for known in one.get("parameters", ())
    )


def code_of(status: int) -> str:
    return TYPES[status][0]


def refusal(status: int) -> Document:
    """The answer with this status, as a component."""
    names = ["RateLimit", "RateLimit-Policy", "X-Request-ID"]
    names += ["Retry-After"] * (status in {429, 503})
    names += ["WWW-Authenticate"] * (status == 401)
    return {
        "description": TYPES[status][1],
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in names},
        "content": {
            CONTENT_TYPE: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "example": {
                    "type": f"https://board.example/api/v1/problems/{code_of(status)}/",
                    "title": TYPES[status][0].replace("-", " ").capitalize(),
                    "status": status,
                    "code": code_of(status),
                    "detail": TYPES[status][1],
                    "request_id": "0198f3a2-7d1c-4c1e-9a53-1f0e8a6b2c4d",
                },
            }
        },
    }


def header(description: str, kind: str = "string") -> Document:
    return {"description": description, "schema": {"type": kind}}


HEADERS = {
    "Deprecation": header("Since when a member of this is not to be used: @1767225600"),
    "ETag": header("Names this version; strong."),
    "Idempotency-Replayed": header("true where this is the first answer again."),
    "RateLimit": header('What is left, and for how long: "token";r=599;t=42'),
    "RateLimit-Policy": header('The limit: "token";q=600;w=60'),
    "Retry-After": header("Seconds.", "integer"),
    "Sunset": header("When it goes, at the soonest."),
    "WWW-Authenticate": header('Bearer realm="api"'),
    "X-Request-ID": header("The id under which the request is on record."),
}
TEXT = {"type": "string"}
PROBLEM = {
    "type": "object",
    "description": "RFC 9457. Further members depend on the type.",
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "It answers."},
        "title": TEXT,
        "status": {"type": "integer"},
        "code": TEXT,
        "detail": TEXT,
        "request_id": TEXT,
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"pointer": TEXT, "code": TEXT, "detail": TEXT},
                "required": ["pointer", "code", "detail"],
            },
        },
    },
    "required": ["type", "title", "status", "code", "detail", "request_id"],
}


_making = Lock()


def document() -> bytes:
    """The whole document as JSON; made once, since the code does not change.

    One thread makes it, and the others wait: the generator is not for several.
    """
    with _making:
        return make_document()


@lru_cache(maxsize=1)
def make_document() -> bytes:
    made = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return dump_json(made)
