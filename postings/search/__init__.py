"""Finding postings: one grammar, one table, one answer on every surface."""
