"""Which event causes which work: one table."""

from postings import application_tasks, tasks

REACTIONS = {
    **{kind: [tasks.tell_author_of_decision] for kind in tasks.DECISIONS},
    **{kind: [application_tasks.tell_team] for kind in application_tasks.TOLD_TO_TEAM},
    "posting.closed": [application_tasks.note_closing],
}
for told in application_tasks.TOLD_TO_CANDIDATE:
    REACTIONS[told] = [*REACTIONS.get(told, []), application_tasks.tell_candidate]
