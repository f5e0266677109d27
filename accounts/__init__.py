"""The people: users, companies and memberships; knows nothing of postings."""
