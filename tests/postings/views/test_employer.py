"""The employer's desk."""

import pytest

from postings.lifecycle import posting as lifecycle
from postings.lifecycle.revision import approve_revision
from postings.models import Posting, Status
from tests import applications, build

GOOD = {
    "title": "Backend Engineer",
    "language": "en",
    "description": "Look after the ledger.",
    "skills_required": "Python",
}


@pytest.fixture
def owner(signed_in):
    return signed_in("owner")


def typed(posting: Posting, **more) -> dict[str, object]:
    return {**GOOD, "version": posting.version, **more}


def test_a_draft_is_written_and_saved(owner, cast):
    acme = cast["owner"].companies.get()
    answer = owner.post("/en/desk/jobs/new/", {**GOOD, "company": acme.pk, "save": "1"})
    posting = Posting.objects.get()
    assert answer["Location"] == f"/en/desk/jobs/{posting.public_id}/"
    assert (posting.status, posting.company, posting.author) == (
        "draft",
        acme,
        cast["owner"],
    )


def test_it_can_be_sent_for_review_at_once(owner, cast):
    acme = cast["owner"].companies.get()
    owner.post("/en/desk/jobs/new/", {**GOOD, "company": acme.pk, "submit": "1"})
    assert Posting.objects.get().status == Status.SUBMITTED


