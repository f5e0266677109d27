"""The pipeline of a posting: columns, bulk moves, the export."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from jobboard import presence
from jobboard.ids import encode
from postings.lifecycle.teamwork import rate_application
from postings.models import Application, ApplicationStatus, HiringSettings, Message
from tests import applications
from tests.applications import do

pytestmark = pytest.mark.django_db
S = ApplicationStatus


@pytest.fixture
def posting(cast):
    return applications.posting(cast)


def address(posting, tail: str = "applicants/") -> str:
    return f"/en/desk/acme/jobs/{posting.public_id}/{tail}"


def several(cast, posting, count: int, status: str = S.SUBMITTED) -> list[Application]:
    return [
        applications.application(
            cast, status, to=posting, email=f"c{n}@example.com", name=f"Candidate {n}"
        )
        for n in range(count)
    ]


def mark(row: Application, version: int | None = None) -> str:
    return f"{row.public_id}:{version or row.version}"


def test_columns_show_each_stage_with_its_count(cast, signed_in, posting):
    several(cast, posting, 2)
    applications.application(cast, S.OFFER, to=posting, name="Offered")
    applications.application(
        cast, S.UNCONFIRMED, to=posting, email="u@example.com", name="Never"
    )
    page = signed_in("recruiter").get(address(posting)).content.decode()
    assert "Candidate 0" in page
    assert "Offered" in page
    assert "Never" not in page


def test_the_pipeline_costs_the_same_for_two_and_for_forty(
    cast, signed_in, posting, django_assert_num_queries
):
    several(cast, posting, 2)
    client = signed_in("recruiter")
    client.get(address(posting))
    with django_assert_num_queries(7):
        client.get(address(posting))
    for n in range(38):
        applications.application(cast, to=posting, email=f"m{n}@example.com")
    with django_assert_num_queries(7):
        client.get(address(posting))


@pytest.mark.parametrize("status", [s for s in S.values if s != S.UNCONFIRMED])
def test_every_state_has_a_page(cast, signed_in, posting, status):
    applications.application(cast, status, to=posting)
    page = signed_in("owner").get(address(posting), {"stage": status})
    assert "Teodora Vilaplana" in page.content.decode()


def test_one_is_moved_by_its_button(cast, signed_in, posting):
    (row,) = several(cast, posting, 1)
    client = signed_in("recruiter")
    answer = client.post(
        address(posting, "applicants/decide/"), {"one": f"{mark(row)}:in_review"}
    )
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.status, row.version) == (S.IN_REVIEW, 3)


def test_many_are_moved_at_once_and_a_stale_one_undoes_no_other(
    cast, signed_in, posting
):
    rows = several(cast, posting, 4)
    old = [mark(row) for row in rows]
    do("move", rows[1], cast["owner"], to=S.OFFER)
    do("reject", rows[2], cast["owner"])
    old[2] = mark(rows[2])
    answer = signed_in("recruiter").post(
        address(posting, "applicants/decide/"), {"pick": old, "to": "interview"}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    states = [Application.objects.get(pk=row.pk).status for row in rows]
    assert states == [S.INTERVIEW, S.OFFER, S.REJECTED, S.INTERVIEW]
    assert "Olívia Prado moved it to: offer" in page
    assert "Not possible now; it stands at: not chosen" in page
    assert f'value="{mark(rows[1])}" aria-label="Pick Candidate 1" checked' in page


def test_many_are_rejected_with_one_reason_and_its_words(cast, signed_in, posting):
    rows = several(cast, posting, 3)
    data = {
        "pick": [mark(row) for row in rows],
        "to": "rejected",
        "reason": "skills",
        "words": "Thank you.",
    }
    signed_in("recruiter").post(address(posting, "applicants/decide/"), data)
    assert Application.objects.filter(status=S.REJECTED, reason="skills").count() == 3
    assert Message.objects.filter(text="Thank you.").count() == 3


def test_what_was_typed_stays_where_not_all_could_be_done(cast, signed_in, posting):
    (row,) = several(cast, posting, 1)
    data = {
        "pick": mark(row, 1),
        "to": "rejected",
        "reason": "pay",
        "words": "Long words.",
    }
    answer = signed_in("recruiter").post(address(posting, "applicants/decide/"), data)
    assert (answer.status_code, "Long words." in answer.content.decode()) == (409, True)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"pick": "x", "to": "offer"},
        {"pick": "a:b:c", "to": "offer"},
        {"one": "::"},
        {"pick": "0abcdefghjkm:1", "to": "withdrawn"},
        {"pick": "0abcdefghjkm:1", "to": "rejected"},
        {"pick": "0abcdefghjkm:x", "to": "offer"},
    ],
)
def test_a_form_that_is_not_whole_is_refused(cast, signed_in, posting, data):
    row = applications.application(cast, to=posting)
    if data.get("to") == "rejected":
        data = {**data, "pick": mark(row)}
    answer = signed_in("owner").post(address(posting, "applicants/decide/"), data)
    assert answer.status_code == 400


def test_an_application_of_another_posting_is_not_touched(cast, signed_in, posting):
    other = applications.application(cast)
    data = {"pick": [mark(other), f"{encode(17)}:1"], "to": "offer"}
    answer = signed_in("owner").post(address(posting, "applicants/decide/"), data)
    assert answer.status_code == 409
    assert Application.objects.get(pk=other.pk).status == S.SUBMITTED


def test_who_waited_longer_than_promised_stands_out(cast, signed_in, posting):
    several(cast, posting, 2)
    late = Application.objects.order_by("pk").first()
    yesterday = timezone.now() - timedelta(days=1)
    Application.objects.filter(pk=late.pk).update(answer_due_at=yesterday)
    page = signed_in("owner").get(address(posting)).content.decode()
    assert "1 has waited longer than you promised" in page


def test_the_mean_is_shown_to_who_has_rated(cast, signed_in, posting):
    (row,) = several(cast, posting, 1)
    rate_application(row, 5, by=cast["owner"])
    assert "rated by 1" in signed_in("recruiter").get(address(posting)).content.decode()
    rate_application(row, 2, by=cast["recruiter"])
    assert (
        "3.5 of 5, by 2"
        in signed_in("recruiter").get(address(posting)).content.decode()
    )


def test_names_are_hidden_until_the_stage_that_the_company_chose(
    cast, signed_in, posting
):
    HiringSettings.objects.create(company=posting.company, names_from=S.INTERVIEW)
    row = applications.application(
        cast, to=posting, name="Zenaida Quispe", email="z@example.com"
    )
    client = signed_in("owner")
    for path in (address(posting), address(posting, "applicants.csv")):
        text = b"".join(client.get(path)).decode()
        assert "Zenaida" not in text
        assert "z@example.com" not in text
        assert f"Candidate {row.code}" in text
    do("move", row, cast["owner"], to=S.INTERVIEW)
    do("move", row, cast["owner"], to=S.SUBMITTED)
    assert "Zenaida" in client.get(address(posting)).content.decode()


def test_who_reads_one_now_is_seen_by_the_others(cast, signed_in, posting):
    (row,) = several(cast, posting, 1)
    presence.mark(cast["owner"].pk, row.public_id)
    page = signed_in("recruiter").get(address(posting)).content.decode()
    assert "Olívia Prado is reading" in page
    assert "is reading" not in signed_in("owner").get(address(posting)).content.decode()


def test_the_export_is_safe_for_spreadsheets(cast, signed_in, posting):
    wicked = '=HYPERLINK("https://evil.example")'
    applications.application(cast, to=posting, name=wicked, note='+1\n@x, "y"')
    answer = signed_in("recruiter").get(address(posting, "applicants.csv"))
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[1][0] == f"'{wicked}"
    assert rows[1][8] == '\'+1\n@x, "y"'
    assert len({len(row) for row in rows}) == 1
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_viewer_sees_the_pipeline_and_moves_nothing(cast, signed_in, posting):
    row = applications.application(cast, to=posting)
    viewer = signed_in("viewer")
    page = viewer.get(address(posting)).content.decode()
    assert "Teodora Vilaplana" in page
    assert 'name="pick"' not in page
    assert "teodora@example.com" not in page
    assert viewer.get(address(posting, "applicants.csv")).status_code == 403
    data = {"one": f"{mark(row)}:offer"}
    assert viewer.post(address(posting, "applicants/decide/"), data).status_code == 403


@pytest.mark.parametrize("part", ["rival", "candidate", "moderator", "stranger"])
def test_nobody_else_sees_that_it_exists(cast, signed_in, posting, part):
    client = signed_in(part)
    for tail in ("applicants/", "applicants.csv", "intake/"):
        assert client.get(address(posting, tail)).status_code == 404
    assert client.get("/en/desk/acme/hiring/").status_code == 404


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("  =1+1", "'  =1+1"),
        ("-2", "'-2"),
        (-2, "-2"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        ("", ""),
        (None, ""),
        ("São Paulo", "São Paulo"),
    ],
)
def test_a_cell_is_never_a_formula(cell, safe):
    from jobboard import spreadsheets

    assert spreadsheets.safe(cell) == safe
