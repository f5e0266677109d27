"""An applicant may fit another job of the same company better.

The application goes there as it is: its words, files, notes and ratings, its version
and its history. The candidate is told, and may withdraw as before.
"""

from django.db import IntegrityError, transaction

from jobboard.versions import NotAllowedNow
from postings.lifecycle.application import do, entering, give_place_back
from postings.lifecycle.applying import lock_open, take_place
from postings.models import Application, ApplicationStatus, ApplyVia, Posting
from postings.models.posting import PostingQuerySet
from postings.permissions import Doer


class AlreadyThere(NotAllowedNow):
    """The same person has applied for the other job, too."""


def other_jobs(application: Application) -> PostingQuerySet:
    """The open jobs of its company that it can go to."""
    jobs: PostingQuerySet = Posting.objects.live()
    company = application.posting.company_id
    here = jobs.filter(company=company, company__isnull=False, apply_via=ApplyVia.HERE)
    return here.exclude(pk=application.posting_id).order_by("title", "pk")


def transfer_application(
    application: Application, to: Posting, *, by: Doer, version: int
) -> None:
    """Move it to another open job of the company, where it is in review.

    Its place there counts as any other, and its old place is free again.

    Raises PermissionDenied, StaleVersion or NotAllowedNow as every deed does; of the
    latter AlreadyThere where the same address has applied for that job, and Full
    where it takes no more. ValueError for a job of somebody else.
    """
    if to.company_id != application.posting.company_id or to == application.posting:
        raise ValueError("that is not another job of this company")
    try:
        with transaction.atomic():
            transfer(application, to, by=by, version=version)
    except IntegrityError as error:
        if "application_once" not in str(error):
            raise
        raise AlreadyThere from error


def transfer(application: Application, to: Posting, *, by: Doer, version: int) -> None:
    """Its rows in the order in which everybody holds them: job, application, places."""
    left = application.posting
    lock_open(to)
    values = {**entering(application, ApplicationStatus.IN_REVIEW), "posting": to}
    data = {"from": left.pk, "to": to.pk}
    do("transfer", application, by=by, version=version, data=data, **values)
    # Two that cross each other take the places in one order.
    for job in sorted((left, to), key=lambda job: job.pk):
        if job == to:
            take_place(to)
        else:
            give_place_back(left.pk)
