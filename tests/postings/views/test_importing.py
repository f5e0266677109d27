"""Import at the desk: nothing is stored before it was seen and confirmed."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Company
from jobboard.outbox import Delivery
from postings import tasks
from postings.importing import boards
from postings.lifecycle import imports as lifecycle
from postings.models import Import, ImportStatus, Posting, Source, SourceKind, Status
from tests import build
from tests.importing.files import FILES, TEXT, job

pytestmark = pytest.mark.django_db
URL = "/en/desk/acme/import/"


@pytest.fixture
def owner(signed_in):
    return signed_in("owner")


def upload(content: bytes, name: str = "jobs.json") -> dict:
    return {"file": SimpleUploadedFile(name, content)}


def board(*numbers: int) -> bytes:
    jobs = [
        job(n, f"Engineer for team {n}", "Lima, Peru", f"{n} {TEXT}") for n in numbers
    ]
    texts = [{**one, "content": f"<p>Team {one['id']}</p>" * 9 + TEXT} for one in jobs]
    return json.dumps({"jobs": texts}).encode()


def hand_over(owner, content: bytes) -> Import:
    """A file given to the form, and read by the worker."""
    sent = owner.post(URL, upload(content))
    assert sent.status_code == 302, sent.context["form"].errors
    asked = Import.objects.latest("asked_at")
    assert sent["Location"] == f"{URL}{asked.public_id}/"
    tasks.work_on_import(asked.pk)
    asked.refresh_from_db()
    return asked


def confirm(owner, asked: Import, **more) -> Import:
    path = f"{URL}{asked.public_id}/confirm/"
    owner.post(path, {"version": asked.version, **more})
    tasks.work_on_import(asked.pk)
    asked.refresh_from_db()
    return asked


def test_a_file_is_looked_at_and_nothing_is_stored(owner):
    asked = hand_over(owner, FILES["greenhouse"]())
    assert asked.status == ImportStatus.CHECKED
    assert (asked.report["created"], asked.report["skipped"]) == (3, 6)
    assert not Posting.objects.exists()
    page = owner.get(f"{URL}{asked.public_id}/").content.decode()
    assert "What would come of it" in page
    assert "a talent pool, not a job" in page
    assert "Senior Backend Engineer" in page


def test_what_is_confirmed_is_done_with_what_was_shown(owner, cast):
    asked = confirm(owner, hand_over(owner, board(1, 2)))
    assert asked.status == ImportStatus.DONE
    assert asked.content is None
    acme = Company.objects.get(slug="acme")
    made = Posting.objects.filter(company=acme)
    assert {one.status for one in made} == {Status.SUBMITTED}
    assert {one.author for one in made} == {cast["owner"]}
    page = owner.get(f"{URL}{asked.public_id}/").content.decode()
    assert "What came of it" in page


def test_a_second_file_of_the_same_name_replaces_the_first(owner):
    confirm(owner, hand_over(owner, board(1, 2)))
    asked = hand_over(owner, board(2, 3))
    counts = {name: asked.report[name] for name in ("created", "unchanged", "closed")}
    assert counts == {"created": 1, "unchanged": 1, "closed": 1}
    assert Source.objects.count() == 1


def test_dropped_it_leaves_nothing_behind(owner):
    asked = hand_over(owner, board(1))
    path = f"{URL}{asked.public_id}/drop/"
    assert owner.post(path, {"version": asked.version}).status_code == 302
    asked.refresh_from_db()
    assert (asked.status, asked.content) == (ImportStatus.DROPPED, None)
    confirm(owner, asked)
    assert not Posting.objects.exists()


def test_a_look_gives_way_to_a_newer_one(owner):
    first = hand_over(owner, board(1))
    hand_over(owner, board(1, 2))
    first.refresh_from_db()
    assert first.status == ImportStatus.DROPPED


def test_a_stale_confirmation_imports_nothing(owner):
    asked = hand_over(owner, board(1))
    path = f"{URL}{asked.public_id}/confirm/"
    page = owner.post(path, {"version": asked.version - 1}, follow=True)
    assert "Somebody was quicker" in page.content.decode()
    assert Import.objects.get().status == ImportStatus.CHECKED


@pytest.mark.parametrize("content", [b"", b"hello", b"[]", b"\xff\xfe\x00"])
def test_a_file_without_a_job_says_so(owner, content):
    sent = owner.post(URL, {**upload(content), "kind": "json"})
    if sent.status_code == 422:
        assert sent.context["form"].errors["file"]
        return
    asked = Import.objects.get()
    tasks.work_on_import(asked.pk)
    asked.refresh_from_db()
    assert asked.status == ImportStatus.FAILED
    page = owner.get(f"{URL}{asked.public_id}/").content.decode()
    assert "nothing there is a job that can be read" in page


def test_an_address_that_may_not_be_fetched_says_so(owner):
    owner.post(URL, {"address": "http://127.0.0.1/jobs.json", "kind": "json"})
    asked = Import.objects.get()
    tasks.work_on_import(asked.pk)
    page = owner.get(f"{URL}{asked.public_id}/").content.decode()
    assert "it is not a public address" in page


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "address"),
        ({"address": "https://x.example/jobs"}, "kind"),
        ({"address": "ftp://x.example/jobs"}, "address"),
        ({"address": "https://x.example/", **upload(b"[]")}, "file"),
        ({"address": "https://x.example/", "kind": "csv", "name": "a\x07"}, "name"),
        ({"address": "https://x.example/", "kind": "pdf"}, "kind"),
    ],
)
def test_what_is_wrong_is_told_at_the_field(owner, data, field):
    sent = owner.post(URL, data)
    assert sent.status_code == 422
    assert sent.context["form"].errors[field]
    assert not Import.objects.exists()


def test_a_file_is_not_larger_than_five_megabytes(owner):
    sent = owner.post(URL, upload(b" " * 5_000_001))
    assert sent.status_code == 422
    assert sent.context["form"].errors["file"] == ["This file is larger than 5 MB."]


@pytest.mark.parametrize(
    ("address", "kind", "url"),
    [
        (
            "https://boards.greenhouse.io/acme/jobs/12",
            SourceKind.GREENHOUSE,
            "https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true",
        ),
        (
            "https://jobs.lever.co/acme",
            SourceKind.LEVER,
            "https://api.lever.co/v0/postings/acme?mode=json",
        ),
        (
            "https://jobs.ashbyhq.com/Acme%20Co",
            SourceKind.ASHBY,
            "https://api.ashbyhq.com/posting-api/job-board/Acme%20Co?includeCompensation=true",
        ),
    ],
)
def test_a_boards_page_leads_to_its_interface(address, kind, url):
    found = boards.board_at(address)
    assert (found.kind, found.url) == (kind, url)


def test_another_sites_path_is_no_board():
    assert boards.board_at("https://x.example/boards.greenhouse.io/acme") is None


@pytest.mark.parametrize("kind", sorted(FILES))
def test_a_file_is_told_by_looking(kind):
    assert boards.kind_of(FILES[kind]()) == kind


def test_an_address_is_read_regularly_until_it_is_removed(owner, cast):
    asked = build.imported(cast, board(1), url="https://x.example/jobs")
    tasks.work_on_import(asked.pk)
    asked.refresh_from_db()
    confirm(owner, asked, every_hours=6)
    source = Source.objects.get()
    assert (source.is_active, source.every_hours) == (True, 6)
    assert source.next_run_at is not None
    assert "Read regularly" in owner.get(URL).content.decode()
    owner.post(f"{URL}sources/{boards_id(source)}/remove/")
    source.refresh_from_db()
    assert source.is_active is False
    assert source.provenances.count() == 1


def boards_id(source: Source) -> str:
    from jobboard.ids import encode

    return encode(source.pk)


def test_a_file_is_never_read_regularly(owner):
    confirm(owner, hand_over(owner, board(1)), every_hours=6)
    assert Source.objects.get().is_active is False


def test_a_new_company_adds_so_many_at_once_and_the_rest_next_time(owner, monkeypatch):
    monkeypatch.setattr("postings.importing.fetching.CREATED_BY_THE_NEW", 2)
    asked = confirm(owner, hand_over(owner, board(1, 2, 3)))
    assert (asked.report["created"], asked.report["skipped"]) == (2, 1)
    again = confirm(owner, hand_over(owner, board(1, 2, 3)))
    assert (again.report["created"], again.report["unchanged"]) == (1, 2)


def test_twenty_imports_a_day_are_enough(owner, cast, monkeypatch):
    monkeypatch.setattr(lifecycle, "IMPORTS_A_DAY", 1)
    build.imported(cast)
    sent = owner.post(URL, upload(b"[]"))
    assert sent.status_code == 422
    assert "Enough imports for one day" in sent.content.decode()


@pytest.mark.parametrize("part", ["recruiter", "viewer", "rival", "candidate"])
def test_only_owners_import(cast, signed_in, part):
    asked = build.imported(cast)
    client = signed_in(part)
    for path in (URL, f"{URL}{asked.public_id}/"):
        assert client.get(path).status_code == 404
    for word in ("confirm", "drop"):
        path = f"{URL}{asked.public_id}/{word}/"
        assert client.post(path, {"version": 1}).status_code == 404
    with pytest.raises(lifecycle.PermissionDenied):
        lifecycle.confirm_import(asked, by=cast[part], version=asked.version)


def test_another_companys_import_is_not_there(cast, signed_in):
    asked = build.imported(cast)
    assert signed_in("owner").get(f"{URL}{asked.public_id}/").status_code == 200
    assert signed_in("rival").get(f"{URL}{asked.public_id}/").status_code == 404


def test_the_event_queues_the_work_and_a_lost_message_is_made_good(
    cast, monkeypatch, django_capture_on_commit_callbacks
):
    asked, queued = build.imported(cast), []
    monkeypatch.setattr(tasks.work_on_import, "delay", queued.append)
    delivery = Delivery.objects.get(reaction="postings.tasks.begin_import")
    with django_capture_on_commit_callbacks(execute=True):
        tasks.begin_import(delivery.pk)
    tasks.import_due_sources()
    assert queued == [asked.pk, asked.pk]


def test_old_looks_are_forgotten(owner, cast):
    from datetime import timedelta

    asked = hand_over(owner, board(1))
    old = asked.asked_at - timedelta(days=8)
    Import.objects.update(asked_at=old)
    assert tasks.forget_imports() == 1
    asked.refresh_from_db()
    assert asked.status == ImportStatus.DROPPED
    Import.objects.update(asked_at=old - timedelta(days=90))
    assert tasks.forget_imports() == 1
    assert not Import.objects.exists()


def test_while_it_is_read_the_page_asks_again(owner, cast):
    asked = build.imported(cast)
    page = owner.get(f"{URL}{asked.public_id}/").content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert "It is being read" in page
