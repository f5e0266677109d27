"""The work: postings, how people find them, and what becomes of them."""
