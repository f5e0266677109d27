"""What moderation keeps about a person is handed out, and forgotten."""

from django.utils import timezone

from postings.lifecycle.moderation_holdings import erase, export
from postings.lifecycle.reports import Reader, report_posting
from postings.lifecycle.talk import answer_moderator, ask_author
from postings.models import ModerationMessage, Report, ReportCode
from tests import build


def test_reports_and_answers_are_handed_out_and_forgotten(cast):
    live = build.posting(cast)
    ask_author(live, by=cast["moderator"], words="Hm?")
    answer_moderator(live, by=cast["owner"], words="Well.")
    reader = Reader(
        "0" * 32, timezone.localdate(), "en", "o@example.com", cast["owner"]
    )
    report_posting(live, code=ReportCode.TWICE, words="Mine", reader=reader)
    mine = export(cast["owner"])
    assert [one["words"] for one in mine["reports"]] == ["Mine"]
    assert [one["words"] for one in mine["answers"]] == ["Well."]
    assert export(cast["stranger"]) == {"reports": [], "answers": [], "claims": []}
    assert erase(cast["stranger"]) == {
        "Claims": 0,
        "Reports": 0,
        "Answers to moderators": 0,
    }
    assert erase(cast["owner"]) == {
        "Claims": 0,
        "Reports": 1,
        "Answers to moderators": 1,
    }
    report = Report.objects.get()
    assert (report.reporter, report.email, report.words) == (None, "", "")
    assert ModerationMessage.objects.get().words == "Hm?"
