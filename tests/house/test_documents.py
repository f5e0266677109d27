"""What is written down is true: settings, locks, translations, migrations."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.core.management import call_command

PROJECT = Path(__file__).resolve().parents[2]
CATALOGUES = sorted(PROJECT.glob("locale/*/LC_MESSAGES/django.po"))


def test_every_setting_of_the_environment_is_documented():
    code = (PROJECT / "jobboard" / "settings.py").read_text()
    names = set(
        re.findall(r'env\.\w+\(\s*"([A-Z0-9_]+)"|"([A-Z0-9_]+)" in os\.environ', code)
    )
    names = {one or other for one, other in names} | {
        "PORT",
        "STATE_DIR",
        "WEB_WORKERS",
    }
    documented = set(
        re.findall(
            r"^\| `([A-Z0-9_]+)` \|",
            (PROJECT / "docs/operations.md").read_text(),
            re.MULTILINE,
        )
    )
    assert documented == names


LOCKS = (
    "requirements.txt",
    "requirements-extras.txt",
    "requirements-run.txt",
    "requirements-dev.txt",
)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_hashes_and_no_address(name):
    text = (PROJECT / name).read_text()
    assert not re.search(r"https?:|file:|index-url|find-links", text)
    assert text.count("==") <= text.count("--hash=sha256:")


def test_the_longer_locks_contain_the_shorter_ones():
    server, extras, run, dev = (pins(PROJECT / name) for name in LOCKS)
    assert server <= extras <= dev
    assert server <= run <= dev


def pins(path: Path) -> set[str]:
    return set(re.findall(r"^([\w.\[\]-]+==[^ ;]+)", path.read_text(), re.MULTILINE))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: p.parts[-3])
def test_every_string_is_translated(path):
    catalogue = polib.pofile(str(path))
    assert [e.msgid for e in catalogue.untranslated_entries()] == []
    assert [e.msgid for e in catalogue.fuzzy_entries()] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: p.parts[-3])
def test_a_translation_keeps_the_blanks_and_the_markup(path):
    marks = re.compile(r"%\([a-z_]+\)[ds]|</?[a-z]+")
    for entry in polib.pofile(str(path)):
        expected = set(marks.findall(entry.msgid + entry.msgid_plural))
        for words in [entry.msgstr, *entry.msgstr_plural.values()]:
            if words:
                assert set(marks.findall(words)) == expected, entry.msgid


@pytest.mark.skipif(not shutil.which("xgettext"), reason="needs gettext, as CI has")
def test_the_catalogues_hold_what_the_sources_say(tmp_path):
    before = {path: polib.pofile(str(path)) for path in CATALOGUES}
    kept = {path: path.read_bytes() for path in CATALOGUES}
    command = [
        sys.executable,
        "manage.py",
        "makemessages",
        "--locale",
        "pt_BR",
        "--locale",
        "es",
    ]
    command += [
        "--no-obsolete",
        "--no-location",
        "--ignore",
        ".local",
        "--ignore",
        "tests",
    ]
    try:
        subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
        for path, catalogue in before.items():
            now = {entry.msgid for entry in polib.pofile(str(path))}
            assert now == {entry.msgid for entry in catalogue}
    finally:
        for path, content in kept.items():
            path.write_bytes(content)


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
