"""A company's postings by program: the deeds, in the order of their refusals."""

from typing import Any

import pytest

from accounts.models import Membership
from jobboard.outbox import Event
from postings.models import Posting, Revision, Status
from tests import build
from tests.callers import Caller
from tests.postings.publishing.test_records import BOGOTA

OWN = "/companies/acme/postings/"
NEW: dict[str, Any] = {
    "title": "Backend Engineer",
    "language": "en",
    "description": "Look after the ledger.",
    "levels": ["senior", "staff"],
    "years": {"min": 5},
    "workplace": "hybrid",
    "office_days": 2,
    "places": [{"id": BOGOTA}, {"name": "Medellín, Colombia"}],
    "region": {"includes": ["latam"], "excludes": ["BR"]},
    "hours": {"from": "09:00", "to": "13:00", "zone": "America/Bogota"},
    "languages": [{"code": "en", "level": "B2"}, {"code": "pt", "required": False}],
    "skills": [{"name": "golang"}, {"name": "Kafka", "required": False}],
    "pay": {"min": "5000.00", "currency": "USD", "period": "month", "basis": "gross"},
    "equity": True,
    "benefits": ["health"],
    "hiring_steps": ["A talk"],
    "apply": {"via": "email", "email": "jobs@acme.example"},
}


def one(posting: Posting, deed: str = "") -> str:
    return f"{OWN}{posting.public_id}/{deed}"


@pytest.fixture
def owner(cast) -> Caller:
    return Caller(cast["owner"])


def errors(answer) -> dict[str, str]:
    assert answer["Content-Type"] == "application/problem+json"
    return {error["pointer"]: error["code"] for error in answer.json()["errors"]}


def test_a_posting_is_written_sent_and_read(owner, cast):
    made = owner("post", OWN, NEW)
    assert made.status_code == 201
    body = made.json()
    assert made["Location"] == f"/api/v1{OWN}{body['id']}/"
    assert (body["status"], body["version"], body["decision"]) == ("draft", 1, None)
    assert body["actions"] == ["edit", "submit", "delete", "duplicate"]
    assert body["years"] == {"min": 5, "max": None}
    assert [place["name"] for place in body["places"]] == ["Bogotá", "Medellín"]
    assert body["hours"]["overlap"] is None
    assert body["languages"][1] == {"code": "pt", "level": None, "required": False}
    assert [skill["slug"] for skill in body["skills"]] == ["go", "kafka"]
    assert body["pay"]["max"] is None
    assert body["apply"] == {"via": "email", "url": None, "email": "jobs@acme.example"}
    path = f"{OWN}{body['id']}/"
    read = owner("get", path)
    assert (read.json(), read["ETag"]) == (body, made["ETag"])
    assert "private" in read["Cache-Control"]
    assert owner("get", path, **{"if-none-match": made["ETag"]}).status_code == 304
    sent = owner("post", f"{path}submit/", match=made["ETag"])
    assert (sent.status_code, sent.json()["status"]) == (200, "submitted")
    posting = Posting.objects.get()
    assert Event.objects.filter(subject_id=posting.pk).count() == 2
    (row,) = owner("get", OWN).json()["results"]
    assert (row["id"], row["actions"]) == (body["id"], ["withdraw", "duplicate"])


def test_a_patch_replaces_what_it_names(owner, cast):
    posting = build.posting(cast, Status.DRAFT)
    done = owner(
        "patch",
        one(posting),
        {"title": "Other", "pay": None, "skills": [], "workplace": None},
        match=1,
    )
    assert (done.status_code, done.json()["version"]) == (200, 2)
    body = done.json()
    assert (body["title"], body["pay"], body["skills"]) == ("Other", None, [])
    assert body["workplace"] is None
    assert body["years"] == {"min": 5, "max": None}


def test_an_edit_of_a_live_posting_waits_as_a_revision(owner, cast):
    posting = build.posting(cast)
    held = owner("patch", one(posting), {"title": "Other"}, match=3)
    assert held.status_code == 202
    assert held["Location"] == f"/api/v1{one(posting, 'revision/')}"
    body = held.json()
    assert (body["version"], body["base_version"], body["status"]) == (
        1,
        3,
        "submitted",
    )
    assert (body["posting"]["title"], body["decision"]) == ("Other", None)
    now = owner("get", one(posting)).json()
    assert (now["title"], now["version"]) == ("Backend Engineer", 3)
    assert now["revision"]["version"] == 1
    again = owner("patch", one(posting), {"title": "Third"}, match=3)
    assert (again.status_code, again.json()["revision"]) == (409, held["Location"])
    revision = one(posting, "revision/")
    more = owner("patch", revision, {"levels": ["lead"]}, match=held["ETag"])
    assert more.json()["posting"]["title"] == "Other"
    assert more.json()["posting"]["levels"] == ["lead"]
    stale = owner("patch", revision, {"title": "No"}, match=1)
    assert (stale.status_code, stale.json()["current"]["version"]) == (412, 2)
    assert owner("get", revision).json() == more.json()
    assert owner("delete", revision, match=2).status_code == 204
    assert owner("get", revision).status_code == 404
    assert Revision.objects.get().status == "withdrawn"


