"""One screen to decide on, and what stands beside the text."""

import pytest
from django.utils import timezone

from accounts.models import Company
from jobboard.ids import encode
from postings.importing.deduplication import remember
from postings.lifecycle import posting as lifecycle
from postings.lifecycle.reports import Reader, report_posting
from postings.lifecycle.revision import revise_posting
from postings.lifecycle.talk import ask_author
from postings.models import Ban, Case, ModerationMessage, Posting, ReportCode, Status
from tests import build


@pytest.fixture
def moderator(signed_in):
    return signed_in("moderator")


def path_of(posting):
    return f"/admin/moderation/{posting.public_id}/"


def edit_of(cast, live, **facts):
    facts = {**build.FACTS, **facts}
    return revise_posting(live, facts, by=cast["owner"], version=live.version)


def report(posting, number=0, **more):
    reader = Reader(f"{number:032}", timezone.localdate(), "en", **more)
    return report_posting(posting, code=ReportCode.SCAM, words="Hm", reader=reader)


def test_an_edit_is_shown_field_by_field_and_word_by_word(moderator, cast):
    live = build.posting(cast)
    text = build.FACTS["description"].replace("ledger", "books")
    revision = edit_of(cast, live, description=text, pay_max=9000)
    page = moderator.get(f"/admin/moderation/revisions/{encode(revision.pk)}/")
    assert [change.label for change in page.context["changes"]] == [
        "Salary",
        "The text",
    ]
    words = page.content.decode()
    assert "<del>ledger</del><ins>books</ins>" in words
    assert "<ins>US$\xa05,000 – 9,000 per month</ins>" in words


def test_what_comes_back_is_compared_with_how_it_was_sent_back(moderator, cast):
    posting = build.posting(cast, Status.RETURNED)
    lifecycle.edit_posting(
        posting, {"title": "Better"}, by=cast["owner"], version=posting.version
    )
    lifecycle.submit_posting(posting, by=cast["owner"], version=posting.version)
    page = moderator.get(path_of(posting))
    (change,) = page.context["changes"]
    assert (change.before, change.after) == ("Backend Engineer", "Better")
    assert Posting.objects.get().title == "Better"


def test_a_hostile_title_stays_text(moderator, cast):
    evil = "<script>alert(1)</script>"
    live = build.posting(cast)
    revision = edit_of(cast, live, title=evil, description=f"Hm {evil}")
    report(live)
    for path in (
        f"/admin/moderation/revisions/{encode(revision.pk)}/",
        "/admin/moderation/",
    ):
        assert evil not in moderator.get(path).content.decode()


def test_the_slower_one_is_told_who_was_quicker_and_when(moderator, cast):
    posting = build.posting(cast, Status.SUBMITTED)
    data = {"version": posting.version, "decision": "reject", "words": "My words."}
    lifecycle.approve_posting(posting, by=cast["moderator"], version=posting.version)
    answer = moderator.post(path_of(posting), data)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody was quicker. Wanda Peregrim, " in page
    assert ": Approved." in page
    assert Posting.objects.live().exists()


def test_a_report_that_comes_in_meanwhile_is_read_first(moderator, cast):
    live = build.posting(cast)
    report(live, 1)
    case = Case.objects.open().get()
    data = {"version": live.version, "case_version": case.version, "decision": "keep"}
    report(live, 2)
    answer = moderator.post(path_of(live), data)
    assert answer.status_code == 409
    assert "A report has come in" in answer.content.decode()
    form = answer.context["form"]
    assert moderator.post(path_of(live), form.data).status_code == 302
    assert Case.objects.decided().order_by("-closed_at").first().outcome == "keep"


def test_a_ban_takes_everything_down_and_wants_a_reason(moderator, cast):
    live, other = build.posting(cast), build.posting(cast, title="Other")
    data = {"version": live.version, "decision": "ban"}
    assert moderator.post(path_of(live), data).status_code == 422
    assert moderator.post(path_of(live), {**data, "reasons": ["money"]}).url == (
        "/admin/moderation/"
    )
    assert not Posting.objects.live().exists()
    page = moderator.get(path_of(other))
    assert "was banned" in page.content.decode()
    assert page.context["deeds"] == ["reject"]
    ban = Ban.objects.get()
    lift = f"/admin/moderation/bans/{encode(ban.pk)}/lift/"
    assert moderator.post(lift, {}).status_code == 400
    for _ in range(2):
        assert moderator.post(lift, {"version": 1}).status_code == 302
    assert not Ban.objects.holding().exists()


