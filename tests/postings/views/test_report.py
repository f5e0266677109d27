"""Reporting a posting: open to everybody, limited, and it reveals nothing."""

import pytest

from postings.models import Case, Report, Status
from postings.views.report import hashed
from tests import build


@pytest.fixture
def live(cast):
    return build.posting(cast)


def path_of(posting):
    return f"/en/jobs/{posting.slug}-{posting.public_id}/report/"


def test_a_visitor_reports_without_an_account(client, live):
    assert (
        f'href="{path_of(live)}"'
        in client.get(f"/en/jobs/{live.slug}-{live.public_id}/").content.decode()
    )
    data = {"code": "scam", "words": "It asks for money.", "email": "r@example.com"}
    answer = client.post(path_of(live), data)
    assert answer.url == "/en/jobs/reported/"
    assert client.get(answer.url).status_code == 200
    report = Report.objects.get()
    assert (report.code, report.words, report.email) == (
        "scam",
        "It asks for money.",
        "r@example.com",
    )
    assert Case.objects.open().get().posting == live


def test_the_thanks_are_the_same_for_what_was_not_kept(client, live):
    answers = [client.post(path_of(live), {"code": "scam"}) for _ in range(3)]
    assert {answer.url for answer in answers} == {"/en/jobs/reported/"}
    assert Report.objects.count() == 1


def test_who_is_signed_in_is_known_to_speak_for_their_record(signed_in, cast, live):
    signed_in("candidate").post(path_of(live), {"code": "gone"})
    assert Report.objects.get().reporter == cast["candidate"]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "code"),
        ({"code": "nonsense"}, "code"),
        ({"code": "scam", "email": "nobody"}, "email"),
        ({"code": "scam", "words": "\x00"}, "words"),
        ({"code": "scam", "words": "x" * 1001}, "words"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    client, live, data, field
):
    answer = client.post(path_of(live), {"words": "Kept words", **data})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Report.objects.exists()


@pytest.mark.parametrize("status", [s for s in Status if s != Status.LIVE])
def test_what_is_not_open_is_not_there_to_be_reported(client, cast, status):
    posting = build.posting(cast, status)
    assert client.get(path_of(posting)).status_code == 404
    assert client.post(path_of(posting), {"code": "scam"}).status_code == 404


def test_an_address_is_hashed_by_day_and_a_whole_network_is_one(settings):
    from datetime import date

    monday, tuesday = date(2026, 11, 23), date(2026, 11, 24)
    one = hashed("203.0.113.7", monday)
    assert one != hashed("203.0.113.8", monday)
    assert one != hashed("203.0.113.7", tuesday)
    assert hashed("2001:db8::1", monday) == hashed("2001:db8::2", monday)
    assert hashed("2001:db8::1", monday) != hashed("2001:db8:0:1::1", monday)
    assert hashed("unix:", monday)
    settings.SECRET_KEY = "another" * 10
    assert one != hashed("203.0.113.7", monday)
