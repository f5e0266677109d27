"""The demo board: people, companies and postings, all made through the deeds."""
