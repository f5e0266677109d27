"""Teams under people who decide at the same moment."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.lifecycle import company as companies, domain, person, team
from accounts.models import Company, Domain, Membership, Proof, Role, User
from jobboard.outbox import Event
from jobboard.versions import NotAllowedNow, StaleVersion
from tests.concurrency.test_deeds import race

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 3


@pytest.fixture
def acme(cast) -> Company:
    """Acme, with two owners."""
    Membership.objects.filter(user=cast["recruiter"]).update(role=Role.OWNER)
    return Company.objects.get(slug="acme")


def place(user) -> Membership:
    return Membership.objects.select_related("company").get(user=user)


def owners(acme: Company) -> int:
    return acme.memberships.owners().count()


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_owners_who_remove_each_other_leave_one(cast, acme, _round):
    one, two = cast["owner"], cast["recruiter"]
    seats = {user.pk: place(user) for user in (one, two)}
    outcomes = race(
        lambda: team.remove_member(seats[two.pk], by=one, version=1),
        lambda: team.remove_member(seats[one.pk], by=two, version=1),
    )
    assert outcomes.count(None) == 1
    assert isinstance(next(o for o in outcomes if o), PermissionDenied)
    assert owners(acme) == 1
    assert Event.objects.filter(kind="company.member_removed").count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_owners_who_leave_in_any_way_leave_one(cast, acme, _round):
    one, two = cast["owner"], cast["recruiter"]
    seats = {user.pk: place(user) for user in (one, two)}
    # Deleting empties the key of the object in hand; each racer has its own.
    gone = User.objects.get(pk=two.pk)
    outcomes = race(
        lambda: team.leave_company(seats[one.pk], by=one, version=1),
        lambda: person.delete_account(gone, by=gone),
        lambda: team.change_role(seats[two.pk], Role.VIEWER, by=two, version=1),
    )
    assert owners(acme) == 1
    refused = (NotAllowedNow, StaleVersion, PermissionDenied)
    assert all(isinstance(o, refused) for o in outcomes if o), outcomes


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_two_who_accept_one_invitation_one_place_comes(cast, acme, _round):
    stranger = cast["stranger"]
    invitation = team.invite_member(
        acme, email=stranger.email, role=Role.VIEWER, by=cast["owner"]
    )
    outcomes = race(*[lambda: team.accept_invitation(invitation, by=stranger)] * 6)
    assert outcomes == [None] * 6
    assert Membership.objects.filter(user=stranger).count() == 1
    assert Event.objects.filter(kind="company.member_joined").count() == 1


def test_taking_back_and_accepting_end_one_way(cast, acme):
    stranger = cast["stranger"]
    invitation = team.invite_member(
        acme, email=stranger.email, role=Role.VIEWER, by=cast["owner"]
    )
    outcomes = race(
        lambda: team.accept_invitation(invitation, by=stranger),
        lambda: team.revoke_invitation(invitation, by=cast["owner"]),
    )
    assert outcomes.count(None) == 1
    joined = Membership.objects.filter(user=stranger).exists()
    assert joined is (outcomes[0] is None)


def test_ten_invitations_to_one_address_leave_one_open(cast, acme):
    def invite() -> None:
        team.invite_member(
            acme, email="new@example.com", role=Role.VIEWER, by=cast["owner"]
        )

    assert race(*[invite] * 10) == [None] * 10
    assert acme.invitations.open().count() == 1


def test_a_limit_is_a_limit(cast, acme, monkeypatch):
    monkeypatch.setattr(team, "INVITED_A_DAY", 5)

    def invite(number: int) -> None:
        email = f"{number}@example.com"
        team.invite_member(acme, email=email, role=Role.VIEWER, by=cast["owner"])

    def found(number: int) -> None:
        companies.create_company({"name": "Firm"}, by=cast["stranger"])

    for deed in (invite, found):
        outcomes = race(*(lambda n=n, deed=deed: deed(n) for n in range(10)))
        assert outcomes.count(None) == 5
        assert all(isinstance(o, companies.TooMany) for o in outcomes if o)


def test_companies_of_one_name_each_get_an_address(cast, acme):
    people = [cast[part] for part in ("stranger", "candidate", "rival", "viewer")]
    outcomes = race(
        *(
            lambda user=user: companies.create_company({"name": "Firm"}, by=user)
            for user in people
        )
    )
    assert outcomes == [None] * 4
    slugs = Company.objects.filter(name="Firm").values_list("slug", flat=True)
    assert sorted(slugs) == ["firm", "firm-2", "firm-3", "firm-4"]


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_two_companies_that_prove_one_domain_one_has_it(cast, acme, _round):
    rival = Company.objects.get(memberships__user=cast["rival"])
    both = [
        domain.claim_domain(acme, "firm.example", by=cast["owner"]),
        domain.claim_domain(rival, "firm.example", by=cast["rival"]),
    ]
    deeds = [lambda one=one: domain.settle_check(one, Proof.DNS) for one in both]
    assert race(*deeds) == [None, None]
    assert Domain.objects.verified().count() == 1
    assert Event.objects.filter(kind="company.domain_verified").count() == 1
