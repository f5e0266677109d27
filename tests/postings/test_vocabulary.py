"""Skills: one row for each, however people write it."""

import pytest

from postings.models import Skill
from postings.vocabulary import known_skills, skill_slug, spelling


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("C++", "cpp"),
        ("C#", "csharp"),
        ("C", "c"),
        (".NET", "dotnet"),
        ("ASP.NET", "aspnet"),
        ("Node.js", "nodejs"),
        ("Go", "go"),
        ("R", "r"),
        ("Ruby on Rails", "ruby-on-rails"),
        ("Programação funcional", "programacao-funcional"),
        ("CI/CD", "ci-cd"),
        ("  Vue.js ", "vuejs"),
        ("!!!", ""),
    ],
)
def test_slugs_are_distinct_where_names_are(name, slug):
    assert skill_slug(name) == slug


def test_the_vocabulary_is_large_and_free_of_collisions():
    known = list(known_skills())
    assert len(known) >= 600
    assert len({skill.slug for skill in known}) == len(known)
    words = [spelling(w) for skill in known for w in {skill.name, *skill.aliases}]
    assert len(words) == len(set(words))
    assert max(map(len, words)) <= 60


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["rails", "RoR", "Ruby on Rails", "ruby  ON rails"])
def test_every_spelling_finds_the_one_skill(typed):
    (skill,) = Skill.objects.named([typed])
    assert skill.slug == "ruby-on-rails"


@pytest.mark.django_db
def test_several_spellings_of_one_skill_are_one():
    found = Skill.objects.named(["Postgres", "PostgreSQL", "K8s"])
    assert [skill.slug for skill in found] == ["postgresql", "kubernetes"]


@pytest.mark.django_db
def test_a_new_name_becomes_a_row_that_is_not_listed():
    (first,) = Skill.objects.named(["Frobnicator  9000"])
    (again,) = Skill.objects.named(["frobnicator 9000"])
    assert first == again
    assert (first.name, first.slug, first.is_listed) == (
        "Frobnicator 9000",
        "frobnicator-9000",
        False,
    )


@pytest.mark.django_db
def test_loading_the_vocabulary_again_changes_nothing():
    before = list(Skill.objects.order_by("pk").values())
    Skill.objects.load_vocabulary()
    assert list(Skill.objects.order_by("pk").values()) == before
