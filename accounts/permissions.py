"""Small questions about a person and a company."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import Company, Role, User

Person = User | AnonymousUser


def can_write_postings(person: Person, company: Company) -> bool:
    """Owners and recruiters write, submit and close a company's postings."""
    if not isinstance(person, User) or not person.is_active:
        return False
    return (
        Company.objects.of(person, Role.OWNER, Role.RECRUITER)
        .filter(pk=company.pk)
        .exists()
    )
