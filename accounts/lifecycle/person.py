"""The deeds on an account: its profile, and its end."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.lifecycle.team import LastOwner, note_member
from accounts.models import Company, Membership, Role, User
from jobboard import outbox, personal_data

# What the record of a deletion keeps until the receipt is sent.
FOR_THE_RECEIPT = ("email", "name", "language")


@transaction.atomic
def edit_profile(user: User, *, name: str, language: str) -> None:
    """Change how somebody is called, and the language that the board speaks to them."""
    user.name, user.language = name, language
    user.save(update_fields=["name", "language"])
    outbox.record("account.edited", user, by=user)


def solely_owned(user: User) -> list[Company]:
    """The companies that would be left without an owner."""
    owned = Company.objects.of(user, Role.OWNER)
    others = Membership.objects.owners().exclude(user=user)
    return list(owned.exclude(pk__in=others.values("company")))


@transaction.atomic
def delete_account(user: User, *, by: User) -> dict[str, int]:
    """Erase a person; what they did stays on record, without their name.

    The receipt says how many of what is gone, and goes out by mail. Raises
    PermissionDenied for anybody else's account, and LastOwner where a company
    would be left without an owner.
    """
    if by.pk != user.pk:
        raise PermissionDenied
    places = user.memberships.values("company")
    # In one order, so that two who leave at the same moment wait for each other.
    companies = Company.objects.filter(pk__in=places).order_by("pk")
    list(companies.select_for_update(no_key=True))
    if solely_owned(user):
        raise LastOwner
    for membership in user.memberships.select_related("company"):
        note_member("company.member_left", membership, by=user)
    return erase(user)


@transaction.atomic
def erase(user: User) -> dict[str, int]:
    """Erase the person in every app, then the row; and note it, with the receipt."""
    receipt = personal_data.erase_all(user)
    data: dict[str, Any] = {name: getattr(user, name) for name in FOR_THE_RECEIPT}
    data["erased"] = receipt
    outbox.record("account.deleted", user, by=None, data=data)
    user.delete()
    return receipt


@transaction.atomic
def lapse(user: User) -> None:
    """Erase an account that was never confirmed; nobody is told, nobody asked."""
    outbox.record("account.lapsed", user, by=None, data=personal_data.erase_all(user))
    user.delete()
