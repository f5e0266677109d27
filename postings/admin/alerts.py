"""Digests that could not be sent, and addresses that get no mail."""

from django.contrib import admin
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobboard.admin_site import ReadOnlyAdmin
from postings.models import Digest, Suppression


@admin.register(Digest)
class DigestAdmin(ReadOnlyAdmin):
    list_display = ("slot", "alert_id", "attempts", "due_at", "sent_at", "parked_at")
    list_filter = (
        ("parked_at", admin.EmptyFieldListFilter),
        ("sent_at", admin.EmptyFieldListFilter),
    )
    fields = (
        *("alert", "slot", "attempts", "due_at", "sent_at", "done_at", "parked_at"),
        *("last_error", "posting_ids"),
    )
    ordering = ("-id",)
    show_full_result_count = False
    actions = ("send_again",)

    @admin.action(description=_("Send the parked ones again"))
    def send_again(self, request: HttpRequest, queryset: QuerySet[Digest]) -> None:
        """Those whose alert has no other on its way, which would carry the same."""
        for digest in queryset.filter(done_at=None).exclude(parked_at=None):
            try:
                with transaction.atomic():
                    digest.parked_at, digest.attempts = None, 0
                    digest.until, digest.posting_ids = None, []
                    digest.due_at = timezone.now()
                    digest.save()
            except IntegrityError:
                continue


@admin.register(Suppression)
class SuppressionAdmin(ReadOnlyAdmin):
    list_display = ("email", "reason", "at")
    list_filter = ("reason",)
    search_fields = ("=email",)
    ordering = ("-at", "-id")

    def has_delete_permission(
        self, request: HttpRequest, obj: Suppression | None = None
    ) -> bool:
        """Deleting the row lets the address have mail again."""
        return request.user.has_perm("postings.delete_suppression")
