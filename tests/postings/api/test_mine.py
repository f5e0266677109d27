"""A person's own things by program: saved jobs, alerts, applications, the account."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import Scope, User
from postings.lifecycle import reading
from postings.models import (
    Alert,
    Application,
    ApplicationStatus,
    Bookmark,
    Posting,
)
from tests import applications, build
from tests.callers import Caller
from tests.postings.alerts.following import follow

pytestmark = pytest.mark.django_db
ZONE = "America/Bogota"
WANTED = {"search": "skill=python&from=BR", "zone": ZONE}


@pytest.fixture
def candidate(cast) -> Caller:
    return Caller(cast["candidate"])


def test_a_job_is_saved_listed_and_removed(cast, candidate):
    live = build.posting(cast)
    body = {"posting": live.public_id}
    made = candidate("post", "/me/bookmarks/", body)
    assert made.status_code == 201
    assert made["Location"] == f"/api/v1/me/bookmarks/{live.public_id}/"
    shown = made.json()
    assert (shown["standing"], shown["title"]) == ("open", live.title)
    assert shown["company"] == {"slug": "acme", "name": "Acme Pagamentos"}
    assert candidate("get", "/me/bookmarks/").json()["results"] == [shown]
    one = candidate("get", f"/me/bookmarks/{live.public_id}/")
    assert one.json() == shown
    again = candidate(
        "get", f"/me/bookmarks/{live.public_id}/", **{"if-none-match": one["ETag"]}
    )
    assert again.status_code == 304
    for status in (204, 404):
        gone = candidate("delete", f"/me/bookmarks/{live.public_id}/")
        assert gone.status_code == status
    assert not Bookmark.objects.exists()


def test_the_same_key_saves_once_and_another_body_is_refused(cast, candidate):
    first, second = build.posting(cast), build.posting(cast)
    sent = [
        candidate("post", "/me/bookmarks/", {"posting": one.public_id}, key='"k"')
        for one in (first, first, second)
    ]
    assert [one.status_code for one in sent] == [201, 201, 422]
    assert sent[1]["Idempotency-Replayed"] == "true"
    assert Bookmark.objects.count() == 1


@pytest.mark.parametrize("posting", ["draft", "000000000000", "short", "", None, 7])
def test_what_is_not_open_is_an_error_at_its_field(cast, candidate, posting):
    if posting == "draft":
        posting = build.posting(cast, "draft").public_id
    answer = candidate("post", "/me/bookmarks/", {"posting": posting})
    assert answer.status_code == 400
    assert [one["pointer"] for one in answer.json()["errors"]] == ["#/posting"]


def test_who_has_no_room_is_told_so(cast, candidate, monkeypatch):
    monkeypatch.setattr(reading, "SAVED_AT_MOST", 0)
    body = {"posting": build.posting(cast).public_id}
    assert candidate("post", "/me/bookmarks/", body).status_code == 409


def test_of_a_frozen_job_only_that_it_is_gone_is_told(cast, candidate):
    live = build.posting(cast, title="Zebra wrangler")
    reading.save_posting(live, by=cast["candidate"])
    build.do("freeze", live, cast["moderator"])
    answer = candidate("get", "/me/bookmarks/")
    assert answer.json()["results"][0]["standing"] == "gone"
    assert b"ebra" not in answer.content
    assert b"acme" not in answer.content


@pytest.mark.parametrize("count", [1, 4])
def test_the_list_of_saved_jobs_asks_two_queries(
    cast, candidate, count, django_assert_num_queries
):
    for _ in range(count):
        reading.save_posting(build.posting(cast), by=cast["candidate"])
    candidate("get", "/me/bookmarks/")
    # The token with its person, and the page.
    with django_assert_num_queries(2):
        candidate("get", "/me/bookmarks/")


def test_a_search_is_followed_changed_paused_and_left(cast, candidate):
    made = candidate("post", "/me/alerts/", WANTED)
    assert made.status_code == 201
    shown = made.json()
    assert (shown["search"], shown["frequency"]) == ("from=BR&skill=python", "daily")
    assert (shown["hour"], shown["language"]) == (8, cast["candidate"].language)
    assert shown["confirmed_at"]
    path = f"/me/alerts/{shown['id']}/"
    until = (timezone.localdate() + timedelta(days=9)).isoformat()
    change = {"frequency": "weekly", "search": "q=ledger", "paused_until": until}
    assert candidate("patch", path, change).status_code == 428
    changed = candidate("patch", path, change, match=made["ETag"])
    assert changed.status_code == 200
    assert changed.json() == {
        **shown,
        **change,
        "version": shown["version"] + 2,
    }
    stale = candidate("patch", path, {"hour": 9}, match=made["ETag"])
    assert stale.status_code == 412
    assert stale.json()["current"] == changed.json()
    on = candidate("patch", path, {"paused_until": None}, match=changed["ETag"])
    assert on.json()["paused_until"] is None
    assert candidate("delete", path).status_code == 428
    assert candidate("delete", path, match=on["ETag"]).status_code == 204
    assert candidate("get", path).status_code == 404


def test_following_the_same_search_again_takes_the_new_wishes(candidate):
    first, second = (
        candidate("post", "/me/alerts/", {**WANTED, "hour": hour}) for hour in (7, 9)
    )
    assert first.json()["id"] == second.json()["id"]
    assert second.json()["hour"] == 9
    assert Alert.objects.count() == 1


def test_two_alerts_cannot_follow_one_search(candidate):
    candidate("post", "/me/alerts/", WANTED)
    other = candidate("post", "/me/alerts/", {**WANTED, "search": "q=ledger"})
    path = f"/me/alerts/{other.json()['id']}/"
    change = {"search": WANTED["search"], "hour": 3}
    answer = candidate("patch", path, change, match=other["ETag"])
    assert answer.status_code == 409
    assert candidate("get", path).json() == other.json()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"search": "skil=python"}, "search"),
        ({"search": "from=Mars"}, "search"),
        ({"search": "q=a&page_size=9"}, "search"),
        ({"search": "q=\x00"}, "search"),
        ({"search": "&".join(["skill=a"] * 400)}, "search"),
        ({"search": 7}, "search"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"zone": "../../etc"}, "zone"),
        ({"hour": 24}, "hour"),
        ({"hour": "8"}, "hour"),
        ({"frequency": "hourly"}, "frequency"),
        ({"language": "fr"}, "language"),
        ({"email": "else@mail.example"}, "email"),
        ({"paused_until": "2026-01-01"}, "paused_until"),
    ],
)
def test_what_is_wrong_with_an_alert_is_an_error_at_its_field(candidate, wrong, field):
    answer = candidate("post", "/me/alerts/", {**WANTED, **wrong})
    assert answer.status_code == 400
    assert {one["pointer"].split("/")[1] for one in answer.json()["errors"]} == {field}
    assert not Alert.objects.exists()


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_a_pause_ends_within_a_year_from_tomorrow(cast, candidate, days):
    alert = follow(cast["candidate"])
    day = (timezone.localdate() + timedelta(days=days)).isoformat()
    path = f"/me/alerts/{alert.public_id}/"
    answer = candidate("patch", path, {"paused_until": day}, match=alert.version)
    assert answer.status_code == 400


def test_an_application_is_listed_as_its_candidate_sees_it_and_withdrawn(
    cast, candidate
):
    sent = applications.application(cast, by=cast["candidate"])
    applications.application(cast, email="else@mail.example")
    (shown,) = candidate("get", "/me/applications/").json()["results"]
    assert (shown["id"], shown["status"]) == (sent.public_id, "submitted")
    assert shown.keys().isdisjoint({"tags", "assignee", "is_knocked_out", "name"})
    path = f"/me/applications/{sent.public_id}/"
    read = candidate("get", path)
    assert read.json() == shown
    assert candidate("post", f"{path}withdraw/").status_code == 428
    done = candidate("post", f"{path}withdraw/", match=read["ETag"], key='"once"')
    assert (done.status_code, done.json()["status"]) == (200, "withdrawn")
    again = candidate("post", f"{path}withdraw/", match=read["ETag"], key='"once"')
    assert (again.status_code, again.json()) == (200, done.json())
    late = candidate("post", f"{path}withdraw/", match=done["ETag"])
    assert late.status_code == 409
    row = Application.objects.get(pk=sent.pk)
    assert row.status == ApplicationStatus.WITHDRAWN


def test_one_from_a_proven_address_is_theirs_to_withdraw(cast, candidate):
    sent = applications.application(cast, email=cast["candidate"].email)
    assert Application.objects.get(pk=sent.pk).candidate is None
    path = f"/me/applications/{sent.public_id}/"
    read = candidate("get", path)
    done = candidate("post", f"{path}withdraw/", match=read["ETag"])
    assert done.json()["status"] == "withdrawn"


def test_all_that_is_kept_is_handed_out_to_a_token_made_for_it(cast, candidate):
    reading.save_posting(build.posting(cast), by=cast["candidate"])
    answer = candidate("get", "/me/export/")
    assert answer["Cache-Control"] == "private, no-cache"
    assert len(answer.json()["reading"]["saved"]) == 1
    less = [scope for scope in Scope if scope != Scope.ACCOUNT_WRITE]
    assert Caller(cast["candidate"], *less)("get", "/me/export/").status_code == 403


def test_an_account_is_deleted_by_whoever_has_read_whose_it_is(cast, candidate):
    me = candidate("get", "/me/")
    assert me.json()["email"] == cast["candidate"].email
    assert candidate("delete", "/me/").status_code == 428
    assert candidate("delete", "/me/", match="*").status_code == 428
    stale = candidate("delete", "/me/", match='"else"')
    assert (stale.status_code, stale.json()["current"]) == (412, me.json())
    assert candidate("delete", "/me/", match=me["ETag"]).status_code == 204
    assert not User.objects.filter(pk=cast["candidate"].pk).exists()
    assert candidate("get", "/me/").status_code == 401
    assert mail.outbox == []


def test_the_last_owner_stays_until_the_company_has_another(cast):
    owner = Caller(cast["owner"])
    me = owner("get", "/me/")
    assert owner("delete", "/me/", match=me["ETag"]).status_code == 409
    assert User.objects.filter(pk=cast["owner"].pk).exists()
    assert Posting.objects.count() == 0
