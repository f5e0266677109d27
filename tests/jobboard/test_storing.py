"""Where files stand is chosen by the environment (the bucket itself: tests/faults)."""

import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from jobboard.storing import names_below, stores


def test_all_files_below_a_folder_are_found(tmp_path):
    storage = FileSystemStorage(tmp_path)
    assert list(names_below(storage, "cv")) == []
    for name in ("one.pdf", "cv/ab/two.pdf", "cv/three.pdf"):
        storage.save(name, ContentFile(b"%PDF"))
    assert set(names_below(storage, "cv")) == {"cv/ab/two.pdf", "cv/three.pdf"}
    assert len(list(names_below(storage))) == 3


def test_private_files_are_a_part_of_the_bucket_and_have_no_address(tmp_path):
    made = stores(tmp_path, bucket="board", endpoint="https://objects.example")
    private = made["private"]["OPTIONS"]
    assert (private["bucket_name"], private["location"]) == ("board", "private")
    assert made["default"]["OPTIONS"]["location"] == ""
    assert private["default_acl"] is None
    assert private["client_config"].s3 == {"addressing_style": "path"}


def test_a_bucket_without_its_packages_does_not_start(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "botocore.config", None)
    with pytest.raises(ImproperlyConfigured, match="requirements-extras"):
        stores(tmp_path, bucket="board", endpoint="")
    assert stores(tmp_path, bucket="", endpoint="")["private"]["OPTIONS"]
