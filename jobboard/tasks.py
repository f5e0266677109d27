"""Housekeeping of the mechanisms."""

from celery import shared_task

from jobboard import idempotency


@shared_task(name="jobboard.tasks.purge_kept_answers")
def purge_kept_answers() -> int:
    """Forget the answers to idempotency keys that are a day old; how many there were."""
    return idempotency.purge()