def test_a_release_of_the_banned_is_refused_with_a_word(moderator, cast):
    live = build.posting(cast)
    data = {"version": live.version, "decision": "ban", "reasons": ["money"]}
    moderator.post(path_of(live), data)
    live.refresh_from_db()
    data = {"version": live.version, "decision": "release"}
    answer = moderator.post(path_of(live), data)
    assert answer.status_code == 409
    assert "Lift the ban first" in answer.content.decode()


def test_one_decision_leads_to_the_next_where_that_was_asked_for(moderator, cast):
    first, second = (build.posting(cast, Status.SUBMITTED, title=t) for t in "AB")
    start = moderator.get("/admin/moderation/").context["begin"]
    assert start == f"{path_of(first)}?run=1"
    data = {"version": first.version, "decision": "approve"}
    assert moderator.post(start, data).url == f"{path_of(second)}?run=1"
    data = {"version": second.version, "decision": "approve"}
    last = f"{path_of(second)}?run=1"
    assert moderator.post(last, data).url == "/admin/moderation/"


def test_a_question_goes_out_from_the_screen(moderator, cast):
    posting = build.posting(cast, Status.SUBMITTED)
    ask = f"{path_of(posting)}ask/"
    moderator.post(ask, {"question": "Is it a month?"})
    moderator.post(ask, {"question": ""})
    assert ModerationMessage.objects.get().words == "Is it a month?"
    assert "Is it a month?" in moderator.get(path_of(posting)).content.decode()


def test_twins_can_be_laid_side_by_side(moderator, cast):
    build.posting(cast, pay_max=9000, pay_currency="USD", pay_period="month")
    twin = Posting.objects.get()
    posting = build.posting(cast, Status.SUBMITTED)
    page = moderator.get(path_of(posting))
    assert page.context["twins"] == [(twin, 0, True)]
    assert "twin" not in page.context
    page = moderator.get(path_of(posting), {"beside": twin.public_id})
    assert [change.label for change in page.context["twin_changes"]] == [
        "Salary",
        "Published",
    ]
    for wrong in ("x", "0" * 12):
        asked = moderator.get(path_of(posting), {"beside": wrong})
        assert asked.status_code == 200


def test_a_copy_of_the_text_at_another_company_is_found(moderator, cast):
    words = [f"We keep plant {n} running in place {n % 7}." for n in range(40)]
    globex = Company.objects.get(slug="globex")
    facts = {**build.FACTS, "title": "Copied", "description": " ".join(words)}
    copy = lifecycle.create_posting(facts, by=cast["rival"], company=globex)
    lifecycle.submit_posting(copy, by=cast["rival"], version=copy.version)
    remember(copy)
    words[5] = "We keep nothing."
    posting = build.posting(cast, Status.SUBMITTED, description=" ".join(words))
    page = moderator.get(path_of(posting))
    ((found, share, _mergeable),) = page.context["twins"]
    assert found == copy
    assert 85 < share < 100
    assert f"{share}% the same words" in page.content.decode()


def test_another_moderator_on_the_same_case_is_seen(moderator, cast):
    from django.contrib.auth.models import Group
    from django.test import Client

    second = cast["stranger"]
    second.is_staff = True
    second.save()
    second.groups.add(Group.objects.get(name="Moderators"))
    other = Client()
    other.force_login(second, "django.contrib.auth.backends.ModelBackend")
    posting = build.posting(cast, Status.SUBMITTED)
    assert moderator.get(path_of(posting)).context["here"] == ""
    assert other.get(path_of(posting)).context["here"] == "Wanda Peregrim"


def test_earlier_reports_that_were_right_speak_for_a_reader(moderator, cast):
    other = build.posting(cast, title="Other")
    report(other, user=cast["candidate"])
    build.do("freeze", other, cast["moderator"])
    build.do("reject", other, cast["moderator"])
    live = build.posting(cast)
    report(live, user=cast["candidate"])
    (shown,) = moderator.get(path_of(live)).context["reports"]
    assert shown.right == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_screen_asks_a_fixed_number_of_queries(
    moderator, cast, django_assert_num_queries, count
):
    for number in range(count):
        build.posting(cast, title=f"Twin of {number}")
        build.posting(cast, Status.SUBMITTED, title=f"Waits {number}")
    live = build.posting(cast, title="Twin")
    for number in range(count):
        build.posting(cast, Status.SUBMITTED, title="Twin")
        report(live, number)
        ask_author(live, by=cast["moderator"], words="Hm?")
    with django_assert_num_queries(29):
        moderator.get(path_of(live))
