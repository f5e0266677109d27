"""Postings in the admin: tables to look at, and the moderators' desk."""

from postings.admin import bans, case, figures, log, moderation, tables

__all__ = ["bans", "case", "figures", "log", "moderation", "tables"]
