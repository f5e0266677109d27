"""A run brings the board to what the source says, and a second one changes nothing."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from accounts.models import Company
from jobboard.outbox import Event
from postings.importing.fetching import items_in
from postings.importing.running import alone, run_over
from postings.models import Posting, Provenance, Source, SourceKind, Status
from tests.importing.files import FILES, TEXT, job

pytestmark = pytest.mark.django_db

SKIPPED = {
    "greenhouse": 6,
    "lever": 1,
    "ashby": 1,
    "jobposting": 0,
    "rss": 2,
    "remoteok": 1,
    "json": 1,
    "csv": 1,
}


@pytest.fixture
def source(cast):
    """A source of Acme's recruiter, whose company is not trusted yet."""
    acme = Company.objects.get(slug="acme")
    return Source.objects.create(
        name="Acme's board", kind="greenhouse", author=cast["owner"], company=acme
    )


def board(*jobs: dict) -> bytes:
    return json.dumps({"jobs": list(jobs)}).encode()


def run(source: Source, content: bytes, **how):
    return run_over(source, items_in(content, source.kind), **how)


def backend(**more) -> dict:
    return {**job(1, "Backend Engineer", "Remote - Brazil", TEXT), **more}


def analyst() -> dict:
    text = "<p>You look after the reports that four hundred schools read.</p>"
    return job(2, "Data Analyst", "Lima, Peru", text)


def of_source(source: Source):
    return Posting.objects.filter(provenances__source=source)


@pytest.mark.parametrize("kind", SourceKind.values)
def test_what_goes_in_is_created_or_skipped_with_a_reason(cast, kind):
    source = Source.objects.create(name="x", kind=kind, author=cast["stranger"])
    content = FILES[kind]()
    count = len(list(items_in(content, kind)))
    report = run(source, content)
    assert report.counts["created"] + len(report.skipped) == count
    assert len(report.skipped) == SKIPPED[kind]
    assert all(one.reason for one in report.skipped)


@pytest.mark.parametrize("kind", SourceKind.values)
def test_a_second_run_changes_nothing(cast, kind):
    source = Source.objects.create(name="x", kind=kind, author=cast["stranger"])
    first = run(source, FILES[kind]())
    before = list(Posting.objects.order_by("pk").values_list("pk", "version"))
    events = Event.objects.count()
    second = run(source, FILES[kind]())
    assert second.counts["unchanged"] == first.counts["created"]
    assert second.counts["created"] == second.counts["updated"] == 0
    assert second.counts["closed"] == second.counts["merged"] == 0
    after = list(Posting.objects.order_by("pk").values_list("pk", "version"))
    assert (after, Event.objects.count()) == (before, events)


def test_what_is_new_waits_for_a_moderator(source):
    run(source, board(backend()))
    posting = of_source(source).get()
    assert posting.status == Status.SUBMITTED
    assert (posting.source_name, posting.source_id) == ("Acme's board", "1")
    assert posting.region_includes == ["BR"]
    assert posting.pay_currency == "USD"
    assert posting.first_seen_at == posting.last_confirmed_at is not None
    provenance = Provenance.objects.get(posting=posting)
    assert provenance.as_written["location"] == "Remote - Brazil"
    assert provenance.as_written["pay"] == "US$ 4,000 - 5,500 per month"


def test_a_changed_job_is_changed_here_by_a_deed(source):
    run(source, board(backend()))
    report = run(source, board(backend(title="Backend Engineer II")))
    assert report.counts["updated"] == 1
    posting = of_source(source).get()
    assert (posting.title, posting.status) == ("Backend Engineer II", Status.SUBMITTED)
    kinds = Event.objects.filter(subject_id=posting.pk).values_list("kind", flat=True)
    assert "posting.edited" in kinds


def test_a_changed_live_job_becomes_a_revision(source, cast):
    from postings.lifecycle.posting import approve_posting

    run(source, board(backend()))
    posting = of_source(source).get()
    approve_posting(posting, by=cast["moderator"], version=posting.version)
    run(source, board(backend(title="Backend Engineer II")))
    posting.refresh_from_db()
    assert posting.title == "Backend Engineer"
    assert posting.revisions.get().facts["title"] == "Backend Engineer II"


