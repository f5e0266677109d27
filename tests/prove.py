"""`make prove`: the long proofs, and every proof again without its mechanism.

A promise counts when its test passes, and turns red when the code that keeps it
is taken out. `tests/without/*.patch` each take one mechanism out; their first
line names the test that has to notice. What is proven for a commit is kept in
`.local/prove/`, so that an interrupted run goes on where it was; what did not hold
is tried again.
"""

import json
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

PROJECT = Path(__file__).resolve().parents[1]
FOLDER = PROJECT / ".local" / "prove"
KEPT = FOLDER / "results.json"
WITHOUT = PROJECT / "tests" / "without"
REPORT = PROJECT / "docs" / "proofs.md"
RED = 1


@dataclass(frozen=True)
class Result:
    """What one proof showed, and at which commit."""

    promise: str
    figure: str
    holds: bool
    commit: str


def git(*words: str, where: Path = PROJECT) -> str:
    done = subprocess.run(
        ["git", *words], cwd=where, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def pytest(where: Path, *words: str) -> int:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--quiet",
        "-p",
        "no:cacheprovider",
        *words,
    ]
    done = subprocess.run(command, cwd=where, check=False, stdout=subprocess.DEVNULL)
    return done.returncode


def sentence(name: str) -> str:
    """A test's name as the promise that it is."""
    head, _, values = name.removeprefix("test_").partition("[")
    words = head.replace("_", " ")
    return f"{words} ({values.rstrip(']')})" if values else words


def files_with_proofs() -> list[str]:
    """The files of tests in which something is marked `prove`."""
    files = sorted((PROJECT / "tests").rglob("test_*.py"))
    marked = [path for path in files if "pytest.mark.prove" in path.read_text()]
    return [str(path.relative_to(PROJECT)) for path in marked]


def long_proofs(file: str) -> list[Result]:
    """What a file marks `prove`, with the figures that its tests recorded."""
    report = FOLDER / "latest.xml"
    report.unlink(missing_ok=True)
    pytest(PROJECT, "-m", "prove", "--numprocesses", "0", f"--junitxml={report}", file)
    return [outcome(case) for case in ET.parse(report).iter("testcase")]


def outcome(case: ET.Element) -> Result:
    figures = [p.get("value", "") for p in case.iter("property")]
    failed = [child for child in case if child.tag in {"failure", "error"}]
    for one in failed:
        print(one.text)
    figure = ", ".join(figures) or f"{float(case.get('time', 0)):.0f} s"
    return Result(sentence(case.get("name", "")), figure, not failed, commit())


def without(patch: Path) -> list[Result]:
    """Take the mechanism out of a copy, and see the named test turn red."""
    named = patch.read_text(encoding="utf-8").splitlines()[0].removeprefix("# red: ")
    with TemporaryDirectory(prefix="without-") as folder:
        copy = Path(folder) / "project"
        git("worktree", "add", "--detach", "--quiet", str(copy))
        try:
            git("apply", "--unidiff-zero", str(patch), where=copy)
            code = pytest(copy, "--numprocesses", "0", *named.split())
        finally:
            git("worktree", "remove", "--force", str(copy))
    red = "turns red" if code == RED else f"does not turn red ({code})"
    promise = f"without {patch.stem.replace('_', ' ')}"
    return [Result(promise, red, code == RED, commit())]


@cache
def commit() -> str:
    return git("rev-parse", "--short", "HEAD")


def is_known(results: list[Result], name: str, only: list[str]) -> bool:
    """Whether it held, at this commit or where nobody asks for it anew."""
    asked = not only or any(word in name for word in only)
    held = all(result.holds for result in results)
    here = all(result.commit == commit() for result in results)
    return bool(results) and held and (here or not asked)


def main() -> None:
    only = sys.argv[1:]
    FOLDER.mkdir(parents=True, exist_ok=True)
    kept = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    known = {name: [Result(**row) for row in rows] for name, rows in kept.items()}
    steps: dict[str, Callable[[], list[Result]]] = {
        **{file: partial(long_proofs, file) for file in files_with_proofs()},
        **{
            patch.stem: partial(without, patch)
            for patch in sorted(WITHOUT.glob("*.patch"))
        },
    }
    for number, (name, step) in enumerate(steps.items(), start=1):
        if not is_known(known.get(name, []), name, only):
            print(f"{number}/{len(steps)} {name} ...", end=" ", flush=True)
            began = time.monotonic()
            known[name] = step()
            KEPT.write_text(json.dumps(known, default=asdict))
            print(f"{time.monotonic() - began:.0f} s", flush=True)
    results = [result for name in steps for result in known[name]]
    write_report(results)
    broken = [result for result in results if not result.holds]
    for result in broken:
        print("BROKEN", result.promise, result.figure)
    sys.exit(bool(broken))


def write_report(results: list[Result]) -> None:
    lines = ["# Proofs", "", "Written by `make prove`.", ""]
    lines += ["| promise | figure | holds | commit |", "|---|---|---|---|"]
    lines += [
        f"| {r.promise} | {r.figure} | {'yes' if r.holds else '**no**'} | {r.commit} |"
        for r in results
    ]
    REPORT.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
