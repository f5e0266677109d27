"""Which event causes which work: one table."""

from postings import application_tasks, tasks

REACTIONS = {
    **{kind: [tasks.tell_author_of_decision] for kind in tasks.DECISIONS},
    **{kind: [application_tasks.tell_team] for kind in application_tasks.TOLD_TO_TEAM},
    "message.asked": [tasks.tell_what_was_said],
    "message.answered": [tasks.tell_what_was_said],
    "ban.imposed": [tasks.tell_the_banned],
    "ban.lifted": [tasks.tell_the_banned],
    "report.resolved": [tasks.tell_reader_of_report],
    "posting.closed": [application_tasks.note_closing],
}
for told in application_tasks.TOLD_TO_CANDIDATE:
    REACTIONS[told] = [*REACTIONS.get(told, []), application_tasks.tell_candidate]