def test_a_stale_write_changes_nothing_and_shows_what_is_there(owner, cast):
    posting = build.posting(cast, Status.DRAFT)
    build.do("edit", posting, cast["owner"])
    for method, path, body in (
        ("patch", one(posting), {"title": "Mine"}),
        ("delete", one(posting), None),
        ("post", one(posting, "submit/"), None),
    ):
        answer = owner(method, path, body, match=1)
        assert answer.status_code == 412
        current = answer.json()["current"]
        assert (current["title"], current["version"]) == ("New title", 2)
        for named in (None, "*"):
            assert owner(method, path, body, match=named).status_code == 428
        assert owner(method, path, body, match='W/"v2"').status_code == 412
    posting.refresh_from_db()
    assert (posting.version, posting.status) == (2, Status.DRAFT)
    assert owner("delete", one(posting), match=2).status_code == 204
    assert not Posting.objects.exists()


@pytest.mark.parametrize(
    ("deed", "status", "body", "after"),
    [
        ("submit", Status.DRAFT, None, "submitted"),
        ("withdraw", Status.SUBMITTED, None, "draft"),
        ("close", Status.LIVE, {"reason": "filled"}, "closed"),
        ("renew", Status.EXPIRED, None, "submitted"),
        ("appeal", Status.REJECTED, {"words": "It is real."}, "submitted"),
    ],
)
def test_every_deed_is_done_once_and_then_not_possible(
    owner, cast, deed, status, body, after
):
    posting = build.posting(cast, status)
    path = one(posting, f"{deed}/")
    assert deed in owner("get", one(posting)).json()["actions"]
    done = owner("post", path, body, match=posting.version, key='"a"')
    assert (done.status_code, done.json()["status"]) == (200, after)
    again = owner("post", path, body, match=posting.version, key='"a"')
    assert again.json() == done.json()
    assert (again["Idempotency-Replayed"], again["ETag"]) == ("true", done["ETag"])
    late = owner("post", path, body, match=posting.version + 1, key='"b"')
    assert (late.status_code, late["Content-Type"]) == (409, "application/problem+json")
    assert Event.objects.filter(subject_id=posting.pk).count() == posting.version + 1


def test_a_posting_without_its_text_is_not_sent(owner):
    draft = owner("post", OWN, {"title": "T", "language": "en"}).json()
    answer = owner("post", f"{OWN}{draft['id']}/submit/", match=1)
    assert (answer.status_code, errors(answer)) == (409, {"#/description": "required"})


def test_a_duplicate_is_a_draft_with_the_same_facts(owner, cast):
    posting = build.posting(cast, Status.CLOSED)
    made = owner("post", one(posting, "duplicate/"))
    assert (made.status_code, made.json()["status"]) == (201, "draft")
    for name in ("title", "pay", "skills", "languages", "region", "description"):
        before = owner("get", one(posting)).json()[name]
        assert made.json()[name] == before, name
    assert made.json()["valid_through"] is None


