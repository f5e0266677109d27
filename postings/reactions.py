"""Which event causes which work: one table."""

from postings import tasks

REACTIONS = {kind: [tasks.tell_author_of_decision] for kind in tasks.DECISIONS}
