"""Postings in the admin: tables to look at, and the moderators' desk."""

from postings.admin import (
    alerts,
    bans,
    case,
    claims,
    figures,
    log,
    merging,
    moderation,
    tables,
)

__all__ = [
    "alerts",
    "bans",
    "case",
    "claims",
    "figures",
    "log",
    "merging",
    "moderation",
    "tables",
]
