"""The people of the demo board and of the tests: who they are and what they may do.

In development everybody's password is DEMO_PASSWORD.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

DEMO_PASSWORD = "jobboard-demo"  # noqa: S105


@dataclass(frozen=True)
class Member:
    """One of the cast; `company` and `role` are those of their membership."""

    email: str
    name: str
    part: StrPromise
    company: str = ""
    role: str = ""
    is_moderator: bool = False


CAST = {
    "owner": Member(
        "owner@acme.example", "Olívia Prado", _("owner at Acme"), "acme", "owner"
    ),
    "recruiter": Member(
        "recruiter@acme.example",
        "Rute Alvorada",
        _("recruiter at Acme"),
        "acme",
        "recruiter",
    ),
    "viewer": Member(
        "viewer@acme.example", "Vito Salas", _("viewer at Acme"), "acme", "viewer"
    ),
    "rival": Member(
        "rival@globex.example", "Renata Ibarra", _("owner at Globex"), "globex", "owner"
    ),
    "candidate": Member("candidate@example.com", "Camilo Duarte", _("looks for work")),
    "moderator": Member(
        "moderator@example.com", "Wanda Peregrim", _("moderator"), is_moderator=True
    ),
    "stranger": Member("stranger@example.com", "Sol Quintana", _("has an account")),
}
