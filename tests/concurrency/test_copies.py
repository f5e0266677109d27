"""Whoever knows only the dump and the changes feed ends with exactly what is open."""

import gzip
import random
import threading
import time
from contextlib import suppress
from typing import Any

import orjson
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from accounts.models import User
from jobboard import relay
from jobboard.versions import NotAllowedNow, StaleVersion
from postings import permissions
from postings.lifecycle.revision import approve_revision, revise_posting
from postings.models import Posting, Status
from postings.publishing.records import records
from tests import build

pytestmark = pytest.mark.django_db(transaction=True)
SITE = "https://board.example"
MOVES = ("freeze", "release", "close", "expire", "renew", "approve", "reject", "revise")


class Copy:
    """A client that keeps all open postings, and a cursor."""

    def __init__(self) -> None:
        self.client = Client()
        self.postings: dict[str, Any] = {}
        self.cursor = ""
        self.seen: list[tuple[str, int]] = []

    def take_dump(self) -> None:
        """Begin anew with the newest dump."""
        url = self.client.get("/api/v1/dumps/").json()["results"][0]["url"]
        answer = self.client.get(url.removeprefix(SITE))
        packed = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        head, *lines = map(orjson.loads, gzip.decompress(packed).splitlines())
        self.postings = {line["id"]: line for line in lines}
        self.cursor = head["cursor"]

    def follow(self) -> None:
        """Read the changes from the cursor on; `posting` alone decides."""
        path = "/api/v1/changes/?page_size=7"
        path += f"&since={self.cursor}" if self.cursor else ""
        while path:
            page = self.client.get(path).json()
            for change in page["results"]:
                self.seen.append((change["id"], change["version"]))
                self.postings.pop(change["id"], None)
                if change["posting"] is not None:
                    self.postings[change["id"]] = change["posting"]
            self.cursor = page["cursor"]
            path = (page["next"] or "").removeprefix(SITE)


def move(cast: dict[str, User], dice: random.Random, keys: list[int]) -> None:
    """One random deed; it may be too late or not be allowed."""
    posting = Posting.objects.get(pk=dice.choice(keys))
    name = dice.choice(MOVES)
    if name == "revise":
        facts = {"title": f"Title {dice.random()}"}
        version = posting.version
        revision = revise_posting(posting, facts, by=cast["owner"], version=version)
        if revision:
            approve_revision(
                revision,
                by=cast["moderator"],
                version=1,
                posting_version=version,
            )
    else:
        build.do(name, posting, build.doer(name, cast))


def churn(cast: dict[str, User], seed: int, deeds: int) -> None:
    """Publish some postings, and do random deeds on them and on those of others."""
    dice = random.Random(seed)
    try:
        for number in range(deeds):
            keys = list(Posting.objects.values_list("pk", flat=True))
            # Somebody else may be quicker, even with what was written just now.
            with suppress(NotAllowedNow, StaleVersion):
                if number % 5 == 0 or not keys:
                    build.posting(cast, dice.choice([Status.LIVE, Status.SUBMITTED]))
                else:
                    move(cast, dice, keys)
    finally:
        connection.close()


def number_until(stop: threading.Event) -> None:
    try:
        while not stop.is_set():
            relay.number_events()
            time.sleep(0.005)
    finally:
        connection.close()


def run(cast: dict[str, User], *, writers: int, deeds: int) -> tuple[Copy, Copy]:
    """(a copy from the very beginning, a copy from a dump taken in the middle)."""
    whole, late, stop = Copy(), Copy(), threading.Event()
    threads = [
        threading.Thread(target=churn, args=(cast, seed, deeds))
        for seed in range(writers)
    ]
    numbering = threading.Thread(target=number_until, args=(stop,))
    for thread in [*threads, numbering]:
        thread.start()
    try:
        while any(thread.is_alive() for thread in threads):
            whole.follow()
            if not late.cursor and len(whole.seen) > deeds:
                call_command("write_dump", verbosity=0)
                late.take_dump()
            elif late.cursor:
                late.follow()
    finally:
        stop.set()
        for thread in [*threads, numbering]:
            thread.join()
    relay.number_events()
    if not late.cursor:
        call_command("write_dump", verbosity=0)
        late.take_dump()
    for copy in (whole, late):
        copy.follow()
    return whole, late


def compare(cast, settings, tmp_path, monkeypatch, **size: int) -> Copy:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(permissions, "APPROVALS_FOR_TRUST", 10**6)
    whole, late = run(cast, **size)
    live = map(orjson.loads, records(Posting.objects.live()))
    expected = {posting["id"]: posting for posting in live}
    assert whole.postings == expected
    assert late.postings == expected
    assert len(whole.seen) == len(set(whole.seen)), "a change came twice"
    return whole


def test_two_copies_end_with_what_is_open(cast, settings, tmp_path, monkeypatch):
    whole = compare(cast, settings, tmp_path, monkeypatch, writers=3, deeds=20)
    assert whole.seen


@pytest.mark.prove
def test_after_thousands_of_changes_the_copies_are_exact(
    cast, settings, tmp_path, monkeypatch, record_property
):
    size = {"writers": 8, "deeds": 1200}
    whole = compare(cast, settings, tmp_path, monkeypatch, **size)
    changes, kept = len(whole.seen), len(whole.postings)
    record_property("figure", f"{changes} changes, {kept} postings, 0 differences")
