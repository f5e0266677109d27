"""The tables of people and companies."""

from accounts.models.company import RESERVED_SLUGS, Company, Membership, Role
from accounts.models.invitation import Invitation
from accounts.models.user import User

__all__ = ["RESERVED_SLUGS", "Company", "Invitation", "Membership", "Role", "User"]
