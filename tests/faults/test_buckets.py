"""Files in a bucket: kept, sent, swept, backed up and brought back (make prove).

The bucket is one of `moto`, a server that speaks S3 by HTTP.
"""

import logging
import tempfile
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from tests import board

pytestmark = [pytest.mark.prove, pytest.mark.xdist_group("faults")]
KEYS = {
    "AWS_ACCESS_KEY_ID": "key",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_DEFAULT_REGION": "us-east-1",
}

# Every CV is what its row says, a new one is kept and forgotten, a dump is sent.
USE = """
from datetime import timedelta
from hashlib import sha256
from unittest import mock
from django.db import transaction
from django.test import Client
from django.utils import timezone
from jobboard.files import Document
from postings import application_tasks
from postings.lifecycle import cvs
from postings.models import Cv
for cv in Cv.objects.order_by("pk"):
    assert sha256(cv.file.read()).hexdigest() == cv.sha256
print("CVS", Cv.objects.count())
once = cvs.keep(Document(b"%PDF of the bucket", "one.pdf", "pdf", 1, "0" * 64))
again = cvs.copy(once)
assert again.file.name != once.file.name
assert again.file.read() == b"%PDF of the bucket"
storage, name = once.file.storage, once.file.name
cvs.forget(once)
assert not storage.exists(name)
Cv.objects.filter(pk=again.pk).delete()
late = timezone.now() + timedelta(days=30)
with mock.patch("django.utils.timezone.now", return_value=late):
    print("SWEPT", application_tasks.sweep_files())
assert not storage.exists(again.file.name)
client = Client(headers={"host": "localhost"})
dump = client.get("/api/v1/dumps/").json()["results"][0]
answer = client.get(dump["url"])
content = b"".join(answer.streaming_content)
assert sha256(content).hexdigest() == dump["sha256"], dump
assert int(answer["Content-Length"]) == len(content)
print("DUMP", len(content))
"""


@pytest.fixture
def bucket(monkeypatch):
    """An empty bucket, and its server's address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    made = boto3.resource("s3", endpoint_url=f"http://{host}:{port}").Bucket("board")
    made.create()
    yield made
    server.stop()


def names(bucket) -> list[str]:
    return sorted(one.key for one in bucket.objects.all())


@pytest.fixture
def machines(bucket):
    """Two that keep their files in the bucket, and one that has a folder."""
    address = bucket.meta.client.meta.endpoint_url
    environment = {"S3_BUCKET": bucket.name, "S3_ENDPOINT_URL": address}
    made = [
        board.Board(**environment),
        board.Board(),
        board.Board(**environment),
    ]
    yield made
    for one in made:
        one.remove()


def use(one: board.Board) -> dict[str, str]:
    said = one.manage("shell", "--no-imports", "-c", USE).splitlines()
    return dict(line.split() for line in said if line.split()[0].isupper())


def test_files_in_a_bucket_are_used_backed_up_and_brought_back(
    bucket, machines, record_property
):
    first, folder, third = machines
    first.manage("migrate", "--verbosity", "0")
    first.manage("seed_demo", "--verbosity", "0")
    first.manage("write_dump")
    said = use(first)
    assert int(said["CVS"]) > 0
    kept = names(bucket)
    assert {name.partition("/")[0] for name in kept} == {"dumps", "private"}
    assert not [path for path in (first.state / "files").rglob("*") if path.is_file()]

    with tempfile.TemporaryDirectory(prefix="backups-") as made:
        backup = first.manage("backup", made).strip().splitlines()[-1]
        folder.manage("restore", backup)
        files = folder.state / "files"
        found = [path for path in files.rglob("*") if path.is_file()]
        assert sorted(str(path.relative_to(files)) for path in found) == kept
        private = [path for path in found if path.is_relative_to(files / "private")]
        assert {path.stat().st_mode & 0o777 for path in private} == {0o600}
        with pytest.raises(AssertionError, match="Move them away first"):
            third.manage("restore", backup)
        bucket.objects.all().delete()
        again = folder.manage("backup", str(Path(made) / "again"))
        third.manage("restore", again.strip().splitlines()[-1])
    assert names(bucket) == kept
    third.manage("write_dump")
    assert use(third)["CVS"] == said["CVS"]
    record_property("figure", f"{len(kept)} files, in and out of both kinds")
