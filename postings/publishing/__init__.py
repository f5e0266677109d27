"""Postings as others read them."""
