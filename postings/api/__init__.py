"""Postings for programs."""
