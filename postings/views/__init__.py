"""The pages about postings."""
