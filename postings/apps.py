"""The app of the work."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PostingsConfig(AppConfig):
    name = "postings"
    verbose_name = _("jobs")

    def ready(self) -> None:
        from anymail.signals import tracking  # noqa: PLC0415 (models are ready)

        from accounts.lifecycle import webhook  # noqa: PLC0415
        from jobboard import (  # noqa: PLC0415
            generations,
            outbox,
            personal_data,
        )
        from postings.lifecycle import (  # noqa: PLC0415
            alert_holdings,
            erasure,
            holdings,
            moderation_holdings,
            reading_holdings,
            sketch,
        )
        from postings.publishing.standing import PUBLIC  # noqa: PLC0415
        from postings.reactions import REACTIONS, on_mail_tracking  # noqa: PLC0415
        from postings.views.own import join_account  # noqa: PLC0415
        from postings.webhook_tasks import ANNOUNCED  # noqa: PLC0415

        outbox.register(REACTIONS)
        generations.register(PUBLIC)
        webhook.register(ANNOUNCED)
        tracking.connect(on_mail_tracking, dispatch_uid="postings")
        personal_data.register("postings", export=holdings.export, erase=holdings.erase)
        personal_data.register(
            "applications", export=erasure.export_person, erase=erasure.erase_person
        )
        personal_data.register(
            "moderation",
            export=moderation_holdings.export,
            erase=moderation_holdings.erase,
        )
        personal_data.register("sketches", export=sketch.export, erase=sketch.erase)
        personal_data.register(
            "alerts", export=alert_holdings.export, erase=alert_holdings.erase
        )
        personal_data.register(
            "reading", export=reading_holdings.export, erase=reading_holdings.erase
        )
        user_logged_in.connect(join_account)
        post_migrate.connect(load_reference_data, sender=self)


def load_reference_data(**_kwargs: object) -> None:
    """Skills and the moderators' group, after every migrate and every flush."""
    from postings.models.reference import load  # noqa: PLC0415

    load()
