"""An imported posting shows its source's words beside what was read."""

import json

import pytest
from django.test import Client

from accounts.models import Company
from postings.importing.fetching import items_in
from postings.importing.running import run_over
from postings.models import Posting, Source
from postings.publishing.origins import origins
from tests import build
from tests.importing.files import TEXT, job

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported(cast) -> Posting:
    """An open job of a board that names `<b>LATAM</b>` as its place."""
    acme = Company.objects.get(slug="acme")
    source = Source.objects.create(
        name="Acme's board", kind="greenhouse", author=cast["owner"], company=acme
    )
    content = json.dumps({"jobs": [job(1, "Engineer", "LATAM <b>(Remote)</b>", TEXT)]})
    for _twice in range(2):
        run_over(source, items_in(content.encode(), "greenhouse"))
    posting = Posting.objects.get(provenances__source=source)
    build.do("approve", posting, cast["moderator"])
    return posting


def test_words_stand_beside_what_was_read(imported):
    (origin,) = origins(Posting.objects.with_facts().get(pk=imported.pk))
    said = {line.label: (line.written, line.read) for line in origin.lines}
    assert said["Experience"] == ("4+ years", "4+ years")
    assert said["Salary"] == (
        "US$ 4,000 - 5,500 per month",
        "US$\N{NO-BREAK SPACE}4,000 \N{EN DASH} 5,500 per month",
    )
    assert said["Open to"][1] == "Anywhere in Latin America"
    assert said["Title"] == ("Engineer", "Engineer")
    assert (origin.name, origin.is_gone) == ("Acme's board", False)


def test_the_page_shows_them_as_words(imported):
    path = f"/en/jobs/{imported.slug}-{imported.public_id}/"
    page = Client().get(path).content.decode()
    assert "In the words of Acme&#x27;s board" in page
    assert "“US$ 4,000 - 5,500 per month”" in page
    assert "<b>(Remote)" not in page


def test_what_was_written_here_has_no_origin_and_costs_no_query(
    cast, django_assert_num_queries
):
    posting = build.posting(cast)
    with django_assert_num_queries(0):
        assert origins(posting) == []
