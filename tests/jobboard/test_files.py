"""The corpus of uploads: each refused within two seconds and 200 MB, and told why."""

import resource
import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from jobboard.files import PROGRAM, WORDS, FileRefused, checked, clean_name
from tests.jobboard import documents

MEGABYTE = 1024 * 1024
# A small process between, whose only child is the check.
MEASURE = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-I", sys.argv[1]], stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    # What a browser says about the type counts for nothing.
    return SimpleUploadedFile(name, content, content_type="application/pdf")


@pytest.mark.parametrize("name", documents.HONEST)
def test_an_honest_document_is_kept(name):
    content = documents.HONEST[name]()
    found = checked(upload(name, content))
    assert (found.content, found.name) == (content, name)
    assert found.kind == name.rpartition(".")[2].lower()
    assert len(found.sha256) == 64


def test_the_pages_are_counted():
    assert checked(upload("cv.pdf", documents.pdf(pages=3))).pages == 3


@pytest.mark.parametrize(
    ("name", "make", "why"),
    documents.REFUSED,
    ids=[f"{why} {name}" for name, _make, why in documents.REFUSED],
)
def test_a_dishonest_one_is_refused_and_the_person_is_told_why(name, make, why):
    with pytest.raises(FileRefused) as refusal:
        checked(upload(name, make()))
    assert refusal.value.code == why
    with translation.override("es"):
        assert str(refusal.value.words)


@pytest.mark.parametrize("make", [documents.table_bomb, documents.understated])
def test_a_document_that_lies_about_its_size_is_refused(make):
    name = "bomb.pdf" if make is documents.table_bomb else "bomb.docx"
    with pytest.raises(FileRefused) as refusal:
        checked(upload(name, make()))
    assert refusal.value.code in {"too_much", "broken"}


@pytest.mark.parametrize(
    "make",
    [documents.zip_bomb, documents.many_bombs, documents.table_bomb, documents.pdf],
)
def test_a_check_takes_neither_time_nor_memory(make):
    done = subprocess.run(
        [sys.executable, "-I", "-c", MEASURE, str(PROGRAM)],
        input=make(),
        capture_output=True,
        check=True,
    )
    seconds, kilobytes = map(float, done.stdout.split())
    assert seconds <= 2.5
    assert kilobytes * 1024 <= 200 * MEGABYTE


def test_what_hangs_is_ended(monkeypatch, tmp_path):
    sleeper = tmp_path / "sleeper.py"
    sleeper.write_text("import time; time.sleep(60)")
    monkeypatch.setattr("jobboard.files.PROGRAM", sleeper)
    monkeypatch.setattr("jobboard.files.SECONDS", 0.2)
    with pytest.raises(FileRefused) as refusal:
        checked(upload("cv.pdf", documents.pdf()))
    assert refusal.value.code == "too_much"


def test_the_check_limits_itself():
    before = resource.getrlimit(resource.RLIMIT_CPU)
    checked(upload("cv.pdf", documents.pdf()))
    assert resource.getrlimit(resource.RLIMIT_CPU) == before


def test_every_refusal_has_words():
    assert {why for _n, _m, why in documents.REFUSED} == WORDS.keys()


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\me\\cv.pdf", "cv.pdf"),
        ('a"b;c\r\n.pdf', "abc.pdf"),
        ("currículo 2026.pdf", "currículo 2026.pdf"),
        ("x" * 300 + ".docx", "x" * 115 + ".docx"),
    ],
)
def test_a_name_keeps_only_what_can_be_shown(name, clean):
    assert clean_name(name) == clean