def test_what_vanished_at_the_source_is_closed(source, cast):
    from postings.lifecycle.posting import approve_posting

    run(source, board(backend(), analyst()))
    posting = of_source(source).get(title="Backend Engineer")
    approve_posting(posting, by=cast["moderator"], version=posting.version)
    report = run(source, board(analyst()))
    posting.refresh_from_db()
    assert (report.counts["closed"], posting.status) == (1, Status.CLOSED)
    assert run(source, board(analyst())).counts["closed"] == 0


def test_what_comes_back_is_opened_again(source, cast):
    from postings.lifecycle.posting import approve_posting

    run(source, board(backend(), analyst()))
    posting = of_source(source).get(title="Backend Engineer")
    approve_posting(posting, by=cast["moderator"], version=posting.version)
    run(source, board(analyst()))
    run(source, board(backend(), analyst()))
    posting.refresh_from_db()
    assert posting.status == Status.SUBMITTED


def test_an_empty_answer_closes_nothing(source):
    run(source, board(backend()))
    assert run(source, board()).counts["closed"] == 0
    assert of_source(source).get().status == Status.SUBMITTED


def test_a_dry_run_says_it_all_and_changes_nothing(source):
    report = run(source, board(backend()), dry_run=True)
    assert report.counts["created"] == 1
    assert not of_source(source).exists()
    source.refresh_from_db()
    assert source.last_run_at is None


def test_the_same_job_in_several_cities_is_one_posting(source):
    cities = ("Lima, Peru", "Bogotá, Colombia", "Lima, Peru")
    jobs = [job(n, "Clerk", city, TEXT) for n, city in enumerate(cities, start=1)]
    report = run(source, board(*jobs))
    posting = of_source(source).get()
    assert sorted(posting.region_includes) == ["CO", "PE"]
    assert [one.reason for one in report.skipped] == [
        "the same job in another place"
    ] * 2


def test_a_job_that_is_here_already_keeps_both_sources(source, cast):
    run(source, board(backend()))
    other = Source.objects.create(
        name="Another", kind="greenhouse", author=cast["owner"], company=source.company
    )
    report = run(other, board({**backend(), "id": 77}))
    assert report.counts["merged"] == 1
    posting = Posting.objects.get(provenances__source=other)
    assert posting.provenances.count() == 2
    # One of its sources still has it.
    run(other, board(analyst()))
    posting.refresh_from_db()
    assert posting.status == Status.SUBMITTED


def test_somebody_who_may_no_longer_publish_imports_nothing(source, cast):
    source.author = cast["rival"]
    report = run(source, board(backend()))
    assert [one.reason for one in report.skipped] == [
        "its source may no longer publish"
    ]


@pytest.mark.django_db(transaction=True)
def test_two_runs_over_one_source_do_not_meet(source):
    with alone(source):
        other = connections["default"].copy()
        try:
            with other.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [source.pk])
                assert cursor.fetchone() == (False,)
        finally:
            other.close()
    with alone(source):
        pass


def test_the_command_reports_and_repeats(source, cast, tmp_path, capsys):
    path = tmp_path / "board.json"
    path.write_bytes(FILES["greenhouse"]())
    how = {"format": "greenhouse", "author": cast["stranger"].email}
    call_command("import_postings", str(path), dry_run=True, **how)
    assert "Dry run: nothing was changed.\ncreated: 3" in capsys.readouterr().out
    call_command("import_postings", str(path), **how)
    assert "created: 3" in capsys.readouterr().out
    call_command("import_postings", str(path), **how)
    out = capsys.readouterr().out
    assert "unchanged: 3" in out
    assert "Banco de Talentos: a talent pool, not a job" in out


def test_the_command_says_what_it_lacks(db):
    with pytest.raises(CommandError, match="takes --format"):
        call_command("import_postings", "nowhere")
    with pytest.raises(CommandError, match="nobody"):
        call_command("import_postings", "nowhere", format="rss", author="x@x.example")


def test_a_source_that_may_not_be_fetched_is_left_for_later(source):
    from postings.tasks import import_due_sources, import_source

    source.url = "http://127.0.0.1/jobs"
    source.save()
    import_source(source.pk)
    assert not of_source(source).exists()
    assert list(Source.objects.due(source.author.date_joined)) == [source]
    assert import_due_sources.name == "postings.tasks.import_due_sources"
