"""The API's own page in a browser, and its examples on a whole board."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.board import PROJECT

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


def test_the_document_can_be_read(visit):
    page = visit()
    page.goto("/api/v1/docs/")
    page.get_by_text(
        "Search open postings, or list them all, the newest first"
    ).wait_for()
    page.get_by_text("/api/v1/postings/", exact=True).first.click()
    page.get_by_text("Rows on a page.").first.wait_for()


def test_the_examples_run_as_they_stand(board):
    text = (PROJECT / "docs" / "api-policy.md").read_text(encoding="utf-8")
    (script,) = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    script = script.replace("http://localhost:8000", board.url)
    environment = {
        **os.environ,
        "STATE_DIR": str(board.state),
        "DJANGO_SETTINGS_MODULE": "jobboard.settings",
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert '"status":"submitted"' in done.stdout
