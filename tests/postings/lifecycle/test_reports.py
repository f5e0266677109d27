"""Reports: taken in once, put before a moderator, and answered with the decision."""

from datetime import date

import pytest

from jobboard.outbox import Delivery, Event
from jobboard.versions import NotAllowedNow, StaleVersion
from postings.lifecycle.decisions import Seen, decide, decisions_on
from postings.lifecycle.reports import A_DAY, Reader, report_posting
from postings.models import Case, Report, ReportCode, Status
from tests import build

TODAY = date(2026, 11, 22)


def reader(number=0, **more):
    return Reader(f"{number:032}", TODAY, "es", **more)


def report(posting, number=0, **more):
    return report_posting(
        posting, code=ReportCode.SCAM, words=" Hm. ", reader=reader(number, **more)
    )


@pytest.fixture
def live(cast):
    return build.posting(cast)


def keep(cast, posting, **versions):
    case = Case.objects.get(posting=posting, closed_at=None)
    seen = Seen(**{"row": posting.version, "case": case.version, **versions})
    decide(posting, "keep", by=cast["moderator"], seen=seen)


def test_a_report_opens_a_case_on_what_stays_open(cast, live):
    assert report(live).words == "Hm."
    case = Case.objects.open().get()
    assert (case.causes, case.report_count) == (["reported"], 1)
    live.refresh_from_db()
    assert live.status == Status.LIVE
    assert decisions_on(live, cast["moderator"]) == ["keep", "freeze"]


def test_one_address_reports_a_posting_once_a_day(live):
    assert report(live)
    assert report(live) is None
    assert report(live, 1)
    assert Report.objects.count() == 2


def test_one_address_reports_so_many_a_day(cast, live):
    for number in range(A_DAY):
        assert report(build.posting(cast, title=f"T{number}"))
    assert report(live) is None
    assert report(live, 1)


def test_several_reports_raise_a_posting_in_the_queue(cast, live):
    older = build.posting(cast, Status.SUBMITTED, title="Older")
    report(live, 1)
    order = Case.objects.open().order_by("place_at")
    assert [case.posting for case in order] == [older, live]
    report(live, 2)
    assert [case.posting for case in order.all()] == [live, older]


def test_what_is_not_open_takes_no_report(cast):
    frozen = build.posting(cast, Status.FROZEN)
    assert report(frozen) is None


@pytest.mark.parametrize(
    ("deeds", "outcome"),
    [
        (["freeze", "reject"], "upheld"),
        (["freeze", "release"], "dismissed"),
        (["close"], "moot"),
        (["expire"], "moot"),
    ],
)
def test_the_decision_resolves_the_reports(cast, live, deeds, outcome):
    report(live)
    for deed in deeds:
        build.do(deed, live, build.doer(deed, cast))
        if deed == "freeze":
            assert Report.objects.open().count() == 1
            assert Case.objects.open().get().causes == ["frozen", "reported"]
    assert Report.objects.get().outcome == outcome


def test_keeping_it_open_dismisses_what_was_read_and_nothing_else(cast, live):
    report(live, 1)
    case = Case.objects.get(posting=live, closed_at=None)
    report(live, 2)
    with pytest.raises(StaleVersion) as refusal:
        keep(cast, live, case=case.version)
    assert isinstance(refusal.value.current, Case)
    assert Report.objects.open().count() == 2
    with pytest.raises(StaleVersion):
        keep(cast, live, row=live.version - 1)
    keep(cast, live)
    assert set(Report.objects.values_list("outcome", flat=True)) == {"dismissed"}
    assert Case.objects.decided().order_by("closed_at").last().outcome == "keep"
    with pytest.raises(NotAllowedNow):
        decide(live, "keep", by=cast["moderator"], seen=Seen(live.version, case=1))


def test_who_left_an_address_is_told_once_and_forgotten(cast, live, mailoutbox):
    from postings import tasks

    report(live, 1, email="reader@example.com")
    report(live, 2)
    keep(cast, live)
    event = Event.objects.get(kind="report.resolved")
    delivery = Delivery.objects.get(event=event)
    for _ in range(2):
        tasks.tell_reader_of_report(delivery.pk)
    assert [mail.to for mail in mailoutbox] == [["reader@example.com"]]
    assert mailoutbox[0].extra_headers["Content-Language"] == "es"
    assert not Report.objects.exclude(email="").exists()
