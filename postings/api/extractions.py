"""extractions/: an ad's text in, a draft with the words behind every fact out.

Nothing is stored, and nothing that the ad does not state is filled in.
"""

from collections.abc import Iterator
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.views import MemberView
from accounts.models import Scope
from jobboard.rest.codecs import dump_json
from jobboard.rest.conditional import answer
from jobboard.rest.fields import Strict, Text
from jobboard.rest.schema import operation
from postings.api.input import OBJECTS, FactsInput
from postings.extraction.ads import Extraction, Found, extract
from postings.extraction.markup import to_markdown
from postings.extraction.text import LIMIT
from postings.lifecycle.extracted import facts_of

TITLE_AT_MOST, DESCRIPTION_AT_MOST, SOURCE_AT_MOST = 120, 40_000, 60
# What the API calls the facts that the extraction calls otherwise.
RENAMED = {"cities": "places"}
FACTS = (
    "title levels years employment contracts workplace cities region languages skills"
    " hours pay pay_is_undisclosed benefits source"
).split()


class AdInput(Strict[Any]):
    """An ad, however it was written."""

    text = Text(
        max_length=LIMIT,
        trim_whitespace=False,
        help_text="Plain text, Markdown or HTML, in Portuguese, Spanish or English.",
    )


class Evidence(serializers.Serializer[Any]):
    """The words of the ad behind a fact."""

    fact = serializers.ChoiceField([RENAMED.get(name, name) for name in FACTS])
    words = serializers.CharField()
    begin = serializers.IntegerField(help_text="In Unicode characters, from 0.")
    end = serializers.IntegerField()


class Extracted(serializers.Serializer[Any]):
    """A draft as far as the ad states it."""

    draft = FactsInput(help_text="As it can be sent to a company's postings.")
    evidence = Evidence(many=True)
    unstated = serializers.ListField(
        child=serializers.CharField(),
        help_text="The facts that the ad says nothing about.",
    )


EXAMPLE: dict[str, Any] = {
    "draft": {
        "title": "Backend Go",
        "language": "es",
        "description": "Backend Go, remoto. USD 4000 al mes.",
        "workplace": "remote",
    },
    "evidence": [{"fact": "workplace", "words": "remoto", "begin": 12, "end": 18}],
    "unstated": ["years", "region"],
}


class ExtractionView(MemberView):
    """Reads an ad; stores nothing, so a retry needs no key."""

    @operation(
        "extract",
        "Read an ad: a draft, and the words behind every fact; nothing is stored",
        answers={200: Extracted},
        body=AdInput,
        errors=(403,),
        example=EXAMPLE,
        sends={"text": "Backend Go, remoto. USD 4000 al mes."},
    )
    def post(self, request: Request) -> Response:
        """Read an ad: a draft, and the words behind every fact; nothing is stored."""
        self.need(Scope.POSTINGS_WRITE)
        said = AdInput(data=request.data)
        said.is_valid(raise_exception=True)
        text = said.validated_data["text"]
        found = extract(text)
        body = {
            "draft": draft_of(text, found),
            "evidence": list(evidence_of(found)),
            "unstated": [RENAMED.get(name, name) for name in unstated(found)],
        }
        return answer(request, dump_json(body), public=False)


def draft_of(text: str, found: Extraction) -> dict[str, Any]:
    """What the ad states, as a POST of a posting takes it."""
    facts = facts_of(found)
    draft: dict[str, Any] = {"description": to_markdown(text)[:DESCRIPTION_AT_MOST]}
    if found.title:
        draft["title"] = found.title.value[:TITLE_AT_MOST]
    if found.language:
        draft["language"] = found.language
    if found.source:
        facts["source_name"] = found.source.value.name[:SOURCE_AT_MOST]
        facts["source_url"] = found.source.value.url
    for name, members in OBJECTS.items():
        columns = set(members.values()) & facts.keys()
        stated = {m: facts.pop(c) for m, c in members.items() if c in columns}
        if any(stated.values()):
            draft[name] = {member: written(value) for member, value in stated.items()}
    return draft | dict(plain(facts))


def plain(facts: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The facts that are no objects; those without a value are left out."""
    for name, value in facts.items():
        if name == "languages":
            needs: Any = [
                {"code": n.code, "level": n.level or None, "required": n.is_required}
                for n in value
            ]
        elif name == "skills":
            needs = [{"name": n.name, "required": n.is_required} for n in value]
        elif name == "places":
            needs = [{"id": number} for number in value]
        else:
            needs = value
        if needs:
            yield name, needs


def written(value: Any) -> Any:
    """A member of an object, as JSON has it; null for what is not stated."""
    if value is None or value == "":
        return None
    if isinstance(value, (int, list)):
        return value
    return value.strftime("%H:%M") if hasattr(value, "hour") else str(value)


def evidence_of(found: Extraction) -> Iterator[dict[str, Any]]:
    for name in FACTS:
        value = getattr(found, name)
        marks: tuple[Found[Any], ...]
        marks = value if isinstance(value, tuple) else (value,) if value else ()
        for mark in marks:
            yield {
                "fact": RENAMED.get(name, name),
                "words": mark.words,
                "begin": mark.begin,
                "end": mark.end,
            }


def unstated(found: Extraction) -> Iterator[str]:
    """An ad that says that pay is not disclosed has said something about it."""
    for name in found.unstated:
        is_said = name == "pay" and found.pay_is_undisclosed
        if name in FACTS and name != "pay_is_undisclosed" and not is_said:
            yield name