def test_the_reasons_of_a_decision_are_there(owner, cast):
    body = owner("get", one(build.posting(cast, Status.RETURNED))).json()
    assert body["decision"] == {"reasons": ["pay"], "words": "Why?"}


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({}, {"#/title": "required", "#/language": "required"}),
        ({**NEW, "colour": "red"}, {"#/colour": "unknown"}),
        ({**NEW, "a/b~": 1}, {"#/a~1b~0": "unknown"}),
        ({**NEW, "title": 5}, {"#/title": "invalid"}),
        ({**NEW, "title": "a\u0007b"}, {"#/title": "unprintable"}),
        ({**NEW, "title": "x" * 121}, {"#/title": "max_length"}),
        ({**NEW, "levels": ["boss"]}, {"#/levels/0": "invalid_choice"}),
        ({**NEW, "levels": "senior"}, {"#/levels": "not_a_list"}),
        ({**NEW, "levels": ["senior"] * 500}, {"#/levels": "max_length"}),
        ({**NEW, "office_days": 6}, {"#/office_days": "max_value"}),
        ({**NEW, "office_days": "2"}, {"#/office_days": "invalid"}),
        ({**NEW, "office_days": True}, {"#/office_days": "invalid"}),
        ({**NEW, "office_days": 10**30}, {"#/office_days": "invalid"}),
        ({**NEW, "workplace": "remote"}, {"#/office_days": "not-hybrid"}),
        ({**NEW, "years": {"min": 5, "max": 3}}, {"#/years/max": "range"}),
        ({**NEW, "years": {"from": 5}}, {"#/years/from": "unknown"}),
        ({**NEW, "years": 5}, {"#/years": "invalid"}),
        ({**NEW, "pay": {**NEW["pay"], "min": 5000}}, {"#/pay/min": "invalid"}),
        ({**NEW, "pay": {**NEW["pay"], "min": "NaN"}}, {"#/pay/min": "invalid"}),
        ({**NEW, "pay": {**NEW["pay"], "min": "1e5"}}, {"#/pay/min": "invalid"}),
        ({**NEW, "pay": {**NEW["pay"], "min": "0"}}, {"#/pay/min": "zero"}),
        ({**NEW, "pay": {**NEW["pay"], "max": "1"}}, {"#/pay/max": "range"}),
        ({**NEW, "pay": {**NEW["pay"], "min": None}}, {"#/pay/min": "required"}),
        ({**NEW, "pay": {"min": "5"}}, {"#/pay/currency": "required", "#/pay/period": "required"}),
        ({**NEW, "pay_is_undisclosed": True}, {"#/pay_is_undisclosed": "contradiction"}),
        ({**NEW, "equity": "yes"}, {"#/equity": "invalid"}),
        ({**NEW, "region": {"includes": ["Mars"]}}, {"#/region/includes/0": "unknown"}),
        ({**NEW, "region": {"includes": ["BR"], "excludes": ["BR"]}}, {"#/region/excludes": "nobody"}),
        ({**NEW, "region": {"includes": []}}, {"#/region/includes": "empty"}),
        ({**NEW, "hours": {"zone": "Mars/Base"}}, {"#/hours/zone": "invalid_choice"}),
        ({**NEW, "hours": {"from": "09:00", "zone": "UTC"}}, {"#/hours/to": "half"}),
        ({**NEW, "hours": {"from": "9", "zone": "UTC"}}, {"#/hours/from": "invalid"}),
        ({**NEW, "languages": [{"code": "en"}, {"code": "en"}]}, {"#/languages/1": "twice"}),
        ({**NEW, "languages": [{"code": "en", "level": "D1"}]}, {"#/languages/0/level": "invalid_choice"}),
        ({**NEW, "skills": [{"name": "++"}]}, {"#/skills/0/name": "nameless"}),
        ({**NEW, "places": [{"name": "Atlantis"}]}, {"#/places/0": "unknown"}),
        ({**NEW, "places": [{}]}, {"#/places/0": "one-of"}),
        ({**NEW, "places": [{"id": 10**12}]}, {"#/places/0/id": "max_value"}),
        ({**NEW, "apply": {"via": "url"}}, {"#/apply/url": "required"}),
        ({**NEW, "apply": {"via": "url", "url": "javascript:alert(1)"}}, {"#/apply/url": "invalid"}),
        ({**NEW, "apply": {"via": "here", "email": "a@b.example"}}, {"#/apply/email": "contradiction"}),
        ({**NEW, "publish_at": "2020-01-01T00:00:00Z"}, {"#/publish_at": "past"}),
        ({**NEW, "publish_at": "2090-01-01T00:00:00"}, {"#/publish_at": "moment"}),
        ({**NEW, "publish_at": "9999-12-31T23:59:59-12:00"}, {"#/publish_at": "moment"}),
        ({**NEW, "valid_through": 5}, {"#/valid_through": "moment"}),
        ({**NEW, "posted_at": "01.02.2026"}, {"#/posted_at": "invalid"}),
        (["list"], {"#": "invalid"}),
    ],
)  # fmt: skip
def test_a_wrong_fact_is_named_and_nothing_is_made(owner, body, wrong):
    answer = owner("post", OWN, body)
    assert answer.status_code == 400
    if wrong == {"#": "invalid"}:
        assert "errors" not in answer.json()
    else:
        assert errors(answer) == wrong
    assert not Posting.objects.exists()


def test_a_patch_is_checked_together_with_what_is_there(owner, cast):
    posting = build.posting(cast, Status.DRAFT)
    for body, wrong in (
        ({"years": {"min": 8, "max": 9}}, {}),
        ({"office_days": 2}, {"#/office_days": "not-hybrid"}),
        ({"pay_is_undisclosed": True}, {"#/pay_is_undisclosed": "contradiction"}),
    ):
        posting.refresh_from_db()
        answer = owner("patch", one(posting), body, match=posting.version)
        assert (answer.status_code == 400) is bool(wrong)
        if wrong:
            assert errors(answer) == wrong


