"""The app of people and companies."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("accounts")

    def ready(self) -> None:
        from accounts.lifecycle import holdings  # noqa: PLC0415 (models are ready now)
        from accounts.middleware import begin_seen  # noqa: PLC0415
        from accounts.reactions import REACTIONS  # noqa: PLC0415
        from jobboard import outbox, personal_data  # noqa: PLC0415

        outbox.register(REACTIONS)
        user_logged_in.connect(begin_seen)
        personal_data.register("accounts", export=holdings.export, erase=holdings.erase)
