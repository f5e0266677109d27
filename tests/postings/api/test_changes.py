"""GET /api/v1/changes/ and dumps/."""

import gzip
import hashlib
from datetime import timedelta

import orjson
import pytest
from django.core.management import call_command
from django.utils import timezone

from jobboard import positions, relay
from postings.models import Dump, Posting, Status
from postings.publishing.dumps import KEPT
from postings.tasks import write_dump
from tests import build

CHANGES, DUMPS = "/api/v1/changes/", "/api/v1/dumps/"


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def walk(client, since: str = "", size: int = 2) -> tuple[list[dict], str]:
    """All changes from the cursor on, and the cursor after them."""
    seen: list[dict] = []
    while True:
        query = {"page_size": size, **({"since": since} if since else {})}
        page = client.get(CHANGES, query).json()
        seen += page["results"]
        since = page["cursor"]
        if page["next"] is None:
            return seen, since


def test_every_public_change_is_told_once_and_in_order(client, cast):
    posting = build.posting(cast)
    build.posting(cast, Status.DRAFT)
    build.do("freeze", posting, cast["moderator"])
    build.do("release", posting, cast["moderator"])
    build.do("close", posting, cast["owner"])
    other = build.posting(cast, Status.EXPIRED)
    relay.number_events()
    seen, cursor = walk(client)
    ids = posting.public_id, other.public_id
    assert [
        (one["type"], one["id"], one["version"], one["reason"]) for one in seen
    ] == [
        ("published", ids[0], 3, None),
        ("closed", ids[0], 4, "removed"),
        ("published", ids[0], 5, None),
        ("closed", ids[0], 6, "filled"),
        ("published", ids[1], 3, None),
        ("closed", ids[1], 4, "expired"),
    ]
    assert all(one["posting"] is None for one in seen)
    assert walk(client, cursor) == ([], cursor)
    third = build.posting(cast)
    assert walk(client, cursor) == ([], cursor), "not numbered yet"
    relay.number_events()
    (change,) = walk(client, cursor)[0]
    shown = client.get(f"/api/v1/postings/{third.public_id}/").json()
    assert change["posting"] == shown


def test_an_answer_that_has_not_changed_is_a_304(client, cast):
    tag = client.get(CHANGES)["ETag"]
    again = client.get(CHANGES, headers={"if-none-match": tag})
    assert again.status_code == 304


def test_a_cursor_of_another_history_is_gone(client, cast):
    foreign = positions.seal(0, of="another")
    future = positions.seal(10**9, of=positions.epoch())
    for cursor in (foreign, future):
        answer = client.get(CHANGES, {"since": cursor})
        assert (answer.status_code, answer.json()["reason"]) == (410, "expired-cursor")
        assert answer.json()["dumps"] == f"https://board.example{DUMPS}"
    forged = client.get(CHANGES, {"since": future[:-1]})
    assert forged.status_code == 400


@pytest.mark.django_db(transaction=True)
def test_a_dump_holds_what_is_open_and_where_the_log_was(client, cast):
    postings = [build.posting(cast) for _ in range(3)]
    build.posting(cast, Status.CLOSED)
    relay.number_events()
    assert write_dump() is True
    assert write_dump() is False
    (dump,) = client.get(DUMPS).json()["results"]
    answer = client.get(dump["url"].removeprefix("https://board.example"))
    assert answer["Content-Type"] == "application/gzip"
    packed = b"".join(answer.streaming_content)
    assert (len(packed), hashlib.sha256(packed).hexdigest()) == (
        dump["size"],
        dump["sha256"],
    )
    first, *lines = map(orjson.loads, gzip.decompress(packed).splitlines())
    assert first["cursor"] == dump["cursor"]
    assert dump["postings"] == len(lines) == 3
    assert sorted(line["id"] for line in lines) == sorted(
        posting.public_id for posting in postings
    )
    listed = client.get("/api/v1/postings/").json()["results"]
    for row in listed:
        del row["verdict"]
    assert sorted(lines, key=str) == sorted(listed, key=str)
    known = client.get(
        dump["url"].removeprefix("https://board.example"),
        headers={"if-none-match": answer["ETag"]},
    )
    assert known.status_code == 304
    assert walk(client, dump["cursor"])[0] == []
    build.do("close", postings[0], cast["owner"])
    relay.number_events()
    (change,) = walk(client, dump["cursor"])[0]
    assert (change["type"], change["id"]) == ("closed", postings[0].public_id)


@pytest.mark.django_db(transaction=True)
def test_a_dump_of_the_same_day_takes_its_place_and_old_ones_go(client, cast, tmp_path):
    today = timezone.now().date()
    for days in range(KEPT + 2):
        Dump.objects.create(
            day=today - timedelta(days=days),
            name=f"dumps/{days}.gz",
            size=1,
            sha256="",
            count=0,
            epoch=positions.epoch(),
            position=0,
        )
    call_command("write_dump", verbosity=0)
    call_command("write_dump", verbosity=0)
    assert Dump.objects.count() == KEPT
    assert len(list((tmp_path / "dumps").iterdir())) == 1


@pytest.mark.django_db(transaction=True)
def test_a_dump_of_another_history_is_not_offered(client, cast):
    call_command("write_dump", verbosity=0)
    Dump.objects.update(epoch="another")
    assert client.get(DUMPS).json()["results"] == []
    today = timezone.now().date()
    assert client.get(f"{DUMPS}{today}/").status_code == 404
    assert write_dump() is True


@pytest.mark.parametrize("path", ["2026-13-01", "2026-02-30", "0000-00-00", "x"])
def test_what_is_no_day_is_not_there(client, db, path):
    assert client.get(f"{DUMPS}{path}/").status_code == 404


def test_a_posting_past_its_day_is_not_in_the_feed_as_open(client, cast):
    posting = build.posting(cast)
    relay.number_events()
    Posting.objects.filter(pk=posting.pk).update(valid_through=timezone.now())
    (change,) = walk(client)[0]
    assert (change["type"], change["posting"]) == ("published", None)
