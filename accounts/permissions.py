"""Small questions about a person and a company."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser

from accounts.models import ApiToken, Company, Membership, Role, User

Person = User | AnonymousUser


def has_role(person: Person | None, company: Company, *roles: Role) -> bool:
    """Whether the person has one of the roles in the company; without roles, any."""
    if not isinstance(person, User) or not person.is_active:
        return False
    return Company.objects.of(person, *roles).filter(pk=company.pk).exists()


def can_see_company(person: Person | None, company: Company) -> bool:
    """Everybody who works for it reads its desk and knows its team."""
    return has_role(person, company)


def can_write_postings(person: Person | None, company: Company) -> bool:
    """Owners and recruiters write, submit and close a company's postings."""
    return has_role(person, company, Role.OWNER, Role.RECRUITER)


def can_manage_company(person: Person | None, company: Company) -> bool:
    """Owners alone invite, remove, and change roles and settings."""
    return has_role(person, company, Role.OWNER)


def can_manage_token(person: Person | None, token: ApiToken) -> bool:
    """Whoever made it, and the owners of the company that it is for."""
    if not isinstance(person, User) or not person.is_active:
        return False
    return ApiToken.objects.managed_by(person).filter(pk=token.pk).exists()


def can_leave_company(person: Person | None, membership: Membership) -> bool:
    """Nobody is kept: a place is given up by whoever has it."""
    return isinstance(person, User) and membership.user_id == person.pk


def has_address(person: Person | None, email: str) -> bool:
    """Whether the person has proven to receive mail at this address."""
    if not isinstance(person, User) or not person.is_active:
        return False
    addresses = EmailAddress.objects.filter(user=person, verified=True)
    return bool(addresses.filter(email=email).exists())


def proven_addresses(person: Person | None) -> list[str]:
    """The addresses that this person has confirmed as theirs, in lower case."""
    if not isinstance(person, User):
        return []
    known = EmailAddress.objects.filter(user=person, verified=True)
    return [address.lower() for address in known.values_list("email", flat=True)]
