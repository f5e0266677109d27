"""What a list is to one reader: what is new, saved and hidden."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from postings.lifecycle import reading
from postings.models import Posting, PostingDocument, ReaderMark
from tests import build

LIST = "/en/jobs/"
TOLD = f"{LIST}?from=BR"


def path_of(posting: Posting, deed: str) -> str:
    return f"/en/jobs/{posting.slug}-{posting.public_id}/{deed}/"


@pytest.fixture(autouse=True)
def _kept(settings):
    settings.PAGE_CACHE_SECONDS = 60


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("part", ["visitor", "candidate"])
def test_what_a_reader_hides_is_gone_from_their_list_its_count_and_its_facets(
    client, signed_in, cast, part
):
    kept = build.posting(cast, title="Keeper of keys", workplace="remote")
    gone = build.posting(cast, title="Zebra wrangler", workplace="remote")
    reader = client if part == "visitor" else signed_in(part)
    Client().get(LIST)
    reader.post(path_of(gone, "hide"), {"what": "posting"})
    answer = reader.get(LIST)
    page = answer.content.decode()
    assert kept.title in page
    assert gone.title not in page
    assert answer.context["count"].number == 1
    remote = [
        option.count
        for group in answer.context["groups"]
        for option in group.options
        if option.value == "remote"
    ]
    assert remote == [1]
    assert "1 more job is hidden by you." in page
    assert "private" in answer["Cache-Control"]
    assert gone.title in Client().get(LIST).content.decode()


@pytest.mark.django_db(transaction=True)
def test_what_came_since_the_last_visit_is_called_new(signed_in, cast):
    old = build.posting(cast, title="Keeper of keys")
    for rows in (Posting.objects, PostingDocument.objects):
        rows.filter(pk=old.pk).update(published_at=timezone.now() - timedelta(days=9))
    reader = signed_in("candidate")
    reader.get(LIST)
    mark = ReaderMark.objects.get()
    mark.seen_at -= timedelta(days=2)
    mark.save()
    build.posting(cast, title="Zebra wrangler")
    page = reader.get(LIST).content.decode()
    assert "1 new since your last visit" in page
    assert page.count('class="new"') == 1
    assert 'class="new"' not in Client().get(LIST).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_card_saves_with_one_button_and_says_so(signed_in, cast):
    posting = build.posting(cast, title="Keeper of keys")
    reader = signed_in("candidate")
    assert 'aria-label="Save Keeper of keys"' in reader.get(TOLD).content.decode()
    part = reader.post(
        path_of(posting, "save"), {"next": TOLD}, headers={"HX-Request": "true"}
    )
    assert part.templates[0].name == "postings/card_save.html"
    assert 'aria-label="Saved: Keeper of keys"' in part.content.decode()
    assert 'aria-label="Saved: Keeper of keys"' in reader.get(TOLD).content.decode()
    back = reader.post(path_of(posting, "save"), {"next": TOLD, "unsave": "yes"})
    assert back["Location"] == TOLD
    assert 'aria-label="Save Keeper of keys"' in reader.get(TOLD).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("cause", ["signed out", "full"])
def test_what_a_card_cannot_say_is_said_by_the_page_of_saving(
    client, signed_in, cast, monkeypatch, cause
):
    posting = build.posting(cast)
    monkeypatch.setattr(reading, "SAVED_AT_MOST", 0)
    reader = client if cause == "signed out" else signed_in("candidate")
    path = path_of(posting, "save")
    answer = reader.post(path, {"next": TOLD}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["HX-Redirect"] == f"{path}?next=%2Fen%2Fjobs%2F%3Ffrom%3DBR"


@pytest.mark.django_db(transaction=True)
def test_a_visitor_s_card_leads_to_saving_and_back_to_this_list(client, cast):
    posting = build.posting(cast)
    page = client.get(TOLD).content.decode()
    back = "next=/en/jobs/%3Ffrom%3DBR"
    assert f'href="{path_of(posting, "save")}?{back}"' in page
    assert f'href="{path_of(posting, "hide")}?{back}"' in page
    assert '<form class="saving"' not in page
