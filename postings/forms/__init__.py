"""What people fill in about postings."""
