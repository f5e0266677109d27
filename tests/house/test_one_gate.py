"""What a moderator takes down is gone from every public page in the next request."""

import pytest
from django.test import Client

from jobboard.ids import encode
from postings.lifecycle import posting as lifecycle
from postings.lifecycle.bans import impose_ban
from postings.models import Reason
from tests import build
from tests.house.test_routes import ALL, TABLE

TITLE = "Unmistakable zebra wrangler"


@pytest.fixture
def live(cast):
    return build.posting(cast, title=TITLE)


def seen_at(live) -> set[str]:
    """The public addresses at which the posting can be seen by whoever looks now."""
    names = {"live": live.public_id, "draft": encode(1), "revision": encode(1)}
    paths = {path for path, seen_by, _otherwise in TABLE.values() if seen_by == ALL}
    paths |= {f"/{language}/jobs/" for language in ("es", "pt-br")}
    paths.add(f"/en/jobs/{live.slug}-{live.public_id}/")
    shown = set()
    for path in paths:
        answer = Client().get(path.format_map(Names(names)), follow=True)
        body = b"".join(answer) if answer.streaming else answer.content
        if answer.status_code == 200 and TITLE.encode() in body:
            shown.add(path)
    return shown


class Names(dict):
    """Whatever else a route of the table names is some id."""

    def __missing__(self, _key):
        return encode(1)


def test_it_can_be_seen_before(live):
    assert {"/en/", "/en/jobs/", "/es/jobs/", "/api/v1/postings/"} <= seen_at(live)
    assert f"/en/jobs/{live.slug}-{live.public_id}/" in seen_at(live)


def test_a_frozen_posting_is_gone_from_every_public_page_at_once(cast, live):
    assert seen_at(live)
    lifecycle.freeze_posting(
        live, by=cast["moderator"], version=live.version, reasons=[Reason.MONEY]
    )
    assert seen_at(live) == set()


def test_so_is_what_the_banned_had_open(cast, live):
    assert seen_at(live)
    impose_ban(live, by=cast["moderator"], reasons=[Reason.MONEY])
    assert seen_at(live) == set()


def test_a_released_one_is_back_at_once(cast, live):
    before = seen_at(live)
    build.do("freeze", live, cast["moderator"])
    build.do("release", live, cast["moderator"])
    assert seen_at(live) == before