def test_an_error_keeps_everything_that_was_typed(owner):
    data = {
        **GOOD,
        "title": "",
        "description": "Three paragraphs of care.",
        "pay_min": "lots",
        "levels": ["senior"],
        "region_includes": ["BR", "latam"],
        "skills_nice": "Kafka, Weird <thing>",
    }
    answer = owner.post("/en/desk/jobs/new/", data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Three paragraphs of care." in page
    assert 'value="lots"' in page
    assert "Kafka, Weird &lt;thing&gt;" in page
    assert '<a href="#id_title">' in page
    assert '<a href="#id_pay_min">' in page
    assert not Posting.objects.exists()
    for value in ("senior", "BR", "latam"):
        (box,) = [part for part in page.split("<input") if f'value="{value}"' in part][
            :1
        ]
        assert "checked" in box.split(">")[0]


def test_another_company_cannot_be_chosen(owner, cast):
    globex = cast["rival"].companies.get()
    answer = owner.post("/en/desk/jobs/new/", {**GOOD, "company": globex.pk})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["company", "source_name"]


@pytest.mark.parametrize(
    ("part", "status"),
    [
        ("owner", 200),
        ("recruiter", 200),
        ("viewer", 404),
        ("rival", 404),
        ("stranger", 404),
    ],
)
def test_a_draft_is_its_team_s(cast, signed_in, part, status):
    posting = build.posting(cast, Status.DRAFT)
    path = f"/en/desk/jobs/{posting.public_id}/"
    assert signed_in(part).get(path).status_code == status
    assert (posting.title in signed_in(part).get("/en/desk/").content.decode()) is (
        status == 200
    )


def test_a_visitor_signs_in_first(client, cast):
    posting = build.posting(cast, Status.DRAFT)
    for path in (
        "/en/desk/",
        "/en/desk/jobs/new/",
        f"/en/desk/jobs/{posting.public_id}/",
    ):
        answer = client.get(path)
        assert answer["Location"] == f"/en/accounts/login/?next={path}"


def test_an_edit_is_saved(owner, cast):
    posting = build.posting(cast, Status.DRAFT)
    path = f"/en/desk/jobs/{posting.public_id}/"
    owner.post(path, typed(posting, title="Better title"))
    posting.refresh_from_db()
    assert (posting.title, posting.version) == ("Better title", 2)


def test_a_stale_edit_shows_both_and_can_be_put_on_top(owner, cast):
    posting = build.posting(cast, Status.DRAFT)
    path = f"/en/desk/jobs/{posting.public_id}/"
    mine = typed(posting, title="My title", description="My words.")
    lifecycle.edit_posting(
        posting, {"title": "Her title"}, by=cast["recruiter"], version=posting.version
    )
    answer = owner.post(path, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Rute Alvorada changed this job" in page
    assert "Her title" in page
    assert 'value="My title"' in page
    assert "My words." in page
    assert Posting.objects.get().title == "Her title"
    labels = [d.label for d in answer.context["conflict"]["differences"]]
    assert "Title" in labels
    owner.post(path, {**mine, "version": answer.context["form"].data["version"]})
    assert Posting.objects.get().title == "My title"


def test_an_edit_of_what_is_in_review_is_kept_on_the_page(owner, cast):
    posting = build.posting(cast, Status.DRAFT)
    mine = typed(posting, description="My words.")
    lifecycle.submit_posting(posting, by=cast["recruiter"], version=posting.version)
    answer = owner.post(f"/en/desk/jobs/{posting.public_id}/", mine)
    assert answer.status_code == 409
    assert "My words." in answer.content.decode()


def test_an_edit_without_a_version_is_no_edit(owner, cast):
    posting = build.posting(cast, Status.DRAFT)
    answer = owner.post(f"/en/desk/jobs/{posting.public_id}/", GOOD)
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("status", "deed", "data", "after"),
    [
        (Status.DRAFT, "submit", {}, Status.SUBMITTED),
        (Status.SUBMITTED, "withdraw", {}, Status.DRAFT),
        (Status.LIVE, "close", {"reason": "filled"}, Status.CLOSED),
    ],
)
def test_a_button_does_its_deed(owner, cast, status, deed, data, after):
    posting = build.posting(cast, status)
    path = f"/en/desk/jobs/{posting.public_id}/{deed}/"
    stale = owner.post(path, {**data, "version": posting.version - 1 or 9}, follow=True)
    assert "Somebody was quicker" in stale.content.decode()
    assert Posting.objects.get().status == status
    owner.post(path, {**data, "version": posting.version})
    assert Posting.objects.get().status == after
    assert owner.get(path).status_code == 405


@pytest.mark.parametrize(
    "data", [{}, {"version": "x"}, {"version": "3", "reason": "bored"}]
)
def test_a_button_that_was_tampered_with_is_refused(owner, cast, data):
    posting = build.posting(cast)
    answer = owner.post(f"/en/desk/jobs/{posting.public_id}/close/", data)
    assert answer.status_code == 400


def test_what_was_sent_back_says_why(owner, cast):
    posting = build.posting(cast, Status.RETURNED)
    page = owner.get(f"/en/desk/jobs/{posting.public_id}/").content.decode()
    assert "The pay is not believable" in page
    assert "Why?" in page


@pytest.mark.parametrize(
    ("part", "sees"),
    [("owner", True), ("viewer", True), ("rival", False), ("stranger", False)],
)
def test_a_published_job_and_its_applicants_are_at_the_team_s_desk(
    cast, signed_in, part, sees
):
    posting = applications.posting(cast)
    applications.application(cast, to=posting)
    page = signed_in(part).get("/en/desk/").content.decode()
    people = f"/en/desk/acme/jobs/{posting.public_id}/applicants/"
    assert (f'href="{people}">1 applicant waits' in page) is sees
    own = f'href="/en/desk/jobs/{posting.public_id}/"'
    assert (own in page) is (part == "owner")


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_asks_a_fixed_number_of_queries(
    owner, cast, django_assert_num_queries, count
):
    for _ in range(count):
        build.posting(cast)
    with django_assert_num_queries(12):
        owner.get("/en/desk/")


def test_a_part_is_saved_and_leads_to_the_next(owner, cast):
    acme = cast["owner"].companies.get()
    data = {"title": "Backend Engineer", "language": "en", "company": acme.pk}
    answer = owner.post("/en/desk/jobs/new/", {**data, "save": "job"})
    draft = Posting.objects.get()
    assert answer["Location"] == f"/en/desk/jobs/{draft.public_id}/#who"
    assert (draft.status, draft.description) == ("draft", "")


def test_a_draft_without_its_text_is_not_sent(owner, cast):
    draft = build.posting(cast, Status.DRAFT, description="")
    address = f"/en/desk/jobs/{draft.public_id}/"
    page = owner.post(address, typed(draft, description="", submit="1"))
    assert page.status_code == 422
    answer = owner.post(f"{address}submit/", {"version": draft.version}, follow=True)
    assert "Describe the job before you send it." in answer.content.decode()
    draft.refresh_from_db()
    assert (draft.status, draft.version) == ("draft", 1)


def test_the_preview_shows_what_is_typed_and_stores_nothing(owner, cast):
    draft = build.posting(cast, Status.DRAFT)
    address = f"/en/desk/jobs/{draft.public_id}/preview/"
    page = owner.post(address, typed(draft, title="Typed, not stored"))
    assert "Typed, not stored" in page.content.decode()
    draft.refresh_from_db()
    assert (draft.title, draft.version) == ("Backend Engineer", 1)
    assert owner.post(address, typed(draft, title="")).status_code == 204


def test_a_new_posting_has_a_preview_too(owner, cast):
    acme = cast["owner"].companies.get()
    page = owner.post("/en/desk/jobs/new/preview/", {**GOOD, "company": acme.pk})
    assert "Acme" in page.content.decode()
    assert not Posting.objects.exists()


def test_a_live_posting_keeps_its_last_day_where_an_edit_names_none(owner, cast):
    live = build.posting(cast)
    until = live.valid_through
    data = typed(live, title="Edited while open", open_until="")
    seen = owner.post(f"/en/desk/jobs/{live.public_id}/preview/", data)
    assert "Edited while open" in seen.content.decode()
    answer = owner.post(f"/en/desk/jobs/{live.public_id}/revise/", data)
    assert answer.status_code == 302
    revision = live.revisions.get()
    approve_revision(
        revision,
        by=cast["moderator"],
        version=revision.version,
        posting_version=live.version,
    )
    live.refresh_from_db()
    assert (live.title, live.valid_through) == ("Edited while open", until)
