"""Which event causes which work: one table."""

from accounts import tasks

REACTIONS = {
    "company.member_invited": [tasks.tell_invited],
    "company.member_removed": [tasks.tell_removed],
    "company.domain_mailed": [tasks.tell_domain],
    "company.domain_verified": [tasks.tell_owners_of_domain],
    "company.domain_lost": [tasks.tell_owners_of_domain],
    "account.deleted": [tasks.tell_deleted],
}
