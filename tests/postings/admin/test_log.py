"""The log of decisions, and its spreadsheet."""

import csv
import io

import pytest

from postings.lifecycle import posting as lifecycle
from postings.models import Reason, Status
from tests import build

LOG = "/admin/moderation/log/"


@pytest.fixture
def moderator(signed_in):
    return signed_in("moderator")


@pytest.fixture
def decided(cast):
    build.posting(cast, title="Approved one")
    refused = build.posting(cast, Status.SUBMITTED, title="=SUM(A1)")
    lifecycle.reject_posting(
        refused,
        by=cast["moderator"],
        version=refused.version,
        reasons=[Reason.MONEY],
        words="@evil, it asks for money.",
    )
    taken = build.posting(cast, Status.SUBMITTED, title="Taken back")
    lifecycle.withdraw_posting(taken, by=cast["owner"], version=taken.version)


def titles(client, **asked):
    return [case.title for case, _reasons in client.get(LOG, asked).context["lines"]]


def test_decisions_are_on_record_the_newest_first(moderator, decided):
    assert titles(moderator) == ["=SUM(A1)", "Approved one"]


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"outcome": "reject"}, 1),
        ({"outcome": "nonsense"}, 2),
        ({"by": "wanda"}, 2),
        ({"by": "moderator@example.com"}, 2),
        ({"by": "nobody"}, 0),
        ({"company": "acme"}, 2),
        ({"company": "approved"}, 1),
        ({"since": "2020-01-01"}, 2),
        ({"since": "2999-01-01"}, 0),
        ({"until": "2020-01-01"}, 0),
        ({"until": "not a day"}, 2),
    ],
)
def test_the_log_is_searched(moderator, decided, asked, count):
    assert len(titles(moderator, **asked)) == count


def test_pages_follow_each_other(moderator, decided, monkeypatch):
    from postings.admin import log

    monkeypatch.setattr(log, "SIZE", 1)
    first = moderator.get(LOG)
    assert titles(moderator, cursor=first.context["page"].next) == ["Approved one"]
    assert moderator.get(LOG, {"cursor": "forged"}).status_code == 404


def test_no_cell_of_the_spreadsheet_is_a_formula(moderator, decided):
    answer = moderator.get("/admin/moderation/log.csv")
    assert answer["Content-Disposition"].startswith("attachment")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    (row,) = [dict(zip(head, row, strict=True)) for row in rows if "SUM" in row[4]]
    assert (row["job"], row["words"]) == ("'=SUM(A1)", "'@evil, it asks for money.")
    assert (row["decision"], row["reasons"]) == ("reject", "money")
    assert float(row["waited_hours"]) >= 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_log_asks_a_fixed_number_of_queries(
    moderator, cast, django_assert_num_queries, count
):
    for number in range(count):
        build.posting(cast, title=f"Number {number}")
    with django_assert_num_queries(5):
        moderator.get(LOG)
