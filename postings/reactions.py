"""Which event causes which work: one table."""

from postings import tasks

REACTIONS = {
    "posting.approved": [tasks.tell_author_of_decision],
    "posting.returned": [tasks.tell_author_of_decision],
}
