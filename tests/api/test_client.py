"""A client that is generated from the document compiles, and works (make prove)."""

import compileall
import importlib
import subprocess
import sys

import httpx
import pytest

from jobboard.management.commands.write_schema import FILE
from jobboard.wsgi import application
from postings.models.cv import TYPES
from tests import build
from tests.callers import Caller

pytestmark = [pytest.mark.prove, pytest.mark.usefixtures("_one_connection")]


def test_a_generated_client_compiles_and_reads_the_board(
    cast, tmp_path, monkeypatch, record_property
):
    folder, config = tmp_path / "board_client", tmp_path / "config.yaml"
    # The generator knows files only as bytes.
    files = "".join(
        f"  {kind}: application/octet-stream\n"
        for kind in ("application/gzip", *TYPES.values())
    )
    config.write_text(f"content_type_overrides:\n{files}post_hooks: []\n")
    command = [sys.executable, "-m", "openapi_python_client", "generate"]
    command += ["--path", str(FILE), "--output-path", str(folder), "--meta", "none"]
    command += ["--config", str(config)]
    done = subprocess.run(
        [*command, "--fail-on-warning"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert compileall.compile_dir(folder, quiet=1)
    monkeypatch.syspath_prepend(str(tmp_path))
    client = importlib.import_module("board_client").AuthenticatedClient(
        base_url="http://localhost",
        token=Caller(cast["owner"]).secret,
        httpx_args={"transport": httpx.WSGITransport(app=application)},
    )
    posting = build.posting(cast)
    listing = importlib.import_module("board_client.api.postings.list_postings")
    (row,) = listing.sync(client=client).results
    assert (row.id, row.title, row.pay.min_) == (
        posting.public_id,
        "Backend Engineer",
        "5000.00",
    )
    own = importlib.import_module("board_client.api.companies.get_own_posting")
    found = own.sync("acme", posting.public_id, client=client)
    assert found.actions == ["edit", "close", "duplicate"]
    files = sum(1 for _file in folder.rglob("*.py"))
    record_property("figure", f"{files} files compile, calls answered")
