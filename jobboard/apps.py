"""The app of the mechanisms."""

from django.apps import AppConfig


class JobboardConfig(AppConfig):
    name = "jobboard"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        import jobboard.celery  # noqa: F401, PLC0415 (tasks bind to the application)
