"""The tables of people and companies."""

from accounts.models.company import Company, Membership, Role
from accounts.models.user import User

__all__ = ["Company", "Membership", "Role", "User"]
