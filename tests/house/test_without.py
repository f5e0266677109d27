"""Each patch that takes a mechanism out still applies, and names a test that exists."""

import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PATCHES = sorted((PROJECT / "tests" / "without").glob("*.patch"))


@pytest.mark.parametrize("path", PATCHES, ids=lambda p: p.stem)
def test_a_patch_applies(path):
    command = ["git", "apply", "--check", "--unidiff-zero", str(path)]
    done = subprocess.run(
        command, cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    first = path.read_text().splitlines()[0]
    assert first.startswith("# red: tests/")
    for node in first.removeprefix("# red: ").split():
        file, _, name = node.partition("::")
        text = (PROJECT / file).read_text()
        assert not name or f"def {name.partition('[')[0]}(" in text
