"""Following searches: which postings are news to whom, and the mails about them."""
