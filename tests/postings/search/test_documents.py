"""One row for each live posting, whatever deed brought it there or took it away."""

from datetime import time

import pytest
from django.core.management import call_command

from postings.lifecycle.facts import LanguageNeed, SkillNeed
from postings.lifecycle.merging import merge_postings
from postings.lifecycle.revision import approve_revision, revise_posting
from postings.lifecycle.table import DEEDS
from postings.models import Posting, PostingDocument, Skill, Status
from postings.models.document import SHAPE
from tests import build
from tests.build import do, doer

# Those that take two rows are asked below.
OTHERS = {"revise", "approve_revision", "merge", "absorb"}
NAMES = [name for name in DEEDS if name not in OTHERS]


def is_there(posting: Posting) -> bool:
    return PostingDocument.objects.filter(pk=posting.pk).exists()


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("name", NAMES)
def test_a_posting_has_a_document_exactly_while_it_is_live(cast, name, status):
    posting = build.posting(cast, status)
    number = posting.pk
    assert is_there(posting) is (status == Status.LIVE)
    if status in DEEDS[name].sources:
        do(name, posting, doer(name, cast))
        after = Posting.objects.filter(pk=number, status=Status.LIVE).exists()
        assert PostingDocument.objects.filter(pk=number).exists() is after


def test_an_approved_revision_is_found_by_its_new_facts(cast):
    posting = build.posting(cast)
    facts = {"title": "Elixir Engineer", "skills": [SkillNeed("Elixir")]}
    by = {"by": cast["owner"], "version": posting.version}
    revision = revise_posting(posting, facts, **by)
    assert "elixir" not in PostingDocument.objects.get().skills
    approve_revision(
        revision, by=cast["moderator"], version=1, posting_version=posting.version
    )
    found = PostingDocument.objects.get()
    assert found.skills == ["elixir"]
    assert "'elixir'" in found.head


def test_of_two_that_are_merged_one_is_found_by_the_facts_of_both(cast):
    one = build.posting(cast, region_includes=["CO"])
    other = build.posting(cast, region_includes=["PE"])
    merge_postings(
        one,
        into=other,
        by=cast["moderator"],
        version=one.version,
        into_version=other.version,
    )
    found = PostingDocument.objects.get()
    assert (found.pk, sorted(found.countries)) == (other.pk, ["CO", "PE"])


def test_a_document_holds_what_a_search_compares(cast):
    posting = build.posting(
        cast,
        languages=[
            LanguageNeed("en", "B2"),
            LanguageNeed("pt", ""),
            LanguageNeed("fr", "C1"),
            LanguageNeed("es", "C2", is_required=False),
        ],
        contracts=[],
        hours_zone="America/Bogota",
        hours_from=time(13),
        hours_to=time(17),
        hours_overlap=3,
        pay_min=None,
        pay_max=120_000,
        pay_period="year",
    )
    found = PostingDocument.objects.get()
    assert found.pk == posting.pk
    assert (found.en_rank, found.pt_rank, found.es_rank) == (4, None, 0)
    assert found.other_languages == ["fr-C1"]
    assert found.contracts == ["unstated"]
    assert found.levels == ["senior"]
    assert found.skills == ["kafka", "python"]
    assert (found.hours_zone, found.hours_asked) == ("America/Bogota", 3)
    assert (found.month_max, found.usd_max, found.pay_order) == (10_000,) * 3
    assert found.countries == posting.countries


def test_nothing_stated_is_kept_as_such(cast):
    nothing = {name: [] for name in ("levels", "employment", "contracts", "skills")}
    build.posting(
        cast, **nothing, workplace="", pay_min=None, pay_max=None, pay_currency="",
        pay_period="", years_min=None, region_includes=[], languages=[],
    )  # fmt: skip
    found = PostingDocument.objects.get()
    lists = (found.levels, found.employment, found.contracts, found.skills)
    assert lists == (["unstated"],) * 4
    assert (found.workplace, found.countries) == ("unstated", ["ZZ"])
    assert (found.years_min, found.usd_max, found.month_max) == (None, None, None)
    assert (found.en_rank, found.hours_zone, found.pay_order) == (0, "", 0)


def test_a_zone_that_the_database_does_not_know_breaks_nothing(cast):
    build.posting(cast, hours_zone="Mars/Olympus")
    assert PostingDocument.objects.get().hours_zone == ""


def test_rebuilding_mends_what_is_out_of_step_and_only_that(cast):
    missing, old, fresh = (build.posting(cast) for _ in range(3))
    gone = build.posting(cast)
    PostingDocument.objects.filter(pk=missing.pk).delete()
    PostingDocument.objects.filter(pk=old.pk).update(shape=SHAPE - 1, skills=[])
    PostingDocument.objects.filter(pk=fresh.pk).update(skills=["kept"])
    Posting.objects.filter(pk=gone.pk).update(status=Status.EXPIRED)
    call_command("rebuild_documents")
    rows = {row.pk: row.skills for row in PostingDocument.objects.all()}
    whole = ["kafka", "python"]
    assert rows == {missing.pk: whole, old.pk: whole, fresh.pk: ["kept"]}
    call_command("rebuild_documents", "--all")
    assert PostingDocument.objects.get(pk=fresh.pk).skills == whole


def test_an_interrupted_rebuilding_goes_on_behind_a_posting(cast):
    first, second = sorted(build.posting(cast).pk for _ in range(2))
    PostingDocument.objects.update(skills=[])
    steps = list(PostingDocument.objects.rebuild(everything=True, after=first))
    assert steps == [second]
    assert PostingDocument.objects.get(pk=first).skills == []


def test_a_skill_is_found_by_all_of_its_names(cast):
    build.posting(cast, skills=[SkillNeed("Go")])
    spellings = Skill.objects.get(slug="go").spellings
    assert "golang" in spellings
    assert "'golang'" in PostingDocument.objects.get().head
