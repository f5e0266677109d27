"""Postings in the admin: tables to look at, and the moderators' desk."""

from postings.admin import moderation, tables

__all__ = ["moderation", "tables"]
