"""Reports of readers, as they come in; `cases` resolves them with the decision."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from accounts.models import User
from postings.lifecycle import cases
from postings.models import Posting, Report, ReportCode

# Of one address, on all postings together; more are thanked for and not kept.
A_DAY = 20


@dataclass(frozen=True)
class Reader:
    """Who reports: a hash that stands for the address today, and what they left."""

    address_hash: str
    day: date
    language: str
    email: str = ""
    user: User | None = None


@transaction.atomic
def report_posting(
    posting: Posting,
    *,
    code: ReportCode,
    words: str,
    reader: Reader,
) -> Report | None:
    """Keep a report, and put the posting before a moderator.

    None where nothing is kept: the posting is not open any more, the address has
    reported it today, or it has reported too much. The reader is not told which.
    """
    held = Posting.objects.live().select_for_update(no_key=True, of=("self",))
    found = held.filter(pk=posting.pk).first()
    mine = Report.objects.filter(address_hash=reader.address_hash, day=reader.day)
    if found is None or mine.count() >= A_DAY:
        return None
    try:
        with transaction.atomic():
            report = Report.objects.create(
                posting=found,
                code=code,
                words=words.strip(),
                reporter=reader.user,
                email=reader.email,
                language=reader.language,
                address_hash=reader.address_hash,
                day=reader.day,
            )
    except IntegrityError:
        return None
    cases.report_case(found)
    return report
