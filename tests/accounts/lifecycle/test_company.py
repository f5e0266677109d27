"""Companies are founded, edited and given up by their owners alone."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.lifecycle import company as lifecycle
from accounts.models import RESERVED_SLUGS, Company, Membership, Role
from jobboard.cast import CAST
from jobboard.outbox import Event
from jobboard.versions import NotAllowedNow, StaleVersion
from tests import build


@pytest.fixture
def acme(cast) -> Company:
    return Company.objects.get(slug="acme")


def test_who_makes_a_company_owns_it(cast):
    made = lifecycle.create_company({"name": "Café Ñandú"}, by=cast["stranger"])
    assert made.slug == "cafe-nandu"
    place = Membership.objects.get(company=made)
    assert (place.user, place.role) == (cast["stranger"], Role.OWNER)
    event = Event.objects.get(kind="company.created")
    assert (event.subject, event.subject_id, event.by) == (
        "company",
        made.pk,
        cast["stranger"],
    )


@pytest.mark.parametrize(
    ("name", "slugs"),
    [
        ("Acme", ["acme-2", "acme-3"]),
        ("Jobs", ["jobs-2", "jobs-3"]),
        ("株式会社", ["company-2", "company-3"]),
        ("x" * 120, ["x" * 50, "x" * 50 + "-2"]),
    ],
)
def test_an_address_that_is_taken_gets_a_number(cast, name, slugs):
    made = [
        lifecycle.create_company({"name": name}, by=cast["stranger"]) for _ in slugs
    ]
    assert [company.slug for company in made] == slugs


def test_what_stands_at_the_desk_is_no_companys_address():
    from django.urls import get_resolver

    fixed = {
        pattern.split("desk/")[1].split("/")[0]
        for _possible, pattern, *_rest in get_resolver().reverse_dict.values()
        if "desk/" in pattern
    }
    words = {word for word in fixed if word.isalpha() and word.islower()}
    assert words <= RESERVED_SLUGS


def test_five_companies_a_day_are_enough(cast):
    for number in range(5):
        lifecycle.create_company({"name": f"Firm {number}"}, by=cast["stranger"])
    with pytest.raises(lifecycle.TooMany):
        lifecycle.create_company({"name": "One more"}, by=cast["stranger"])
    assert lifecycle.create_company({"name": "Another"}, by=cast["candidate"])


@pytest.mark.parametrize("part", CAST)
def test_only_an_owner_edits(cast, acme, part):
    def edit():
        facts = {"name": "New", "description": "We **care**.<script>"}
        lifecycle.edit_company(acme, facts, by=cast[part], version=1)

    if part != "owner":
        with pytest.raises(PermissionDenied):
            edit()
        assert Company.objects.get(slug="acme").version == 1
        return
    edit()
    row = Company.objects.get(slug="acme")
    assert (row.name, row.version) == ("New", 2)
    assert row.description_html == "<p>We <strong>care</strong>.&lt;script&gt;</p>\n"
    event = Event.objects.get(kind="company.edited")
    assert event.data == {"fields": ["description", "name"]}


def test_a_stale_edit_changes_nothing(cast, acme):
    lifecycle.edit_company(acme, {"name": "First"}, by=cast["owner"], version=1)
    stale = Company.objects.get(slug="acme")
    with pytest.raises(StaleVersion):
        lifecycle.edit_company(stale, {"name": "Second"}, by=cast["owner"], version=1)
    assert Company.objects.get(slug="acme").name == "First"
    assert Event.objects.filter(kind="company.edited").count() == 1


def test_a_fact_that_is_none_is_refused(cast, acme):
    with pytest.raises(KeyError):
        lifecycle.edit_company(acme, {"slug": "x"}, by=cast["owner"], version=1)


def test_a_company_with_jobs_stays(cast, acme):
    build.posting(cast)
    with pytest.raises(NotAllowedNow):
        lifecycle.delete_company(acme, by=cast["owner"], version=1)
    row = Company.objects.get(slug="acme")
    assert (row.version, row.memberships.count()) == (1, 3)
    assert not Event.objects.filter(kind="company.deleted").exists()


@pytest.mark.parametrize("part", CAST)
def test_only_an_owner_gives_it_up(cast, acme, part):
    if part == "owner":
        lifecycle.delete_company(acme, by=cast[part], version=1)
        assert not Company.objects.filter(slug="acme").exists()
        assert Event.objects.get(kind="company.deleted").by == cast[part]
    else:
        with pytest.raises(PermissionDenied):
            lifecycle.delete_company(acme, by=cast[part], version=1)
