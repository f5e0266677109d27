"""Hiding a job, a company or a word: with an account or without."""

import pytest
from django.test import Client

from accounts.models import Company
from jobboard.ids import encode
from postings.lifecycle import reading
from postings.models import Hidden, Posting, Status
from postings.search.hidden import hidden_by
from postings.search.hiding import Hiding
from postings.views import own
from tests import build
from tests.accounts.flows import sign_in

HIDDEN = "/en/jobs/hidden/"


def hide_of(posting: Posting) -> str:
    return f"/en/jobs/{posting.slug}-{posting.public_id}/hide/"


def kept_by(client) -> Hiding:
    cookie = client.cookies.get("hidden")
    return own.from_cookie(cookie.value if cookie else "")


@pytest.fixture
def live(cast):
    return build.posting(cast, title="Ruby on Rails Engineer")


@pytest.fixture
def candidate(signed_in):
    return signed_in("candidate")


@pytest.fixture
def acme(cast):
    return Company.objects.get(slug="acme")


def test_the_page_of_a_job_leads_there(client, live):
    page = client.get(hide_of(live).removesuffix("hide/")).content.decode()
    assert f'href="{hide_of(live)}" rel="nofollow">Hide</a>' in page


def test_one_chooses_the_job_its_company_or_a_word_of_its_title(client, live):
    form = client.get(hide_of(live)).context["form"]
    assert form.fields["what"].choices == [
        ("posting", "This job"),
        ("company", "All jobs of Acme Pagamentos"),
        ("word:Ruby on Rails", "Every job with the word “Ruby on Rails”"),
        ("word:Engineer", "Every job with the word “Engineer”"),
    ]
    assert form["what"].value() == "posting"


def test_a_job_without_a_company_offers_none(client, live):
    Posting.objects.filter(pk=live.pk).update(company=None, source_name="X")
    form = client.get(hide_of(live)).context["form"]
    assert "company" not in dict(form.fields["what"].choices)
    assert client.post(hide_of(live), {"what": "company"}).status_code == 422


