"""The tables of people and companies."""

from accounts.models.company import RESERVED_SLUGS, Company, Membership, Role
from accounts.models.domain import Domain, Problem, Proof
from accounts.models.invitation import Invitation
from accounts.models.token import ApiToken, Scope
from accounts.models.user import User
from accounts.models.webhook import Webhook, WebhookAttempt, WebhookMessage

__all__ = [
    "RESERVED_SLUGS",
    "ApiToken",
    "Company",
    "Domain",
    "Invitation",
    "Membership",
    "Problem",
    "Proof",
    "Role",
    "Scope",
    "User",
    "Webhook",
    "WebhookAttempt",
    "WebhookMessage",
]
