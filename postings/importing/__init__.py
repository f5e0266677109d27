"""Postings from elsewhere: files and pages in, drafts with their provenance out."""
