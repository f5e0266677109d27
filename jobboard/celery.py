"""The Celery application; what has to be done reaches it through the outbox."""

import os

from celery import Celery
from celery.signals import setup_logging, worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobboard.settings")

app = Celery("jobboard")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_logging(**_kwargs: object) -> None:
    """Logging is set up by the settings; Celery shall not add its own."""


@worker_process_init.connect
def start_telemetry(**_kwargs: object) -> None:
    """Errors and traces go out from each process that works."""
    from jobboard.observability import telemetry  # noqa: PLC0415 (needs settings)

    telemetry.start()
