"""What in a new document of the API would break a client of the old one.

Clients are told (docs/api-policy.md) that answers may gain members and enums may
gain values, and that requests may gain members that can be left out. A member of an
answer may go once the sunset is over that the old document told. Anything else that
differs is named here, and fails the tests.
"""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

Document = dict[str, Any]
# Beside a deprecated member: the day on which it goes.
SUNSET = "x-sunset"
# Keywords that make a request's value narrower where they appear, grow or shrink.
LOWER_IS_NARROWER = ("maximum", "maxLength", "maxItems")
HIGHER_IS_NARROWER = ("minimum", "minLength", "minItems")


def breaks(old: Document, new: Document) -> list[str]:
    """Every break, in words, with the place in the document; [] where there is none."""
    return list(dict.fromkeys(of_paths(old, new)))


def of_paths(old: Document, new: Document) -> Iterator[str]:
    for path, operations in old["paths"].items():
        for method, operation in operations.items():
            where = f"{method.upper()} {path}"
            other = new["paths"].get(path, {}).get(method)
            if other is None:
                yield f"{where} is gone"
                continue
            compare = Comparison(old, new)
            yield from compare.operation(operation, other, where)


class Comparison:
    """Walks two documents side by side, each with its own references."""

    def __init__(self, old: Document, new: Document) -> None:
        self.old, self.new = old, new
        self.seen: set[tuple[str, str, bool]] = set()

    def operation(self, old: Document, new: Document, where: str) -> Iterator[str]:
        if old["operationId"] != new["operationId"]:
            yield f"{where} has another operationId"
        if {} in old.get("security", ()) and {} not in new.get("security", ()):
            yield f"{where} wants a credential now"
        yield from self.parameters(old, new, where)
        yield from self.body(old, new, where)
        for status, answer in old["responses"].items():
            other = new["responses"].get(status)
            if other is None and status.startswith(("2", "3")):
                yield f"{where} answers {status} no more"
            elif other is not None and status.startswith("2"):
                place = f"{where} {status}"
                yield from self.contents(answer, other, place, asked=False)

    def parameters(self, old: Document, new: Document, where: str) -> Iterator[str]:
        before, after = by_name(old), by_name(new)
        for name, parameter in after.items():
            known = before.get(name)
            if parameter.get("required") and not (known and known.get("required")):
                yield f"{where} needs {name} now"
        for name, parameter in before.items():
            if name not in after:
                yield f"{where} takes no {name} any more"
            else:
                schemas = parameter["schema"], after[name]["schema"]
                yield from self.schema(*schemas, f"{where} {name}", asked=True)

    def body(self, old: Document, new: Document, where: str) -> Iterator[str]:
        before, after = old.get("requestBody"), new.get("requestBody")
        if after and after.get("required") and not (before and before.get("required")):
            yield f"{where} needs a body now"
        if before and after:
            yield from self.contents(before, after, f"{where} body", asked=True)

    def contents(
        self, old: Document, new: Document, where: str, *, asked: bool
    ) -> Iterator[str]:
        for kind, content in old.get("content", {}).items():
            other = new.get("content", {}).get(kind)
            if other is None:
                yield f"{where} is no {kind} any more"
            else:
                yield from self.schema(
                    content.get("schema", {}),
                    other.get("schema", {}),
                    where,
                    asked=asked,
                )

    def schema(
        self, old: Document, new: Document, where: str, *, asked: bool
    ) -> Iterator[str]:
        """asked: the value comes from the client, and may not be narrowed."""
        pair = (old.get("$ref", ""), new.get("$ref", ""), asked)
        if pair[0] and pair in self.seen:
            return
        self.seen.add(pair)
        old, new = flat(self.old, old), flat(self.new, new)
        kinds = types(old), types(new)
        lost = kinds[0] - kinds[1] if asked else kinds[1] - kinds[0]
        if lost and all(kinds):
            verb = "takes no" if asked else "may be"
            yield f"{where} {verb} {' or '.join(sorted(lost))}"
        gone = [value for value in old.get("enum", ()) if value not in values(new, old)]
        if gone:
            yield f"{where} has no {', '.join(map(str, gone))} any more"
        if asked:
            yield from narrowed(old, new, where)
        yield from self.members(old, new, where, asked=asked)
        if "items" in old and "items" in new:
            yield from self.schema(
                old["items"], new["items"], f"{where}[]", asked=asked
            )

    def members(
        self, old: Document, new: Document, where: str, *, asked: bool
    ) -> Iterator[str]:
        before, after = old.get("properties", {}), new.get("properties", {})
        required = set(old.get("required", ())), set(new.get("required", ()))
        for name in sorted(required[1] - required[0] if asked else ()):
            yield f"{where}.{name} is required now"
        for name in sorted(() if asked else required[0] & after.keys() - required[1]):
            yield f"{where}.{name} may be missing now"
        for name, member in before.items():
            if name not in after:
                if asked or not is_over(member):
                    yield f"{where}.{name} is gone"
            else:
                place = f"{where}.{name}"
                yield from self.schema(member, after[name], place, asked=asked)


def is_over(member: Document) -> bool:
    """Whether the day has come on which it was said to go."""
    ends = member.get(SUNSET)
    return ends is not None and ends <= timezone.now().date().isoformat()


def by_name(operation: Document) -> dict[str, Document]:
    return {known["name"]: known for known in operation.get("parameters", ())}


def flat(document: Document, schema: Document) -> Document:
    """The schema itself: references followed, `X or null` and `all of X` joined."""
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    parts = schema.get("oneOf") or schema.get("anyOf") or schema.get("allOf")
    if not parts:
        return schema
    joined: Document = {"type": []}
    for part in (flat(document, one) for one in parts):
        joined["type"] += sorted(types(part))
        for name, value in part.items():
            if name == "enum":
                joined["enum"] = [*joined.get("enum", ()), *value]
            elif name != "type" and value is not None:
                joined.setdefault(name, value)
    return joined


def types(schema: Document) -> set[str]:
    named = schema.get("type", [])
    found = {named} if isinstance(named, str) else set(named)
    return found | ({"null"} if None in schema.get("enum", ()) else set())


def values(new: Document, old: Document) -> list[Any]:
    """The new values of an enum; without one, any value of the old is still there."""
    return list(new["enum"] if "enum" in new else old["enum"])


def narrowed(old: Document, new: Document, where: str) -> Iterator[str]:
    """Where a request may say less than it could."""
    if "enum" in new and "enum" not in old:
        yield f"{where} takes only some values now"
    if new.get("pattern", old.get("pattern")) != old.get("pattern"):
        yield f"{where} has another pattern"
    for word in LOWER_IS_NARROWER:
        if word in new and new[word] < old.get(word, float("inf")):
            yield f"{where} has a lower {word}"
    for word in HIGHER_IS_NARROWER:
        if word in new and new[word] > old.get(word, float("-inf")):
            yield f"{where} has a higher {word}"
