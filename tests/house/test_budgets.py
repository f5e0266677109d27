"""Files stay short enough to be read."""

from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
SOURCES = ("jobboard", "accounts", "postings", "tests", "benchmarks")


def files(*patterns: str) -> list[Path]:
    found = [path for pattern in patterns for path in PROJECT.glob(pattern)]
    return [path for path in found if "migrations" not in path.parts]


BUDGETS = [
    *((path, 400) for name in SOURCES for path in files(f"{name}/**/*.py")),
    *((path, 150) for path in files("templates/**/*")),
    *((path, 200) for path in files("static/css/**/*.css")),
    *((path, 80) for path in files("static/js/**/*.js")),
    (PROJECT / "docs" / "debts.md", 10),
]


@pytest.mark.parametrize(
    ("path", "budget"),
    [b for b in BUDGETS if b[0].is_file()],
    ids=lambda v: getattr(v, "name", ""),
)
def test_a_file_keeps_its_budget(path, budget):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= budget


@pytest.mark.parametrize("path", files(*(f"{n}/**/*.py" for n in SOURCES[:3])), ids=str)
def test_a_module_says_what_lives_there(path):
    text = path.read_text(encoding="utf-8")
    if path.name == "__init__.py" and not text.strip():
        return
    assert text.startswith('"""'), path
