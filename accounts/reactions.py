"""Which event causes which work: one table."""

from accounts import tasks

REACTIONS = {
    "company.member_invited": [tasks.tell_invited],
    "company.member_removed": [tasks.tell_removed],
    "account.deleted": [tasks.tell_deleted],
}