@pytest.mark.parametrize(
    ("part", "read", "write"),
    [
        ("owner", 200, 201),
        ("recruiter", 200, 201),
        ("viewer", 200, 403),
        ("rival", 404, 404),
        ("candidate", 404, 404),
        ("moderator", 404, 404),
    ],
)
def test_who_may_read_and_write_by_token_and_by_session(
    cast, signed_in, part, read, write
):
    posting = build.posting(cast, Status.DRAFT)
    caller = Caller(cast[part])
    assert caller("get", OWN).status_code == read
    assert caller("get", one(posting)).status_code == read
    assert caller("post", OWN, NEW).status_code == write
    browser = signed_in(part)
    assert browser.get(f"/api/v1{OWN}").status_code == read
    sent = browser.post(
        f"/api/v1{OWN}",
        NEW,
        content_type="application/json",
        headers={"idempotency-key": "x"},
    )
    assert sent.status_code == write


def test_a_session_without_the_seal_writes_nothing(cast):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(cast["owner"], "django.contrib.auth.backends.ModelBackend")
    answer = client.post(f"/api/v1{OWN}", NEW, content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (
        403,
        "application/problem+json",
    )


def test_a_token_stops_with_the_role_of_its_person(cast):
    caller = Caller(cast["recruiter"], company="acme")
    posting = build.posting(cast, Status.DRAFT)
    assert caller("patch", one(posting), {"title": "A"}, match=1).status_code == 200
    place = Membership.objects.filter(user=cast["recruiter"])
    place.update(role="viewer")
    assert caller("patch", one(posting), {"title": "B"}, match=2).status_code == 403
    assert caller("get", one(posting)).json()["actions"] == []
    place.delete()
    assert caller("get", one(posting)).status_code == 404
    assert caller("patch", one(posting), {"title": "B"}, match=2).status_code == 404


def test_a_token_is_good_for_its_company_and_scopes_alone(cast):
    Membership.objects.create(
        user=cast["rival"], company=build.acme(), role="recruiter"
    )
    posting = build.posting(cast, Status.DRAFT)
    elsewhere = Caller(cast["rival"], company="globex")
    assert elsewhere("get", one(posting)).status_code == 404
    assert elsewhere("get", "/companies/globex/postings/").status_code == 200
    reader = Caller(cast["owner"], "postings:read")
    assert reader("get", one(posting)).json()["actions"] == []
    refused = reader("post", one(posting, "submit/"), match=1)
    assert (refused.status_code, refused.json()["scope"]) == (403, "postings:write")
    foreign = f"/companies/globex/postings/{posting.public_id}/submit/"
    assert reader("post", foreign, match=1).status_code == 404
    writer = Caller(cast["owner"], "postings:write")
    assert writer("get", one(posting)).status_code == 403


def test_the_refusals_come_in_their_order(cast, owner):
    posting = build.posting(cast, Status.SUBMITTED)
    path = one(posting, "submit/")
    nobody = Caller(cast["owner"], secret="jb_none")
    assert nobody("post", path, key=None).status_code == 401
    missing = f"{OWN}000000000000/submit/"
    assert owner("post", missing, key=None).status_code == 404
    viewer = Caller(cast["viewer"])
    assert viewer("post", path, key=None).status_code == 403
    assert errors(owner("post", path, key=None)) == {"#/Idempotency-Key": "required"}
    assert owner("post", path).status_code == 428
    assert owner("post", path, match=1).status_code == 412
    assert owner("post", path, {"x": 1}, match=2).status_code == 400
    assert owner("post", path, match=2).status_code == 409


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_one_as_for_three(
    cast, owner, django_assert_num_queries, count
):
    for _ in range(count):
        build.posting(cast)
    owner("get", OWN)
    # the token, the company, the postings; the role twice, and whether it is banned
    with django_assert_num_queries(6):
        owner("get", OWN)


def test_the_list_is_walked_whole(cast, owner):
    for _ in range(3):
        build.posting(cast, Status.DRAFT)
    first = owner("get", f"{OWN}?page_size=2").json()
    path = first["next"].removeprefix("https://board.example/api/v1")
    second = owner("get", path).json()
    assert [len(page["results"]) for page in (first, second)] == [2, 1]
    cursor = path.partition("cursor=")[2].partition("&")[0]
    public = owner("get", f"/postings/?cursor={cursor}")
    assert public.status_code == 400