def test_a_visitor_s_choice_stays_in_a_cookie(client, live, acme):
    answer = client.post(hide_of(live), {"what": "posting", "next": "/en/jobs/?q=x"})
    assert answer["Location"] == "/en/jobs/?q=x"
    client.post(hide_of(live), {"what": "company"})
    client.post(hide_of(live), {"what": "word:Engineer"})
    assert kept_by(client) == Hiding(
        frozenset({live.pk}), frozenset({acme.pk}), ("engineer",)
    )
    assert not Hidden.objects.exists()
    cookie = client.cookies["hidden"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert not cookie["secure"]


def test_the_cookie_is_secure_where_the_site_is(client, live, settings):
    settings.IS_HTTPS = True
    client.post(hide_of(live), {"what": "posting"})
    assert client.cookies["hidden"]["secure"]


def test_a_person_s_choice_stays_with_the_account(candidate, cast, live):
    candidate.post(hide_of(live), {"what": "word:Ruby on Rails"})
    candidate.post(hide_of(live), {"what": "posting"})
    expected = Hiding(frozenset({live.pk}), words=("ruby on rails",))
    assert hidden_by(cast["candidate"]) == expected
    assert "hidden" not in candidate.cookies


@pytest.mark.parametrize("what", ["", "all", "word:", "word:zebra", "posting:1"])
def test_what_was_not_offered_is_refused(client, live, what):
    answer = client.post(hide_of(live), {"what": what})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["what"]
    assert "hidden" not in client.cookies


@pytest.mark.parametrize("status", [s for s in Status if s != Status.LIVE])
def test_what_is_not_open_is_not_there_to_be_hidden(client, cast, status):
    posting = build.posting(cast, status)
    assert client.get(hide_of(posting)).status_code == 404
    assert client.post(hide_of(posting), {"what": "posting"}).status_code == 404


@pytest.mark.parametrize("part", ["visitor", "candidate"])
def test_the_list_of_it_shows_everything_again_one_by_one(
    client, signed_in, live, part
):
    reader = client if part == "visitor" else signed_in(part)
    for what in ("posting", "company", "word:Engineer"):
        reader.post(hide_of(live), {"what": what})
    context = reader.get(HIDDEN).context
    lines = [*context["words"], *context["companies"], *context["postings"]]
    assert [one.name for one in lines] == ["engineer", "Acme Pagamentos", ""]
    assert lines[2].posting == live
    for left, line in zip((2, 1, 0), lines, strict=True):
        assert reader.post(HIDDEN, {"show": line.key})["Location"] == HIDDEN
        context = reader.get(HIDDEN).context
        shown = [*context["words"], *context["companies"], *context["postings"]]
        assert len(shown) == left
    assert "Nothing is hidden." in reader.get(HIDDEN).content.decode()
    assert not Hidden.objects.exists()


def test_of_a_hidden_job_that_ended_nothing_is_told(client, cast, live):
    client.post(hide_of(live), {"what": "posting"})
    build.do("freeze", live, cast["moderator"])
    page = client.get(HIDDEN).content.decode()
    assert "Ruby on Rails" not in page
    assert "A job that is not open any more" in page


@pytest.mark.parametrize("part", ["visitor", "candidate"])
def test_a_word_can_be_typed(client, signed_in, part):
    reader = client if part == "visitor" else signed_in(part)
    assert reader.post(HIDDEN, {"word": " Tech  LEAD "})["Location"] == HIDDEN
    assert [one.name for one in reader.get(HIDDEN).context["words"]] == ["tech lead"]


@pytest.mark.parametrize("word", ["", "the", "&&", "x" * 41, "a\x00b"])
def test_what_no_search_can_look_for_is_said_at_the_field(client, db, word):
    answer = client.post(HIDDEN, {"word": word})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["word"]


@pytest.mark.parametrize("key", ["posting:", "company:x", "posting:" + "u" * 12])
def test_a_button_that_is_none_is_refused(client, db, key):
    assert client.post(HIDDEN, {"show": key}).status_code == 400


def test_where_the_account_is_full_it_is_said_and_the_choice_is_kept(
    candidate, live, monkeypatch
):
    monkeypatch.setattr(reading, "HIDDEN_AT_MOST", 0)
    answer = candidate.post(hide_of(live), {"what": "word:Engineer"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "You have hidden as much as can be kept." in page
    assert answer.context["form"]["what"].value() == "word:Engineer"


def test_where_the_cookie_is_full_it_is_said_and_jobs_that_ended_make_room(
    client, cast, live, monkeypatch
):
    client.post(hide_of(live), {"what": "posting"})
    monkeypatch.setattr(own, "LONGEST", len(own.to_cookie(kept_by(client))))
    other = build.posting(cast)
    answer = client.post(hide_of(other), {"what": "posting"})
    assert answer.status_code == 422
    assert kept_by(client).postings == {live.pk}
    build.do("close", live, cast["owner"])
    assert client.post(hide_of(other), {"what": "posting"}).status_code == 302
    assert kept_by(client).postings == {other.pk}


def test_what_a_visitor_hid_joins_the_account_that_they_sign_in_to(
    client, cast, live, acme
):
    client.post(hide_of(live), {"what": "company"})
    reading.hide(Hiding(words=("php",)), by=cast["candidate"])
    sign_in(client, "candidate@example.com")
    joined = Hiding(companies=frozenset({acme.pk}), words=("php",))
    assert hidden_by(cast["candidate"]) == joined
    client.post(HIDDEN, {"show": f"company:{encode(acme.pk)}"})
    assert hidden_by(cast["candidate"]) == Hiding(words=("php",))
    assert client.cookies["hidden"].value == ""


def test_signing_in_works_where_nothing_more_can_be_kept(
    client, cast, live, monkeypatch
):
    client.post(hide_of(live), {"what": "posting"})
    monkeypatch.setattr(reading, "HIDDEN_AT_MOST", 0)
    assert sign_in(client, "candidate@example.com").status_code == 302
    assert not Hidden.objects.exists()


def test_nothing_of_it_is_kept_in_a_shared_cache(client, live):
    for path in (HIDDEN, hide_of(live)):
        assert "no-store" in client.get(path)["Cache-Control"]


@pytest.mark.parametrize("count", [1, 4])
def test_the_list_asks_two_queries_of_a_visitor_and_five_of_a_person(
    client, candidate, cast, django_assert_num_queries, count
):
    for _ in range(count):
        posting = build.posting(cast)
        for reader in (client, candidate):
            for what in ("posting", "company", "word:Backend"):
                reader.post(hide_of(posting), {"what": what})
    with django_assert_num_queries(2):
        client.get(HIDDEN)
    with django_assert_num_queries(5):
        candidate.get(HIDDEN)


@pytest.mark.parametrize("part", ["visitor", "candidate"])
def test_what_is_hidden_is_not_among_the_similar_ones_of_its_reader_alone(
    client, signed_in, cast, live, part
):
    other = build.posting(cast, title="Unmistakable zebra wrangler")
    page = hide_of(live).removesuffix("hide/")
    reader = client if part == "visitor" else signed_in(part)
    reader.post(hide_of(other), {"what": "posting"})
    answer = reader.get(page)
    assert other.title not in answer.content.decode()
    assert "private" in answer["Cache-Control"]
    assert other.title in Client().get(page).content.decode()
