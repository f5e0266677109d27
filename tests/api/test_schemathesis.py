"""Whatever a generator makes of the document: no failure of ours, and no surprise."""

from contextlib import suppress
from functools import cache
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from jobboard.wsgi import application
from tests.api.test_matrix import OPERATIONS, board
from tests.callers import Caller
from tests.contract import the_document

__all__ = ["board"]
pytestmark = pytest.mark.usefixtures("_one_connection")
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
NAMES = [name for name, _method, _path in OPERATIONS]


def drained(environ: Any, start_response: Any) -> list[bytes]:
    """The board, as a server takes it: a file is read to its end and closed."""
    answer = application(environ, start_response)
    body = b"".join(answer)
    if file := getattr(answer, "file_to_stream", None):
        file.close()
    return [body]


@cache
def operations() -> dict[str, Any]:
    """Every operation of the document, by its id."""
    schema = schemathesis.openapi.from_dict(the_document())
    schema.app = drained
    found = [result.ok() for result in schema.get_all_operations()]  # type: ignore[union-attr]
    return {one.definition.raw["operationId"]: one for one in found}


class Shooter:
    """Calls operations with generated requests, as somebody."""

    def __init__(self, board: dict[str, str], token: str = "") -> None:
        self.board, self.calls = board, 0
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def shoot(self, case: Any) -> None:
        """One request; every other time, what it asks for is there."""
        self.calls += 1
        if self.calls % 2:
            known = self.board.keys() & case.path_parameters.keys()
            case.path_parameters.update({name: self.board[name] for name in known})
        response = case.call(headers=self.headers)
        case.validate_response(response, checks=CHECKS, headers=self.headers)

    def aim(self, operation: Any, mode: GenerationMode, examples: int) -> None:
        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def run(case: Any) -> None:
            self.shoot(case)

        # Where anything goes, there is nothing wrong to send.
        with suppress(Unsatisfiable):
            run()


@pytest.mark.parametrize("name", NAMES)
def test_a_few_generated_requests_surprise_nobody(cast, board, name):
    shooter = Shooter(board, Caller(cast["owner"]).secret)
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        shooter.aim(operations()[name], mode, 4)
    assert shooter.calls


@pytest.mark.prove
@pytest.mark.parametrize("part", ["nobody", "owner", "stranger"])
def test_no_generated_request_surprises_anybody(cast, board, part, record_property):
    person = cast.get(part)
    shooter = Shooter(board, Caller(person).secret if person else "")
    for operation in operations().values():
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            shooter.aim(operation, mode, 60)
    figure = f"{shooter.calls} requests, 0 failures, 0 undocumented"
    record_property("figure", figure)
