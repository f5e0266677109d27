"""The demo board: every variant of every fact and state, told as people write."""

from collections import Counter

import pytest
from django.conf import settings
from django.core.management import call_command
from markdown_it import MarkdownIt

from jobboard.outbox import Event
from postings.management.demo.people import EMPLOYERS
from postings.management.demo.stories import FOLDER, stories
from postings.models import (
    Application,
    ApplicationStatus,
    ApplyVia,
    Cv,
    Message,
    Note,
    PostingLanguageNeed,
    Rating,
    Revision,
    Status,
)
from postings.pay import Basis, Period
from postings.vocabulary import Benefit, Contract, Employment, Level, Workplace

pytestmark = pytest.mark.django_db


def used(rows, column: str) -> set:
    return {value for values in rows.values_list(column, flat=True) for value in values}


def test_it_is_as_large_and_as_wide_as_promised(told):
    assert told.count() == len(list(stories())) >= 60
    assert len({row.company_id for row in told} - {None}) == len(EMPLOYERS) == 12
    languages = Counter(told.values_list("language", flat=True))
    assert min(languages.values()) >= 15
    assert languages.keys() == {"pt", "es", "en"}


def test_every_variant_is_there(told):
    assert set(told.values_list("status", flat=True)) == set(Status.values)
    assert used(told, "levels") == set(Level.values)
    assert used(told, "employment") == set(Employment.values)
    assert used(told, "contracts") == set(Contract.values)
    assert used(told, "benefits") == set(Benefit.values)
    columns = {
        "workplace": Workplace,
        "pay_period": Period,
        "pay_basis": Basis,
        "apply_via": ApplyVia,
    }
    for column, choices in columns.items():
        assert set(told.values_list(column, flat=True)) == {"", *choices.values}, column
    for column in ("pay_equity", "sponsors_visa", "pays_relocation"):
        assert set(told.values_list(column, flat=True)) == {True, False, None}, column
    levels = PostingLanguageNeed.objects.values_list("level", flat=True)
    assert {"", "A2", "B1", "B2", "C1", "C2"} <= set(levels)
    assert Revision.objects.open().count() >= 2
    assert told.filter(company=None).count() >= 4
    assert told.filter(countries=["ZZ"]).count() >= 3
    for column in ("years_min", "pay_min", "hours_overlap", "posted_at", "usd_max"):
        assert told.filter(**{column: None}).exists(), column


def structure(text: str) -> tuple[tuple[str, int], ...]:
    """The blocks of a text, each with its length in dozens of words."""
    tokens = MarkdownIt().parse(text)
    return tuple((token.type, len(token.content.split()) // 12) for token in tokens)


def test_the_texts_are_texts_and_no_two_are_built_alike():
    texts = [
        path.read_text(encoding="utf-8").split("+++\n", 2)[2].strip()
        for path in FOLDER.glob("*.md")
    ]
    assert min(len(text.split()) for text in texts) >= 120
    assert len(set(map(structure, texts))) == len(texts)
    openings = [" ".join(text.split()[:4]) for text in texts]
    assert len(set(openings)) == len(openings)


def test_everything_was_made_through_the_deeds(told):
    for row in told:
        events = Event.objects.filter(subject="posting", subject_id=row.pk)
        versions = sorted(events.values_list("subject_version", flat=True))
        assert versions == list(range(1, row.version + 1))


def test_the_applications_are_in_every_state(told):
    rows = Application.objects.filter(posting__company__slug="acme")
    assert set(rows.values_list("status", flat=True)) == set(ApplicationStatus)
    assert rows.count() == 13
    mine = Application.objects.filter(candidate__email="candidate@example.com")
    assert mine.count() == 2
    assert Cv.objects.filter(application__in=rows).count() == 13
    for related in (Note, Message, Rating):
        assert related.objects.exists()
    for row in rows:
        events = Event.objects.filter(subject="application", subject_id=row.pk)
        versions = set(events.values_list("subject_version", flat=True))
        assert versions == set(range(1, row.version + 1))


def test_told_again_nothing_changes(told, django_db_blocker):
    before = list(told.order_by("pk").values_list("pk", "version"))
    settings.DEBUG = True
    call_command("seed_demo", verbosity=0)
    settings.DEBUG = False
    assert list(told.order_by("pk").values_list("pk", "version")) == before
