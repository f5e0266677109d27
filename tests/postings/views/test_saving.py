"""Saving a job: one button, a list, and a way back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from postings.lifecycle import reading
from postings.models import Bookmark, Posting, Reminders, Status
from tests import build
from tests.accounts.flows import sign_in

SAVED = "/en/jobs/saved/"


def page_of(posting: Posting) -> str:
    return f"/en/jobs/{posting.slug}-{posting.public_id}/"


def save_of(posting: Posting) -> str:
    return f"{page_of(posting)}save/"


@pytest.fixture
def candidate(signed_in):
    return signed_in("candidate")


@pytest.fixture
def live(cast):
    return build.posting(cast)


def test_the_page_of_a_job_leads_there_and_says_what_is_saved(candidate, client, live):
    link = f'href="{save_of(live)}" rel="nofollow">{{}}</a>'
    assert link.format("Save this job") in candidate.get(page_of(live)).content.decode()
    answer = candidate.post(save_of(live))
    assert (answer.status_code, answer["Location"]) == (302, page_of(live))
    assert link.format("Saved") in candidate.get(page_of(live)).content.decode()
    assert link.format("Save this job") in client.get(page_of(live)).content.decode()


def test_asking_saves_nothing_and_a_second_click_removes_nothing(candidate, live):
    assert candidate.get(save_of(live)).status_code == 200
    assert not Bookmark.objects.exists()
    for _ in range(2):
        candidate.post(save_of(live))
    assert Bookmark.objects.count() == 1
    candidate.post(save_of(live), {"unsave": "yes"})
    assert not Bookmark.objects.exists()


def test_a_visitor_is_led_to_sign_in_and_comes_back(client, live):
    answer = client.get(f"{save_of(live)}?next=/en/jobs/")
    assert answer.status_code == 302
    path, _mark, query = answer["Location"].partition("?next=")
    assert path == "/en/accounts/login/"
    assert query == f"{save_of(live)}%3Fnext%3D/en/jobs/"
    back = sign_in(client, "candidate@example.com", then=f"{save_of(live)}?next=/en/")
    assert back["Location"] == f"{save_of(live)}?next=/en/"
    assert client.get(back["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("given", "led"),
    [
        ("/en/jobs/?from=CO", "/en/jobs/?from=CO"),
        ("https://evil.example/", None),
        ("//evil.example/", None),
        ("javascript:alert(1)", None),
        ("", None),
    ],
)
def test_the_way_back_stays_on_the_board(candidate, live, given, led):
    answer = candidate.get(save_of(live), {"next": given})
    assert answer.context["next"] == led or page_of(live)
    answer = candidate.post(save_of(live), {"next": given})
    assert answer["Location"] == (led or page_of(live))


@pytest.mark.parametrize("status", [s for s in Status if s != Status.LIVE])
def test_what_is_not_open_is_not_there_to_be_saved(candidate, cast, status):
    posting = build.posting(cast, status)
    assert candidate.get(save_of(posting)).status_code == 404
    assert candidate.post(save_of(posting)).status_code == 404


def test_where_there_is_no_room_it_is_said(candidate, live, cast, monkeypatch):
    monkeypatch.setattr(reading, "SAVED_AT_MOST", 1)
    candidate.post(save_of(build.posting(cast)))
    answer = candidate.post(save_of(live), {"next": "/en/jobs/"})
    assert answer.status_code == 422
    assert "You have saved as many jobs as can be kept." in answer.content.decode()
    assert 'value="/en/jobs/"' in answer.content.decode()


def test_the_list_says_what_became_of_each(candidate, cast):
    def saved(status, **facts):
        posting = build.posting(cast, title=f"The {status} one", **facts)
        reading.save_posting(posting, by=cast["candidate"])
        return posting

    now = timezone.now()
    open_one, ending, closed, old, expired, past, frozen = map(
        saved, ("open", "ending", "closed", "old", "expired", "past", "frozen")
    )
    build.do("close", closed, cast["owner"])
    build.do("close", old, cast["owner"])
    build.do("expire", expired, None)
    build.do("freeze", frozen, cast["moderator"])
    for posting, values in {
        open_one: {"valid_through": now + timedelta(days=8)},
        ending: {"valid_through": now + timedelta(days=6)},
        old: {"closed_at": now - timedelta(days=31)},
        expired: {"valid_through": now - timedelta(days=1)},
        past: {"valid_through": now - timedelta(hours=1)},
    }.items():
        Posting.objects.filter(pk=posting.pk).update(**values)
    answer = candidate.get(SAVED)
    lines = {one.posting.pk: one for one in answer.context["saved"]}
    assert [lines[p.pk].standing for p in (open_one, ending, closed, old)] == [
        *("open", "ending", "closed", "closed")
    ]
    assert [lines[p.pk].standing for p in (expired, past, frozen)] == [
        *("expired", "expired", "gone")
    ]
    page = answer.content.decode()
    for posting, line in lines.items():
        path = page_of(line.posting)
        assert (f'href="{path}"' in page) == line.has_page
        if line.has_page:
            assert candidate.get(path).status_code == 200
        assert posting in lines
    assert not lines[old.pk].has_page
    assert "The frozen one" not in page
    assert "A job that is not on the board any more" in page
    assert "open until" in page


def test_a_renewed_job_that_waits_shows_nothing_of_its_new_text(candidate, cast):
    posting = build.posting(cast, Status.CLOSED)
    Bookmark.objects.create(user=cast["candidate"], posting=posting)
    Posting.objects.filter(pk=posting.pk).update(
        status=Status.SUBMITTED, close_reason="", title="Unseen zebra"
    )
    assert "Unseen zebra" not in candidate.get(SAVED).content.decode()


def test_a_button_removes_one_and_only_one_s_own(candidate, cast, live):
    other = build.posting(cast)
    for posting in (live, other):
        reading.save_posting(posting, by=cast["candidate"])
    reading.save_posting(live, by=cast["stranger"])
    answer = candidate.post(SAVED, {"unsave": live.public_id})
    assert answer["Location"] == SAVED
    left = set(Bookmark.objects.values_list("user", "posting"))
    assert left == {
        (cast["candidate"].pk, other.pk),
        (cast["stranger"].pk, live.pk),
    }


@pytest.mark.parametrize("data", [{}, {"unsave": "x"}, {"remove": "u" * 12}])
def test_a_form_that_is_not_whole_is_refused(candidate, data):
    assert candidate.post(SAVED, data).status_code == 400


def test_an_empty_list_says_what_to_do(candidate):
    assert "You have not saved a job yet." in candidate.get(SAVED).content.decode()


def test_nothing_of_it_is_kept_in_a_shared_cache(candidate, live):
    for path in (SAVED, save_of(live)):
        assert "no-store" in candidate.get(path)["Cache-Control"]


@pytest.mark.parametrize("count", [1, 4])
def test_the_list_asks_four_queries(candidate, cast, django_assert_num_queries, count):
    for _ in range(count):
        reading.save_posting(build.posting(cast), by=cast["candidate"])
    candidate.get(SAVED)
    # The session, the person, what they saved, and whether they are reminded.
    with django_assert_num_queries(4):
        candidate.get(SAVED)


def test_the_page_of_a_job_asks_four_more_of_a_person_than_of_a_visitor(
    candidate, client, live, django_assert_num_queries
):
    for path in (page_of(live), page_of(live)):
        candidate.get(path)
    with django_assert_num_queries(7):
        client.get(page_of(live))
    # The session, the person, what they hid, and whether they saved it.
    with django_assert_num_queries(11):
        candidate.get(page_of(live))


LEAVE = "/en/jobs/saved/reminders/{}/leave/"
SETTING = "/en/jobs/saved/reminders/"


def test_reminders_are_on_from_the_first_saved_job_and_can_be_set(candidate, live):
    candidate.cookies["reader"] = "tz=America/Lima"
    candidate.post(save_of(live))
    mine = Reminders.objects.get()
    assert (mine.is_wanted, mine.zone) == (True, "America/Lima")
    candidate.post(SETTING, {"reminders-zone": "America/Bogota"})
    mine.refresh_from_db()
    assert (mine.is_wanted, mine.zone) == (False, "America/Bogota")
    data = {"reminders-zone": "America/Bogota", "reminders-is_wanted": "on"}
    assert candidate.post(SETTING, data)["Location"] == SAVED
    mine.refresh_from_db()
    assert mine.is_wanted


def test_a_zone_that_there_is_not_is_an_error_at_its_field(candidate, live):
    answer = candidate.post(SETTING, {"reminders-zone": "Mars/Olympus"})
    assert answer.status_code == 422
    assert "zone" in answer.context["form"].errors
    assert not Reminders.objects.exists()


def test_a_mail_program_ends_the_reminders_without_cookie_or_seal(cast, live):
    reading.save_posting(live, by=cast["candidate"])
    path = LEAVE.format(Reminders.objects.get().token)
    program = Client(enforce_csrf_checks=True)
    answer = program.get(path)
    assert (answer.status_code, answer["X-Robots-Tag"]) == (200, "noindex, nofollow")
    assert Reminders.objects.get().is_wanted
    for _ in range(2):
        answer = program.post(path, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert not Reminders.objects.get().is_wanted


@pytest.mark.parametrize("token", ["none", "none.none", "0.x"])
def test_a_made_up_link_ends_nothing(client, cast, live, token):
    reading.save_posting(live, by=cast["candidate"])
    assert client.post(LEAVE.format(token)).status_code == 404
    assert Reminders.objects.get().is_wanted
